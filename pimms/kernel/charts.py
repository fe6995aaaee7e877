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
INK, MUTED, RULE = "#1d2733", "#55606e", "#c9ced4"

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
