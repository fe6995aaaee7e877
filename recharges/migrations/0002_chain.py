"""The chain of hashes and the seal that each sale gets when its transaction ends; who pays."""

from pathlib import Path

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

SOURCE = Path(__file__).parent.parent / "sql" / "chain.sql"
DROP = """
DROP TRIGGER sale_is_sealed ON recharges_sale;
DROP FUNCTION pimms_seal();
DROP AGGREGATE pimms_chained(text, text);
DROP FUNCTION pimms_link(text, text, text);
"""

# Not looked for in rows that stand: a ledger from before there were payers is never changed.
PAYER = models.CheckConstraint(
    condition=Q(
        Q(("payer__isnull", False), ("payment", "third_party")),
        Q(
            ("payment", "third_party"),
            Q(("sold_by", None), ("reverses__isnull", False), _connector="OR"),
        ),
        Q(Q(("payment", "third_party"), _negated=True), ("payer", None)),
        _connector="OR",
    ),
    name="sale_paid_by_the_payer_it_names",
    violation_error_message="Une prise en charge, et elle seule, dit qui paie.",
)


class Migration(migrations.Migration):
    dependencies = [("recharges", "0001_models")]
    operations = [
        AddConstraintNotValid(model_name="sale", constraint=PAYER),
        migrations.RunSQL(SOURCE.read_text(encoding="utf-8"), DROP),
    ]
