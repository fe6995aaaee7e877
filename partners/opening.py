"""Opening hours of the map of the world, said in French: `Mo-Fr 09:00-12:00` and what follows."""

import re

_DAYS = {
    "Mo": "lundi",
    "Tu": "mardi",
    "We": "mercredi",
    "Th": "jeudi",
    "Fr": "vendredi",
    "Sa": "samedi",
    "Su": "dimanche",
    "PH": "jours fériés",
}
_NB = "\u00a0"


def in_french(opening: str) -> str:
    """`Mo-Fr 09:00-12:00; Sa off` becomes `lundi au vendredi 9 h – 12 h ; samedi fermé`.

    What is not understood is left as it is.
    """
    if opening.strip() == "24/7":
        return "tous les jours, jour et nuit"
    rules = [_rule(rule.strip()) for rule in opening.split(";") if rule.strip()]
    return "\u202f; ".join(rules)


def _rule(rule: str) -> str:
    days, _, hours = rule.partition(" ")
    if not hours or not re.fullmatch(r"[A-Z][a-zH]([-,][A-Z][a-zH])*", days):
        return rule
    said = re.sub(r"([A-Z][a-zH])-([A-Z][a-zH])", r"\1 au \2", days).replace(",", ", ")
    said = re.sub(r"[A-Z][a-zH]", lambda day: _DAYS.get(day[0], day[0]), said)
    if hours == "off":
        return f"{said} fermé"
    spans = [_span(span) for span in hours.split(",")]
    return f"{said} {' et '.join(spans)}"


def _span(span: str) -> str:
    first, _, last = span.partition("-")
    return f"{_clock(first)}{_NB}–{_NB}{_clock(last)}"


def _clock(text: str) -> str:
    hour, _, minute = text.partition(":")
    if not hour.isdecimal():
        return text
    return f"{int(hour)}{_NB}h" + (f"{_NB}{minute}" if minute not in ("", "00") else "")
