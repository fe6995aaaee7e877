"""What the accounts refuse by themselves: nothing is paid twice, nothing beyond what was given.

Each check first locks the grant and the expense it adds up: two people who write at once wait
for one another, and the second is told.
"""

import pgtrigger

from pimms.kernel.triggers import refuses

_GRANT = """
IF EXISTS (
  SELECT FROM funding_share WHERE grant_id = NEW.id HAVING sum(amount) > NEW.amount
) OR EXISTS (
  SELECT FROM funding_receipt WHERE grant_id = NEW.id HAVING sum(amount) > NEW.amount
) OR EXISTS (
  SELECT FROM funding_dedicatedmovement WHERE grant_id = NEW.id AND kind = 'added'
  HAVING sum(amount) > NEW.amount
) THEN
  RAISE EXCEPTION 'more of grant % is used than it gives', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_holds_what_it_gave';
END IF;
RETURN NULL;
"""
refuses(
    grant_holds_what_it_gave="Une subvention ne descend pas sous ce qui en est reçu,"
    " dépensé ou mis de côté."
)

_RECEIPTS = """
PERFORM FROM funding_grant WHERE id = NEW.grant_id FOR NO KEY UPDATE;
IF NOT (
  SELECT sum(r.amount) BETWEEN 0 AND min(g.amount)
  FROM funding_receipt r JOIN funding_grant g ON g.id = r.grant_id WHERE r.grant_id = NEW.grant_id
) THEN
  RAISE EXCEPTION 'grant % received more than it gives', NEW.grant_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'receipts_within_the_grant';
END IF;
IF NEW.reverses_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM funding_receipt o WHERE o.id = NEW.reverses_id AND o.reverses_id IS NULL
    AND o.grant_id = NEW.grant_id AND o.amount = -NEW.amount
    AND o.instalment_id IS NOT DISTINCT FROM NEW.instalment_id
) THEN
  RAISE EXCEPTION 'receipt % takes back another', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_reverses_the_same';
END IF;
IF NEW.instalment_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM funding_instalment i WHERE i.id = NEW.instalment_id AND i.grant_id = NEW.grant_id
) THEN
  RAISE EXCEPTION 'receipt % is of an instalment of another grant', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_of_its_grant';
END IF;
RETURN NULL;
"""
refuses(
    receipts_within_the_grant="Les versements reçus dépassent le montant accordé.",
    receipt_reverses_the_same="Une annulation porte sur un versement de la même subvention.",
    receipt_of_its_grant="Ce versement attendu est d’une autre subvention.",
)

_SHARES = """
PERFORM FROM funding_expense WHERE id = NEW.expense_id FOR NO KEY UPDATE;
PERFORM FROM funding_grant WHERE id = NEW.grant_id FOR NO KEY UPDATE;
IF EXISTS (
  SELECT FROM funding_expense WHERE id = NEW.expense_id AND reverses_id IS NOT NULL
) OR (SELECT sum(amount) FROM funding_share WHERE expense_id = NEW.expense_id) >
  (SELECT sum(amount) FROM funding_expense
   WHERE id = NEW.expense_id OR reverses_id = NEW.expense_id) THEN
  RAISE EXCEPTION 'the shares of expense % pass its amount', NEW.expense_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_the_expense';
END IF;
IF (SELECT sum(amount) FROM funding_share
    WHERE expense_id = NEW.expense_id AND grant_id = NEW.grant_id) < 0 THEN
  RAISE EXCEPTION 'grant % gets back more of expense % than it paid', NEW.grant_id, NEW.expense_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'share_given_back_was_paid';
END IF;
IF (SELECT sum(amount) FROM funding_share WHERE grant_id = NEW.grant_id) >
   (SELECT amount FROM funding_grant WHERE id = NEW.grant_id) THEN
  RAISE EXCEPTION 'grant % pays more than it gives', NEW.grant_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_the_grant';
END IF;
RETURN NULL;
"""
refuses(
    shares_within_the_expense="Cette dépense serait payée plus d’une fois\u202f: reprenez"
    " d’abord une part.",
    share_given_back_was_paid="Cette part vient d’être reprise.",
    shares_within_the_grant="Il ne reste pas assez de cette subvention.",
)

_REVERSAL = """
PERFORM FROM funding_{table} WHERE id = NEW.reverses_id FOR NO KEY UPDATE;
IF NOT EXISTS (
  SELECT FROM funding_{table} o WHERE o.id = NEW.reverses_id AND o.reverses_id IS NULL
    AND o.amount = -NEW.amount AND o.account = NEW.account AND o.day = NEW.day
) THEN
  RAISE EXCEPTION '{table} % takes back another', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = '{table}_reverses_the_same';
END IF;
"""
refuses(
    expense_reverses_the_same="Une annulation reprend la même dépense.",
    income_reverses_the_same="Une annulation reprend la même recette.",
)
_UNSHARED = """
IF (SELECT coalesce(sum(amount), 0) FROM funding_share WHERE expense_id = NEW.reverses_id) <> 0 THEN
  RAISE EXCEPTION 'expense % is still paid by grants', NEW.reverses_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_the_expense';
END IF;
"""

_DEDICATED = """
PERFORM FROM funding_grant WHERE id = NEW.grant_id FOR NO KEY UPDATE;
IF NEW.year < (SELECT year FROM funding_grant WHERE id = NEW.grant_id) OR EXISTS (
  SELECT FROM (
    SELECT sum(sum(CASE kind WHEN 'added' THEN amount ELSE -amount END))
      OVER (ORDER BY year) AS balance
    FROM funding_dedicatedmovement WHERE grant_id = NEW.grant_id GROUP BY year
  ) each_year WHERE balance < 0
) THEN
  RAISE EXCEPTION 'the dedicated fund of grant % is overdrawn', NEW.grant_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'dedicated_fund_not_overdrawn';
END IF;
IF (SELECT sum(amount) FROM funding_dedicatedmovement
    WHERE grant_id = NEW.grant_id AND kind = 'added') >
   (SELECT amount FROM funding_grant WHERE id = NEW.grant_id) THEN
  RAISE EXCEPTION 'more of grant % is put aside than it gives', NEW.grant_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_holds_what_it_gave';
END IF;
RETURN NULL;
"""
refuses(dedicated_fund_not_overdrawn="Ce fonds dédié ne contient pas autant.")


def _on_insert(name: str, func: str, **more) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.After, operation=pgtrigger.Insert, func=func, **more
    )


def _on_reversal(table: str, more: str = "") -> pgtrigger.Trigger:
    return _on_insert(
        f"{table}_reverses_the_same",
        _REVERSAL.format(table=table) + more + "RETURN NULL;",
        condition=pgtrigger.Q(new__reverses__isnull=False),
    )


grant_holds_what_it_gave = pgtrigger.Trigger(
    name="grant_holds_what_it_gave",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("amount"),
    func=_GRANT,
)
receipts_within_the_grant = _on_insert("receipts_within_the_grant", _RECEIPTS)
shares_add_up = _on_insert("shares_add_up", _SHARES)
expense_reverses_the_same = _on_reversal("expense", _UNSHARED)
income_reverses_the_same = _on_reversal("income")
dedicated_fund_not_overdrawn = _on_insert("dedicated_fund_not_overdrawn", _DEDICATED)
