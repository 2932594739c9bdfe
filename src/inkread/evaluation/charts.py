"""Charts of lines and points as SVG: no script, colours by style sheet, readable by ear.

A chart is drawn 340 px wide and shown as wide as there is room. Colours are left to the style
sheet (`.series-1` and so on), so that they follow light and dark; lines differ in their dashes too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inkread.evaluation.markup import Markup, element, join

WIDTH, HEIGHT = 340.0, 280.0
LEFT, TOP, RIGHT, BOTTOM = 60.0, 10.0, 14.0, 46.0
SERIES = 4
"""How many series the style sheet tells apart."""

STEPS = (1, 2, 2.5, 5)
"""From tick to tick, times a power of ten."""

# Points of a line that lie closer together, px, are drawn as one.
NEAR = 0.4


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high`; a share is labelled in percent."""

    label: str
    low: float
    high: float
    is_share: bool = True

    def place(self, value: float) -> float:
        """0 at its low end, 1 at its high end."""
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[tuple[float, str]]:
        """Some round values within it, each as it is written."""
        factor = 100 if self.is_share else 1
        step = round_up((self.high - self.low) * factor / 4, STEPS)
        first = math.ceil(self.low * factor / step - 1e-9)
        last = math.floor(self.high * factor / step + 1e-9)
        # Rounded, since a multiple of 0.1 seldom is one.
        values = [round(i * step, 9) for i in range(first, last + 1)]
        return [(value / factor, f"{value:g}") for value in values]


@dataclass(frozen=True, slots=True)
class Mark:
    """A point, and from where to where it may lie."""

    x: float
    y: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """What belongs together: a line through points (x, y), or marks, or both."""

    name: str
    x: Sequence[float] = ()
    y: Sequence[float] = ()
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is on a chart.

    title        what it shows
    description  the same in a sentence or two, with figures, for who does not see it
    guides       straight lines (x0, y0, x1, y1) to compare with
    """

    title: str
    description: str
    x: Axis
    y: Axis
    series: Sequence[Series]
    guides: Sequence[tuple[float, float, float, float]] = ()


def round_up(least: float, factors: Sequence[float] = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8)) -> float:
    """The smallest of these factors times a power of ten that is `least` (above 0) or more."""
    power = 10.0 ** math.floor(math.log10(least))
    # A hair less than asked for is the same: 3 * 0.1 is more than 0.3.
    fitting = (power * factor for factor in (*factors, 10) if factor >= least / power - 1e-9)
    return round(next(fitting), 12)


def draw_chart(chart: Chart, name: str) -> Markup:
    """A figure with the chart, its title above and what its lines are below.

    name  of the chart on its page, for its identifiers; no other chart may have it
    """
    drawing = element(
        "svg",
        element("title", chart.title, id=f"{name}-title"),
        element("desc", chart.description, id=f"{name}-description"),
        _draw_grid(chart),
        # A picture of its own cuts off what lies outside of the axes.
        element(
            "svg",
            *_draw_guides(chart),
            *(_draw_line(chart, series, i) for i, series in enumerate(chart.series)),
            x=LEFT,
            y=TOP,
            width=_inner_width(),
            height=_inner_height(),
        ),
        *(_draw_marks(chart, series, i) for i, series in enumerate(chart.series)),
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        role="img",
        aria_labelledby=f"{name}-title {name}-description",
    )
    # One line needs no legend: the chart's title says what it is.
    keys = (_draw_key(series.name, i) for i, series in enumerate(chart.series))
    legend = element("ul", *keys, class_="legend")
    return element("figure", element("figcaption", chart.title), drawing, legend, class_="chart")


def _inner_width() -> float:
    return WIDTH - LEFT - RIGHT


def _inner_height() -> float:
    return HEIGHT - TOP - BOTTOM


def _place(chart: Chart, x: float, y: float) -> tuple[float, float]:
    """In px from the upper left corner of the axes."""
    return chart.x.place(x) * _inner_width(), (1 - chart.y.place(y)) * _inner_height()


def _draw_grid(chart: Chart) -> Markup:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = []
    for value, text in chart.x.ticks():
        x = LEFT + chart.x.place(value) * _inner_width()
        parts.append(element("line", x1=x, y1=TOP, x2=x, y2=bottom))
        parts.append(element("text", text, x=x, y=bottom + 18, text_anchor="middle"))
    for value, text in chart.y.ticks():
        y = TOP + (1 - chart.y.place(value)) * _inner_height()
        parts.append(element("line", x1=LEFT, y1=y, x2=right, y2=y))
        parts.append(element("text", text, x=LEFT - 6, y=y + 5, text_anchor="end"))
    middle = TOP + _inner_height() / 2
    turned = {"transform": f"rotate(-90 13 {middle:g})", "text_anchor": "middle"}
    return join(
        element("g", *parts, class_="grid", aria_hidden="true"),
        element(
            "g",
            element(
                "text",
                chart.x.label,
                x=LEFT + _inner_width() / 2,
                y=HEIGHT - 6,
                text_anchor="middle",
            ),
            element("text", chart.y.label, x=13, y=middle, **turned),
            class_="labels",
            aria_hidden="true",
        ),
    )


def _draw_guides(chart: Chart) -> Iterator[Markup]:
    for x0, y0, x1, y1 in chart.guides:
        (left, top), (right, bottom) = _place(chart, x0, y0), _place(chart, x1, y1)
        yield element("line", x1=left, y1=top, x2=right, y2=bottom, class_="guide")


def _draw_line(chart: Chart, series: Series, index: int) -> Markup | None:
    if not series.x:
        return None
    points = [_place(chart, x, y) for x, y in zip(series.x, series.y, strict=True)]
    written = " ".join(f"{x:.1f},{y:.1f}" for x, y in _thin_out(points))
    return element("polyline", points=written, class_=f"line {_class(index)}")


def _thin_out(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The first and the last point, and of the others those that lie apart."""
    last = points[0]
    yield last
    for point in points[1:-1]:
        if math.dist(point, last) >= NEAR:
            last = point
            yield last
    if len(points) > 1:
        yield points[-1]


def _draw_marks(chart: Chart, series: Series, index: int) -> Markup:
    parts = []
    for mark in series.marks:
        x, y = _place(chart, mark.x, mark.y)
        if not (0 <= x <= _inner_width() and 0 <= y <= _inner_height()):
            continue
        if mark.low is not None and mark.high is not None:
            ends = (_place(chart, mark.x, end)[1] for end in (mark.low, mark.high))
            low, high = (TOP + min(max(end, 0.0), _inner_height()) for end in ends)
            parts.append(element("line", x1=LEFT + x, y1=low, x2=LEFT + x, y2=high))
        parts.append(element("circle", cx=LEFT + x, cy=TOP + y, r=3))
    return element("g", *parts, class_=f"marks {_class(index)}")


def _draw_key(name: str, index: int) -> Markup:
    line = element("line", x1=0, y1=5, x2=26, y2=5, class_=f"line {_class(index)}")
    swatch = element("svg", line, viewBox="0 0 26 10", width=26, height=10, aria_hidden="true")
    return element("li", swatch, name)


def _class(index: int) -> str:
    return f"series-{index % SERIES + 1}"
