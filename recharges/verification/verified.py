"""What was read and found whole."""

from dataclasses import dataclass, field
from pathlib import Path

from pimms.kernel.templatetags.french import number
from recharges import witness


@dataclass
class Verified:
    """How much there is of each; `tails` has the last number and hash of each series."""

    witness: Path
    receipts: int = 0
    tails: dict[str, tuple[int, str]] = field(default_factory=dict)
    sessions: int = 0
    closings: int = 0
    anchors: int = 0
    seen: int = 0  # lines of the file beside the database
    seen_since: str = ""

    def __str__(self):
        if not (self.receipts or self.sessions or self.closings):
            return (
                "Le registre est vide\u202f: aucun reçu, aucune caisse, aucune clôture n’y est"
                " encore."
            )
        return (
            f"Le registre est entier\u202f: {_counted(self.receipts, 'reçu')},"
            f" {_counted(self.sessions, 'caisse')}, {_counted(self.closings, 'clôture')},"
            f" {_counted(self.anchors, 'repère')}."
        )

    @property
    def beside(self) -> str:
        """What the file beside the database had to say, in a sentence."""
        if not self.seen:
            return (
                f"Aucun fichier témoin ({self.witness})\u202f: de l’extérieur, rien ne dit si des"
                f" reçus de la fin ont été ôtés.{self._of_other_ledgers()}"
            )
        day = "/".join(reversed(self.seen_since[:10].split("-")))
        return (
            f"Le fichier témoin concorde depuis le {day}\u202f: {_counted(self.seen, 'ligne')}"
            f" ({self.witness})."
        )

    def _of_other_ledgers(self) -> str:
        """A base that was emptied and begun anew has them, and so has a ledger forged whole."""
        if not (found := witness.others(self.witness)):
            return ""
        names = ", ".join(each.name for each in found)
        return f" D’autres registres ont porté le nom de cette base\u202f: {names}."


def _counted(count: int, noun: str) -> str:
    return f"{number(count)} {noun}{'s' if count > 1 else ''}"
