"""The way of a referral, as the database lets it go, and what may be told of it."""

import pgtrigger

from pimms.kernel.triggers import refuses

# From each state, those that may follow.
WAYS = {
    "sent": ("seen", "asked", "accepted", "refused", "transferred", "withdrawn", "expired"),
    "seen": ("sent", "asked", "accepted", "refused", "transferred", "withdrawn", "expired"),
    "asked": ("sent", "seen", "accepted", "refused", "transferred", "withdrawn", "expired"),
    "accepted": ("not_come",),
    "not_come": ("accepted",),
    "expired": ("sent",),
    "refused": (),
    "transferred": (),
    "withdrawn": (),
}


def _followed() -> str:
    ways = [(before, after) for before, afters in WAYS.items() for after in afters]
    return ", ".join(f"('{before}', '{after}')" for before, after in ways)


referral_goes_its_way = pgtrigger.Trigger(
    name="referral_goes_its_way",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("status"),
    condition=pgtrigger.Q(old__status__df=pgtrigger.F("new__status")),
    func=f"""
IF (OLD.status, NEW.status) NOT IN ({_followed()}) THEN
  RAISE EXCEPTION 'this state does not follow'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'referral_goes_its_way';
END IF;
RETURN NEW;
""",
)
refuses(referral_goes_its_way="Cette orientation a changé d’état entre-temps\u202f: rouvrez-la.")

telling_as_the_person_agrees = pgtrigger.Trigger(
    name="telling_as_the_person_agrees",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
IF NEW.step <> 'received' AND NOT EXISTS (
  SELECT FROM beneficiaries_referral r
  WHERE r.id = NEW.referral_id AND r.told_back @> ARRAY[NEW.step]
) THEN
  RAISE EXCEPTION 'the person keeps this step to themselves'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'telling_as_the_person_agrees';
END IF;
RETURN NEW;
""",
)
refuses(
    telling_as_the_person_agrees="La personne garde cette étape pour elle\u202f: rien"
    " n’en est dit au référent."
)
