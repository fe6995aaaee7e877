"""What somebody can do, as a wheel: one spoke a skill, the same drawing on the page and on paper.

A skill that was not measured has no point: the line is broken there, and never goes to the centre.
"""

from dataclasses import dataclass
from math import cos, pi, sin
from textwrap import wrap

from django.utils.html import escape

from pimms.kernel.charts import INK, OCHRE, RULE, TEAL
from workshops.models.skills import LEVELS
from workshops.progress import LEVEL_NAMES, Step

_WIDTH, _HEIGHT = 460, 340
_X, _Y, _RADIUS = _WIDTH / 2, _HEIGHT / 2, 108
_LETTERS, _LINE = 17, 14


@dataclass(frozen=True)
class _Place:
    x: float
    y: float

    def __str__(self):
        return f"{self.x:.1f},{self.y:.1f}"


def draw(steps: list[Step]) -> str:
    """An SVG: the first levels dashed, the latest ones filled when all of them are known."""
    spokes = len(steps)
    parts = [_ring(spokes, level) for level in range(1, LEVELS + 1)]
    for n, step in enumerate(steps):
        rim = _at(n, spokes, LEVELS)
        parts.append(
            f'<line x1="{_X}" y1="{_Y}" x2="{rim.x:.1f}" y2="{rim.y:.1f}" stroke="{RULE}"/>'
        )
        parts.append(_label(n, spokes, step.skill.name))
    moved = [step.first if step.first_on != step.latest_on else None for step in steps]
    parts.append(_shape(moved, OCHRE, dashed=True))
    parts.append(_shape([step.latest for step in steps], TEAL))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        f' width="{_WIDTH}" height="{_HEIGHT}" font-family="Inter, sans-serif" font-size="12">'
        f"{''.join(parts)}</svg>"
    )


def in_words(steps: list[Step]) -> str:
    """What the drawing says, for who does not see it."""
    said = [
        f"{step.skill.name}\u202f: {LEVEL_NAMES[step.latest - 1].lower()}"
        for step in steps
        if step.latest
    ]
    missing = sum(step.latest is None for step in steps)
    if missing:
        plural = "s" if missing > 1 else ""
        said.append(f"{missing} compétence{plural} non mesurée{plural}")
    listed = "\u202f; ".join(said)
    return f"Roue des compétences. {listed}."


def _at(n: int, spokes: int, level: float) -> _Place:
    angle = 2 * pi * n / spokes - pi / 2
    length = _RADIUS * level / LEVELS
    return _Place(_X + length * cos(angle), _Y + length * sin(angle))


def _ring(spokes: int, level: int) -> str:
    points = " ".join(str(_at(n, spokes, level)) for n in range(spokes))
    return f'<polygon points="{points}" fill="none" stroke="{RULE}"/>'


def _label(n: int, spokes: int, name: str) -> str:
    rim = _at(n, spokes, LEVELS * 1.12)
    side = rim.x - _X
    anchor = "middle" if abs(side) < 5 else "start" if side > 0 else "end"
    lines = wrap(name, _LETTERS)
    first = rim.y + 4 - (len(lines) - 1) * _LINE * (0.5 + 0.5 * (_Y - rim.y) / (_RADIUS * 1.12))
    words = "".join(
        f'<tspan x="{rim.x:.1f}" y="{first + k * _LINE:.1f}">{escape(line)}</tspan>'
        for k, line in enumerate(lines)
    )
    return f'<text text-anchor="{anchor}" fill="{INK}">{words}</text>'


def _shape(levels: list[int | None], colour: str, *, dashed: bool = False) -> str:
    spokes = len(levels)
    places = [_at(n, spokes, level) if level else None for n, level in enumerate(levels)]
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    stroke = f'stroke="{colour}" stroke-width="2"{dash}'
    if all(places) and spokes > 2:
        points = " ".join(map(str, places))
        fill = "none" if dashed else colour
        lines = f'<polygon points="{points}" fill="{fill}" fill-opacity="0.16" {stroke}/>'
    else:
        pairs = zip(places, places[1:] + places[:1], strict=True)
        lines = "".join(
            f'<line x1="{a.x:.1f}" y1="{a.y:.1f}" x2="{b.x:.1f}" y2="{b.y:.1f}" {stroke}/>'
            for a, b in pairs
            if a and b
        )
    dots = "".join(
        f'<circle cx="{place.x:.1f}" cy="{place.y:.1f}" r="{3 if dashed else 4}" fill="{colour}"/>'
        for place in places
        if place
    )
    return lines + dots
