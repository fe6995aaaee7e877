"""Sentences of a report: agreement in number, elisions, lists, spaces before signs."""

import re
from collections.abc import Sequence
from decimal import Decimal

from pimms.kernel.templatetags.french import NARROW, NO_BREAK, day, number
from pimms.kernel.text import fold


def agree(n, one: str, many: str) -> str:
    """French counts nothing and one alike: `0 personne`, `1 personne`, `2 personnes`."""
    return one if abs(n) < 2 else many


def counted(n: int, one: str, many: str) -> str:
    """`1 215 articles`, never parted at the end of a line."""
    return f"{number(n)}{NO_BREAK}{agree(n, one, many)}"


def of_place(name: str) -> str:
    """`d’Antony`, `de Massy`, `du Plessis-Robinson`, `des Ulis`, `de La Courneuve`."""
    if name.startswith("Le "):
        return f"du {name[3:]}"
    if name.startswith("Les "):
        return f"des {name[4:]}"
    return f"d’{name}" if fold(name)[:1] in tuple("aeiouyh") else f"de {name}"


def listed(words: Sequence[str]) -> str:
    """`a, b et c`."""
    *first, last = words
    return f"{', '.join(first)} et {last}" if first else last


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def typeset(text: str) -> str:
    """Narrow no-break spaces before the high signs and inside the guillemets."""
    return re.sub(r" (?=[;:!?%€»])|(?<=«) ", NARROW, text)


def paragraphs(text: str) -> tuple[str, ...]:
    """What somebody typed, typeset; one for each block of lines."""
    blocks = re.split(r"\n\s*\n", text.replace("\r", ""))
    return tuple(typeset(block.strip()) for block in blocks if block.strip())


def sealed(edition, changed: Sequence[str]) -> str:
    """What a frozen report prints of itself: version, who, when, the figures that differ, its
    fingerprint."""
    said = [
        f"Version {edition.version}, arrêtée le {day(edition.frozen_on)} par {edition.frozen_by}."
    ]
    if edition.version > 1:
        differs = "Aucun chiffre ne change."
        if changed:
            differs = f"Chiffres qui changent : {listed(changed)}."
        said.append(f"Remplace la version {edition.version - 1} : {edition.reason} {differs}")
    said.append(f"Empreinte SHA-256 : {edition.fingerprint}")
    return typeset(" ".join(said))


def shares(values: Sequence[Decimal | int]) -> tuple[str, ...]:
    """What each is of them all together, in per cent with one decimal, adding up to 100,0: what
    rounding leaves goes to those that it cut most (largest remainder). Dashes of nothing."""
    whole = sum(values)
    if not whole:
        return tuple("—" for _ in values)
    exact = [Decimal(1000) * value / whole for value in values]
    tenths = [int(value) for value in exact]
    by_rest = sorted(range(len(exact)), key=lambda n: (tenths[n] - exact[n], n))
    for n in by_rest[: 1000 - sum(tenths)]:
        tenths[n] += 1
    return tuple(f"{number(Decimal(each) / 10, 1)}{NARROW}%" for each in tenths)
