"""Charts drawn once as SVG, for the page and for the document alike.

Letters stay letters, set in the reader's Inter: the drawing is small and its text can be copied.
"""

import logging
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from textwrap import wrap

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import TextPath

TEAL, OCHRE = "#0f5c5c", "#b4511b"
INK, MUTED, RULE = "#1d2733", "#55606e", "#c9ced4"

# A machine without Inter gets the fallback, and needs no word about it at every drawing.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
matplotlib.rcParams.update(
    {"font.family": ["Inter", "DejaVu Sans"], "svg.fonttype": "none", "svg.hashsalt": "pimms"}
)

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


def bars(rows: Sequence[Bar], *, colour: str = TEAL, width: float = 245.0) -> str:
    """Horizontal bars from a common edge, the label before and the value behind; an SVG.

    `width` is in points. The same rows always make the same drawing.
    """
    labels = [wrap(row.label, _LABEL_LETTERS) or [""] for row in rows]
    heights = [_ROW + (len(lines) - 1) * _LINE for lines in labels]
    edge = max((_width_of(line) for lines in labels for line in lines), default=0) * 1.04 + _GAP
    room = width - edge - _GAP - max((_width_of(row.written) for row in rows), default=0) * 1.08
    longest = max((row.value for row in rows), default=0) or 1
    height = sum(heights) or _ROW
    figure = Figure(figsize=(width / _POINTS, height / _POINTS))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    figure.patch.set_visible(False)
    top = 0.0
    for row, lines, tall in zip(rows, labels, heights, strict=True):
        middle = top + tall / 2
        # Somebody is never drawn as nobody: half a point at least.
        length = max(room * row.value / longest, 0.5 if row.value > 0 else 0)
        axes.add_patch(
            Rectangle((edge, middle - _BAR / 2), length, _BAR, color=colour, lw=0, clip_on=False)
        )
        first = middle - (len(lines) - 1) * _LINE / 2
        for place, line in enumerate(lines):
            _write(axes, edge - _GAP, first + place * _LINE, line, MUTED, "right")
        _write(axes, edge + length + _GAP * 0.7, middle, row.written, INK, "left")
        top += tall
    axes.add_patch(Rectangle((edge - 0.4, 0), 0.8, height, color=RULE, lw=0, clip_on=False))
    return _svg_of(figure)


def as_source(svg: str) -> str:
    """The drawing as the `src` of an `<img>`."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _write(axes, x, middle, text, colour, side) -> None:
    # On the baseline and not "centred": every reader of SVG agrees where that is.
    axes.text(
        x, middle + _SIZE * 0.36, text, fontsize=_SIZE, color=colour, ha=side, va="baseline",
        parse_math=False,
    )  # fmt: skip


def _width_of(text: str) -> float:
    return TextPath((0, 0), text, size=_SIZE, prop=FontProperties()).get_extents().width


def _svg_of(figure: Figure) -> str:
    out = BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    FigureCanvasSVG(figure).print_svg(out, metadata=nothing)
    return _bare(out.getvalue().decode())


def _bare(svg: str) -> str:
    """Without prologue, names of groups, idle turns and blanks: a third of the weight."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r' (?:id="[^"]*"|transform="rotate\(-?0 [^"]*"|xmlns:xlink="[^"]*")', "", svg)
    svg = re.sub(r"<!--.*?-->|<defs>.*?</defs>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"(\d\.\d{2})\d+", r"\1", svg).replace("'Inter', 'DejaVu Sans'", _FAMILY)
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", svg)).strip()
