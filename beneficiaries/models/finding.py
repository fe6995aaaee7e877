"""Who is meant by what is typed, and who may be the person that is described."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import F, Max, Q

from pimms.kernel.text import fold, squash

from .likeness import SUSPECT, SUSPECT_WITHOUT_BIRTH, Likeness, may_be, same_sound
from .searching import Description, bears, by_exactness, one_slip_away

FEW = 3  # fewer than this called so, and those with a name like it are asked too
NEAR = 0.4  # trigrams that two names share, of all that they have


class FindingQuerySet(models.QuerySet):
    """Of people, by their names, numbers, telephones and birth dates."""

    def standing(self):
        """The files that were not merged into another."""
        return self.filter(merged_into=None)

    def called(self, words):
        """The people whose name, dossier number, telephone or birth date `words` says.

        Any accent or case, names in any order, joined or parted; a name with a birth date or year;
        digits are looked for in numbers, telephones and postal codes. Merged files are never found.
        """
        said, people = Description.read(words), self.standing()
        if said.born is not None and said.is_named:
            return people.filter(bears(said.name) & said.born)
        if not said.digits:
            return people.filter(bears(said.name))
        others = Q(pk__in=[]) if said.born is None else said.born
        if said.is_day and "/" in words:
            return people.filter(others)
        if said.telephone:
            others |= Q(phone__contains=said.telephone)
            if said.postal_code:
                others |= Q(postal_code=said.postal_code)
        elif said.born is None:
            others |= bears(said.name)
        numbers = self.model.dossier_numbers.rel.related_model.objects.filter(said.numbers)
        # One index each: a single OR over both tables would read them whole.
        found = numbers.values("beneficiary").union(
            self.model.objects.filter(others).values("pk"), all=True
        )
        return people.filter(pk__in=found)

    def neighbours(self, words):
        """Those whose name is like the one that is said, by a slip or by its sound, the likest
        first; nobody when no name is said. Some of them may be `called` so."""
        said = Description.read(words)
        if not said.is_named:
            return self.none()
        name = fold(said.name)
        likeness = TrigramSimilarity("search_key", name)
        like = Q(search_key__trigram_similar=name, likeness__gte=NEAR)
        if " " not in name:  # of several words the letters alone say enough
            like |= same_sound(said.name) | one_slip_away(name)
        people = self.standing().annotate(likeness=likeness).filter(like)
        if said.born is not None:
            people = people.filter(said.born)
        return people.order_by("-likeness", "pk")

    def matching(self, words):
        """The people called so; when they are few, those with a name like it too."""
        called = self.called(words)
        if not Description.read(words).is_named or called.count() >= FEW:
            return called
        alike = self.model.objects.neighbours(words).values("pk")
        return self.standing().filter(Q(pk__in=called.values("pk")) | Q(pk__in=alike))

    def likeliest_first(self, words):
        """Whole names before begun ones, then those seen lately."""
        exactness = by_exactness(Description.read(words).name)
        seen = F("last_seen_on").desc(nulls_last=True)
        return self.alias(exactness=exactness).order_by(
            "exactness", seen, "last_key", "first_key", "pk"
        )

    def resembling(self, last_name, first_name, born_on):
        """Those of that name whenever they were born and all who were born that day, the likest
        name first."""
        last, first = squash(last_name), squash(first_name)
        same_name = Q(last_key=last, first_key=first) | Q(last_key=first, first_key=last)
        likeness = TrigramSimilarity("search_key", fold(f"{last_name} {first_name}"))
        return self.filter(same_name | Q(born_on=born_on)).order_by(likeness.desc(), "pk")

    def suspected(self, *, last_name, first_name="", used_name="", born_on=None, phone=""):
        """Those who may be the person so described, the likest first: `likeness` says how much.

        Without a birth date, whoever has a name that few have, or that telephone and nearly that
        name.
        """
        said = (last_name, first_name, used_name, born_on, phone)
        likeness = Likeness(*said, everybody=self.model.objects.count())
        alike = self.standing().filter(may_be(*said)).annotate(likeness=likeness)
        least = SUSPECT if born_on else SUSPECT_WITHOUT_BIRTH
        return alike.filter(likeness__gte=least).order_by("-likeness", "pk")

    def next_rank(self):
        """The rank that another of these namesakes would bear; 0 when there are none."""
        last = self.aggregate(last=Max("namesake"))["last"]
        return 0 if last is None else last + 1

    def who_is(self, last_name, first_name, born_on):
        """The one person of that name and birth date, compared as the constraint does."""
        return self.filter(
            last_key=squash(last_name), first_key=squash(first_name), born_on=born_on
        )
