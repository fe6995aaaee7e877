"""Charts drawn once as SVG, for the page and for the document alike.

Letters stay letters, set in the reader's Inter: the drawing is small and its text can be copied.
"""

import logging
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from textwrap import wrap
from typing import Any

from pimms.kernel.later import Later

TEAL, OCHRE = "#0f5c5a", "#a84a12"
INK, MUTED, RULE, PALE = "#1d2733", "#55606e", "#c9ced4", "#a9c3c1"

# A machine without Inter gets the fallback, and needs no word about it at every drawing.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
_SETTINGS = {
    "font.family": ["Inter", "DejaVu Sans"],
    "svg.fonttype": "none",
    "svg.hashsalt": "pimms",
}
_matplotlib = Later("matplotlib")
_backend = Later("matplotlib.backends.backend_svg")
_figure, _patches = Later("matplotlib.figure"), Later("matplotlib.patches")
_lines = Later("matplotlib.lines")
_fonts, _text = Later("matplotlib.font_manager"), Later("matplotlib.text")
_textpath, _transforms = Later("matplotlib.textpath"), Later("matplotlib.transforms")

_FAMILY = "Inter, sans-serif"
_POINTS = 72
_SIZE = 8.5
_LINE = 11.0  # from one line of a label to the next, in points
_ROW = 18.5  # from one bar to the next
_BAR = 12.5
_GAP = 6.0  # between a bar and what is written beside it
_LABEL_LETTERS = 30
_THIN = 11.0  # one of two bars of a row
# How the lines of a drawing differ: colour and dashes.
_LINES = ((TEAL, "-"), (OCHRE, "--"), (INK, ":"), (MUTED, "-."))


@dataclass(frozen=True)
class Bar:
    """One bar: what it is, how long, and how its value is written."""

    label: str
    value: float
    written: str


@lru_cache(maxsize=256)
def bars(rows: tuple[Bar, ...], *, colour: str = TEAL, width: float = 245.0) -> str:
    """Horizontal bars from a common edge, the label before and the value behind; an SVG.

    `width` is in points. The same rows always make the same drawing, so it is drawn once.
    """
    labels = [wrap(row.label, _LABEL_LETTERS) or [""] for row in rows]
    heights = [_ROW + (len(lines) - 1) * _LINE for lines in labels]
    edge = max((_width_of(line) for lines in labels for line in lines), default=0) + _GAP
    room = width - edge - _GAP - max((_width_of(row.written) for row in rows), default=0)
    longest = max((row.value for row in rows), default=0) or 1
    drawing = _Drawing(width, sum(heights) or _ROW)
    top = 0.0
    for row, lines, tall in zip(rows, labels, heights, strict=True):
        middle = top + tall / 2
        # Somebody is never drawn as nobody: half a point at least.
        length = max(room * row.value / longest, 0.5 if row.value > 0 else 0)
        drawing.block(edge, middle - _BAR / 2, length, _BAR, colour)
        first = middle - (len(lines) - 1) * _LINE / 2
        for place, line in enumerate(lines):
            drawing.words(edge - _GAP, first + place * _LINE, line, MUTED, "right")
        drawing.words(edge + length + _GAP * 0.7, middle, row.written, INK, "left")
        top += tall
    drawing.block(edge - 0.4, 0, 0.8, drawing.height, RULE)
    return drawing.svg()


@dataclass(frozen=True)
class Pair:
    """A figure of two years: how long each bar is, and how each is written."""

    label: str
    before: Bar
    now: Bar


@lru_cache(maxsize=64)
def pairs(rows: tuple[Pair, ...], *, width: float = 470.0) -> str:
    """Two bars a row, the year before above in a quiet colour; each row has a scale of its own, for
    its figures are of different kinds. An SVG; `width` in points."""
    edge = max((_width_of(row.label) for row in rows), default=0) + _GAP
    written = [bar.written for row in rows for bar in (row.before, row.now)]
    room = width - edge - _GAP - max((_width_of(words) for words in written), default=0)
    tall = 2 * _THIN + 8.0
    drawing = _Drawing(width, tall * len(rows) or _ROW)
    for place, row in enumerate(rows):
        top, longest = place * tall + 4.0, max(row.before.value, row.now.value) or 1
        drawing.words(edge - _GAP, top + _THIN, row.label, INK, "right")
        for bar, colour in ((row.before, PALE), (row.now, TEAL)):
            length = max(room * bar.value / longest, 0.5 if bar.value > 0 else 0)
            drawing.block(edge, top + 1, length, _THIN - 2, colour)
            drawing.words(edge + length + _GAP * 0.7, top + _THIN / 2, bar.written, INK, "left")
            top += _THIN
    drawing.block(edge - 0.4, 0, 0.8, drawing.height, RULE)
    return drawing.svg()


@dataclass(frozen=True)
class Curve:
    """What a line is named, and its value at each step; None where it is not told."""

    label: str
    values: tuple[float | None, ...]


@lru_cache(maxsize=64)
def curves(
    lines: tuple[Curve, ...], steps: tuple[str, ...], *, width: float = 470.0, height: float = 150.0
) -> str:
    """Lines over the same steps from a common nought, each named at its end; an SVG.

    They are told apart by their names and dashes, not by colour alone.
    """
    most = max((value for line in lines for value in line.values if value), default=0) or 1
    names = max((_width_of(line.label) for line in lines), default=0) + 2 * _GAP
    left, low, high = _width_of(f"{most:.0f}") + _GAP, height - _ROW, _ROW / 2
    stride = (width - left - names) / max(len(steps) - 1, 1)
    drawing = _Drawing(width, height)
    drawing.block(left, low, width - left - names, 0.8, RULE)
    for value in (0, most):
        at = low - (low - high) * value / most
        drawing.words(left - _GAP, at, f"{value:.0f}", MUTED, "right")
    for place, step in enumerate(steps):
        drawing.words(left + place * stride, height - _ROW / 2, step, MUTED, "center")
    taken: list[float] = []
    for line, (colour, dashes) in zip(lines, _LINES, strict=False):
        points = [
            (left + place * stride, low - (low - high) * value / most)
            for place, value in enumerate(line.values)
            if value is not None
        ]
        drawing.line(points, colour, dashes)
        if points:
            drawing.words(points[-1][0] + _GAP, _apart(points[-1][1], taken), line.label, INK,
                          "left")  # fmt: skip
    return drawing.svg()


def _apart(wanted: float, taken: list[float]) -> float:
    """Where a name fits that does not lie over another."""
    while near := [other for other in taken if abs(other - wanted) < _LINE]:
        wanted = max(near) - _LINE if wanted < max(near) else max(near) + _LINE
        if wanted < _LINE:
            wanted = max(taken) + _LINE
    taken.append(wanted)
    return wanted


class _Drawing:
    """A sheet measured in points from its top left corner."""

    def __init__(self, width: float, height: float) -> None:
        self.height = height
        _font()
        self.figure = _figure.Figure(figsize=(width / _POINTS, height / _POINTS), dpi=_POINTS)
        self.figure.patch.set_visible(False)
        self.place = _transforms.Affine2D().scale(1, -1).translate(0, height)

    def block(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        shape = _patches.Rectangle((x, y), width, height, color=colour, lw=0, transform=self.place)
        self.figure.add_artist(shape, clip=False)

    def line(self, points: list[tuple[float, float]], colour: str, dashes: str) -> None:
        for x, y in points:
            self.block(x - 1.5, y - 1.5, 3, 3, colour)
        drawn = _lines.Line2D(
            [x for x, _ in points],
            [y for _, y in points],
            color=colour,
            linestyle=dashes,
            linewidth=1.4,
            transform=self.place,
        )
        self.figure.add_artist(drawn, clip=False)

    def words(self, x: float, middle: float, text: str, colour: str, side: str) -> None:
        # On the baseline and not "centred": every reader of SVG agrees where that is.
        at = x, middle + _SIZE * 0.36
        words = _text.Text(*at, text, color=colour, ha=side, va="baseline")
        words.set(fontproperties=_font(), parse_math=False, transform=self.place)
        self.figure.add_artist(words, clip=False)

    def svg(self) -> str:
        out = BytesIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        _backend.FigureCanvasSVG(self.figure).print_svg(out, metadata=nothing)
        return _bare(out.getvalue().decode())


def as_source(svg: str) -> str:
    """The drawing as the `src` of an `<img>`."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


@cache
def _font() -> Any:
    """The font of every drawing; the first who asks has the library set as we draw."""
    _matplotlib.rcParams.update(_SETTINGS)
    return _fonts.FontProperties(size=_SIZE)


def _width_of(text: str) -> float:
    """In points, with some room for a reader whose letters are wider."""
    measured = _textpath.text_to_path.get_text_width_height_descent(text, _font(), ismath=False)
    return measured[0] * 1.05


def _bare(svg: str) -> str:
    """Without prologue, names of groups, idle turns and blanks: a third of the weight."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r' (?:id="[^"]*"|transform="rotate\(-?0 [^"]*"|xmlns:xlink="[^"]*")', "", svg)
    svg = re.sub(r"<!--.*?-->|<defs>.*?</defs>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"(\d\.\d{2})\d+", r"\1", svg).replace("'Inter', 'DejaVu Sans'", _FAMILY)
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", svg)).strip()
