"""Which commune a postal code and a town name mean, however they are written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pimms.kernel.models import Commune
from pimms.kernel.text import fold

# Of the reference data (kernel/data/README.md): whoever reads a rate wants to know of when it is.
CODES_OF, POPULATIONS_OF = 2026, 2023

_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "s": "sur", "ss": "sous"}

# Names that registers of their time bear and the reference data no longer has: communes that were
# merged or renamed since 2015. Source: INSEE, Code officiel géographique, list of changes.
_FORMER = (
    ("91000", "Évry", "91228"),
    ("91080", "Courcouronnes", "91228"),
    ("93400", "Saint-Ouen", "93070"),
    ("95220", "Herblay", "95306"),
    ("95610", "Éragny", "95218"),
)


# What is said of a part of Paris behind its name.
_DISTRICT = re.compile(
    r"(?<=paris) (?:[0-9]{1,2}(?: ?(?:e|eme|er))?(?: arr(?:ondissement)?)?|[ivx]+(?: ?e)?)$"
)


def full_words(town: str) -> str:
    """`St-Denis` becomes `saint denis`: the name as the reference data spells it, folded."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in fold(town).split())


@dataclass(frozen=True)
class Index:
    """Every commune by postal code and name, former communes and arrondissements included."""

    codes: dict[tuple[str, str], str]
    names: dict[str, set[str]]  # the codes of each name

    @classmethod
    def load(cls) -> "Index":
        """Built by one query over some 1 300 communes."""
        codes = {(postal_code, full_words(name)): code for postal_code, name, code in _FORMER}
        names: dict[str, set[str]] = {}
        for code, name, postal_codes, former_names in Commune.objects.values_list(
            "code", "name", "postal_codes", "former_names"
        ):
            for former in former_names:
                former_name, _, postal_code = former.rpartition(":")
                codes.setdefault((postal_code, full_words(former_name)), code)
            names.setdefault(full_words(name), set()).add(code)
            for postal_code in postal_codes:
                codes[postal_code, full_words(name)] = code
        return cls(codes, names)

    def find(self, postal_code: str, town: str) -> str | None:
        """The INSEE code of the town with that postal code; None when there is none such.

        `PARIS 13` and `Paris 13e` are Paris, `ANTONY CEDEX` Antony whatever its code within the
        department, `Ivry` the only town of that postal code, or of all when there is none, whose
        name begins so.
        """
        postal_code, words = postal_code.strip(), full_words(town)
        name, cedex, _ = words.partition(" cedex")
        name = _DISTRICT.sub("", name)
        if code := self.codes.get((postal_code, words)) or self.codes.get((postal_code, name)):
            return code
        if cedex or not postal_code:
            found = self.names.get(name, set())
            return _only(code for code in found if code.startswith(postal_code[:2])) or (
                None if cedex else self._begun(postal_code, name)
            )
        return self._begun(postal_code, name)

    def _begun(self, postal_code: str, name: str) -> str | None:
        """The only town whose name begins with these words."""
        if not name:
            return None
        return _only(
            code
            for (each, known), code in self.codes.items()
            if known.startswith(f"{name} ") and (each == postal_code or not postal_code)
        )


def _only(codes: Iterable[str]) -> str | None:
    found = set(codes)
    return found.pop() if len(found) == 1 else None


def postal_code_in(text: str) -> str:
    """The five figures among the words; empty when there are none."""
    return next((word for word in text.split() if re.fullmatch("[0-9]{5}", word)), "")


def meant_by(text: str, *, most: int = 6) -> list[Commune]:
    """The communes that « 92160 Antony », « St Denis 93200 » or « Paris » may mean.

    One alone when it is sure, none when there is none such; else those to choose from.
    """
    words = full_words(text).split()
    postal_code = postal_code_in(" ".join(words))
    town = " ".join(word for word in words if word != postal_code)
    code = Index.load().find(postal_code, town)
    sure = Commune.objects.filter(pk=code) if code else Commune.objects.filter(name_key=town)
    found = list(sure.order_by("pk"))
    if len(found) == 1 and (code or not postal_code):
        return found
    return list(Commune.objects.written(" ".join(words))[:most])
