from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

# What was kept as a number and is none goes beside it in words, before the rule stands.
_NONE = r"phone <> '' AND phone !~ '^(\+33[1-9][0-9]{8}|\+(?!33)[1-9][0-9]{5,14})$'"
_ASIDE = "'(téléphone\u202f: ' || phone || '\u202f?)'"
CHECKED = "SET CONSTRAINTS ALL IMMEDIATE"  # else a row changed keeps its table busy


def aside(table: str, column: str, longest: int) -> migrations.RunSQL:
    """The words before it make room, when they have to."""
    before = f"nullif(left({column}, {longest} - 1 - length({_ASIDE})), '')"
    change = f"{column} = concat_ws(' ', {before}, {_ASIDE}), phone = ''"
    quiet = f"ALTER TABLE {table} {{}} TRIGGER USER"
    return migrations.RunSQL(
        [
            quiet.format("DISABLE"),
            f"UPDATE {table} SET {change} WHERE {_NONE}",
            CHECKED,
            quiet.format("ENABLE"),
        ],
        migrations.RunSQL.noop,
    )


def telephone(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(
            ("phone", ""),
            ("phone__regex", r"^(\+33[1-9][0-9]{8}|\+(?!33)[1-9][0-9]{5,14})$"),
            _connector="OR",
        ),
        name=name,
        violation_error_message="Ce numéro de téléphone n’en est pas un.",
    )


class Migration(migrations.Migration):
    dependencies = [("partners", "0005_telephones_and_postal_codes")]

    operations = [
        aside("partners_ourhouse", "description", 10_000),
        migrations.AddConstraint("ourhouse", telephone("our_house_phone_international")),
        aside("partners_ourservice", "ways_details", 500),
        migrations.AddConstraint("ourservice", telephone("our_service_phone_international")),
        # Places of before the rule are put right or taken away by those who know them.
        AddConstraintNotValid(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", False),
                    ("pivot__regex", "^([0-9]{14}|W[a-zA-Z0-9]{9})$"),
                    _connector="OR",
                ),
                name="place_pivot_is_siret_or_rna",
                violation_error_message="Le pivot est un SIRET (quatorze chiffres) ou un numéro"
                " RNA (W et neuf signes).",
            ),
        ),
    ]
