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


def _words(town: str) -> str:
    return " ".join(_ABBREVIATIONS.get(word, word) for word in fold(town).split())


@dataclass(frozen=True)
class Index:
    """Every commune by postal code and name, former communes and arrondissements included."""

    codes: dict[tuple[str, str], str]

    @classmethod
    def load(cls) -> "Index":
        """Built by one query over some 1 300 communes."""
        codes = {(postal_code, _words(name)): code for postal_code, name, code in _FORMER}
        for code, name, postal_codes, former_names in Commune.objects.values_list(
            "code", "name", "postal_codes", "former_names"
        ):
            for former in former_names:
                former_name, _, postal_code = former.rpartition(":")
                codes.setdefault((postal_code, _words(former_name)), code)
            for postal_code in postal_codes:
                codes[postal_code, _words(name)] = code
        return cls(codes)

    def find(self, postal_code: str, town: str) -> str | None:
        """The INSEE code of the town with that postal code; None when there is none such."""
        return self.codes.get((postal_code.strip(), _words(town)))
