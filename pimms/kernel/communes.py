"""Which commune a postal code and a town name mean, however they are written."""

from dataclasses import dataclass

from pimms.kernel.models import Commune
from pimms.kernel.text import fold

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


def full_words(town: str) -> str:
    """`St-Denis` becomes `saint denis`: the name as the reference data spells it, folded."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in fold(town).split())


@dataclass(frozen=True)
class Index:
    """Every commune by postal code and name, former communes and arrondissements included."""

    codes: dict[tuple[str, str], str]

    @classmethod
    def load(cls) -> "Index":
        """Built by one query over some 1 300 communes."""
        codes = {(postal_code, full_words(name)): code for postal_code, name, code in _FORMER}
        for code, name, postal_codes, former_names in Commune.objects.values_list(
            "code", "name", "postal_codes", "former_names"
        ):
            for former in former_names:
                former_name, _, postal_code = former.rpartition(":")
                codes.setdefault((postal_code, full_words(former_name)), code)
            for postal_code in postal_codes:
                codes[postal_code, full_words(name)] = code
        return cls(codes)

    def find(self, postal_code: str, town: str) -> str | None:
        """The INSEE code of the town with that postal code; None when there is none such."""
        return self.codes.get((postal_code.strip(), full_words(town)))


def meant_by(text: str, *, most: int = 6) -> list[Commune]:
    """The communes that « 92160 Antony », « St Denis 93200 » or « Paris » may mean.

    One alone when it is sure, none when there is none such; else those to choose from.
    """
    words = full_words(text).split()
    postal_code = next((word for word in words if word.isdecimal() and len(word) == 5), "")
    town = " ".join(word for word in words if word != postal_code)
    code = Index.load().find(postal_code, town)
    sure = Commune.objects.filter(pk=code) if code else Commune.objects.filter(name_key=town)
    found = list(sure.order_by("pk"))
    if len(found) == 1 and (code or not postal_code):
        return found
    return list(Commune.objects.written(" ".join(words))[:most])
