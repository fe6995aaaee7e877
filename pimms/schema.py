"""Whether the database stands where the migrations of this version do."""

from django.core.management import CommandError
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

# Before the first release the migrations were made whole. For each app: the last of the old ones,
# and those that make the same tables. A database with the former has what the latter would make.
MADE_WHOLE = {
    "accounts": ("0003_mail", ["0001_models", "0002_triggers"]),
    "kernel": (
        "0004_reviewed_words",
        ["0001_text", "0002_models", "0003_triggers", "0004_reference_data"],
    ),
    "partners": ("0003_by_telephone", ["0001_models", "0002_triggers"]),
    "funding": ("0002_accounts", ["0001_models", "0002_triggers"]),
    "beneficiaries": (
        "0015_referral_by_birth",
        ["0001_names", "0002_models", "0003_entitlement", "0004_triggers", "0005_reference_data"],
    ),
    "surveys": ("0001_initial", ["0001_models", "0002_triggers"]),
    "workshops": (
        "0009_procedures_and_channel",
        ["0001_models", "0002_triggers", "0003_reference_data"],
    ),
    "recharges": (
        "0007_seen",
        ["0001_models", "0002_chain", "0003_triggers", "0004_reference_data"],
    ),
    "reports": ("0005_word_models", ["0001_models", "0002_triggers"]),
    "pimms": ("0002_exports", ["0001_models"]),
}
OLD_LAST = {(app, last) for app, (last, _) in MADE_WHOLE.items()}
WHOLE = {(app, name) for app, (_, names) in MADE_WHOLE.items() for name in names}
# The version of the product whose migrations were the last of the old ones.
LAST_VERSION_WITH_THE_OLD = "b616630"


def missing() -> set[tuple[str, str]]:
    """The migrations of this version that were not applied: no model is looked at for that."""
    recorded = set(MigrationRecorder(connection).applied_migrations())
    return set(MigrationLoader(None).disk_migrations) - recorded


def is_up_to_date() -> bool:
    return not missing()


def of_a_later_version(recorded: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the recorded migrations that this version does not have yet."""
    if _on_the_old(recorded):
        return set()
    on_disk = set(MigrationLoader(None).disk_migrations)
    apps = {app for app, _ in on_disk}
    return {key for key in recorded - on_disk if key[0] in apps}


def refuse_between_old_ones(recorded: set[tuple[str, str]]) -> None:
    """Raises CommandError when the database that recorded these stopped between two old ones."""
    if not (ours := _on_the_old(recorded)):
        return
    if missing := sorted(OLD_LAST - ours):
        raise CommandError(
            "Cette base s’est arrêtée au milieu des anciennes migrations (il y manque"
            f" {' '.join(missing[0])}), depuis réunies : ouvrez-la une fois avec la version"
            f" {LAST_VERSION_WITH_THE_OLD}, qui les achève, puis revenez à celle-ci."
            " Rien n’est changé."
        )


def _on_the_old(recorded: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The old migrations that a database stands on; none when it stands on the whole ones."""
    ours = {key for key in recorded if key[0] in MADE_WHOLE}
    return set() if ours & WHOLE else ours


def take_over() -> bool:
    """A database that stands on the old migrations stands on the whole ones; its data stays.

    Returns whether it did. Raises CommandError, and changes nothing, when it stopped between two
    old ones.
    """
    recorded = set(MigrationRecorder(connection).applied_migrations())
    refuse_between_old_ones(recorded)
    if not (ours := _on_the_old(recorded)):
        return False
    recorder = MigrationRecorder(connection)
    with transaction.atomic():
        for key in ours:
            recorder.record_unapplied(*key)
        for key in sorted(WHOLE):
            recorder.record_applied(*key)
    return True
