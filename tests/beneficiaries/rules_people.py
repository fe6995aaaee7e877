"""The rules on people, households, proxies, notes, tags, history and merging, each broken."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from beneficiaries.models import Change, PossibleDuplicate, Tag, Tagging
from tests.support import factories
from tests.support.rules import Broken


def tag():
    return Tag.objects.create(name="Ateliers du mardi")


def tagging():
    return Tagging.objects.create(beneficiary=factories.person(), tag=tag())


def change():
    return Change.objects.create(person_id=1, by="nadia", field="phone", before="", after="06")


def dossier_number():
    return factories.person().dossier_numbers.get()


def pair():
    older, younger = factories.person(), factories.person()
    return PossibleDuplicate.objects.create(first=older, second=younger, found_on=factories.DAY)


RULES = [
    Broken(
        "beneficiary_is_nobody_else", factories.person, {"last_name": "DIALLO", "first_name": "awa"}
    ),
    Broken("beneficiary_has_a_name", factories.person, {"last_name": "…", "first_name": "Awa"}),
    Broken("beneficiary_born_since_1900", factories.person, {"born_on": date(1899, 12, 31)}),
    Broken(
        "beneficiary_birth_day_unknown",
        factories.person,
        {"born_day_unknown": True, "born_on": date(1984, 5, 7)},
    ),
    Broken("beneficiary_phone_international", factories.person, {"phone": "0612345678"}),
    Broken("beneficiary_phone_international", factories.person, {"phone": "+3361234567"}),
    Broken("beneficiary_postal_code", factories.person, {"postal_code": "9216"}),
    Broken("dossier_number_unique", dossier_number),
    Broken("dossier_number_written", dossier_number, {"number": " "}),
    Broken("dossier_number_written", dossier_number, {"number": "12 "}),
    Broken("possible_duplicate_pair_once", pair),
    Broken(
        "possible_duplicate_in_order", pair, lambda it: {"first": it.second, "second": it.first}
    ),
    Broken("possible_duplicate_in_order", pair, lambda it: {"second": it.first}),
    Broken(
        "kinship_once_a_pair",
        factories.kinship,
        lambda row: {"person": row.relative, "relative": row.person},
    ),
    Broken("kinship_of_two_people", factories.kinship, lambda row: {"relative": row.person}),
    Broken("kinship_kind_known", factories.kinship, {"kind": "voisin"}),
    Broken("proxy_has_both_days", factories.proxy, {"period": DateRange(factories.DAY, None)}),
    Broken("proxy_has_both_days", factories.proxy, {"period": DateRange(empty=True)}),
    Broken("proxy_ended_with_a_reason", factories.proxy, {"ended_on": factories.DAY}),
    Broken("proxy_ended_with_a_reason", factories.proxy, {"reason": "Rétablie"}),
    Broken("proxy_names_its_holder_and_purpose", factories.proxy, {"name": ""}),
    Broken("proxy_names_its_holder_and_purpose", factories.proxy, {"purpose": ""}),
    Broken("proxy_phone_international", factories.proxy, {"phone": "0612345678"}),
    Broken("note_says_something", factories.note, {"text": ""}),
    Broken(
        "note_archived_after_it_was_written",
        factories.note,
        {"archived_on": factories.DAY - timedelta(days=1)},
    ),
    Broken("tag_once", tag, {"name": "ateliers du MARDI"}),
    Broken("tag_is_a_word", tag, {"name": "…"}),
    Broken("tagging_once", tagging),
    Broken("change_changes_something", change, {"after": ""}),
    Broken("merge_of_a_file_once", factories.merge),
    Broken("merge_of_two_files", factories.merge, lambda row: {"absorbed": row.survivor}),
    Broken(
        "merge_undone_afterwards",
        factories.merge,
        lambda row: {"undone_on": row.merged_on - timedelta(days=1), "undone_by": row.merged_by},
    ),
    Broken("merge_undone_afterwards", factories.merge, lambda row: {"undone_by": row.merged_by}),
]
