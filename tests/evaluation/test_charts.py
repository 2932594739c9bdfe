"""Charts as SVG, and the markup that they are made of."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkread.evaluation.charts import Axis, Chart, Mark, Series, draw_chart, round_up
from inkread.evaluation.markup import Markup, element, join, table

HOSTILE = '<script>alert("1 & 2")</script>'
SHARE = Axis("right, %", 0, 1)


def draw(*series: Series, x: Axis = SHARE, y: Axis = SHARE) -> ET.Element:
    """The chart as a tree, which also shows that it is well formed."""
    chart = Chart("A title", "A description", x, y, series, guides=[(0, 0, 1, 1)])
    return ET.fromstring(draw_chart(chart, "one"))


def test_text_and_attributes_are_escaped_and_markup_is_not() -> None:
    inner = element("b", HOSTILE)
    assert "<script" not in inner
    assert element("p", inner, title=HOSTILE).count("<b>") == 1
    assert "<script" not in element("p", title=HOSTILE)
    assert '"1' not in element("p", title=HOSTILE)
    assert join("a < b", Markup("<br>")) == "a &lt; b<br>"


def test_an_element_leaves_out_what_is_none() -> None:
    assert element("td", None, "7", class_=None, colspan=2.0) == '<td colspan="2">7</td>'
    assert element("img", alt="", aria_hidden="true") == '<img alt="" aria-hidden="true">'


def test_a_table_has_heads_and_says_what_is_a_number() -> None:
    html = table("Bars", [["set", "figure", ""], ["pen", "85.00 %", "not met"]])
    tree = ET.fromstring(html.replace("&nbsp;", " "))
    assert [each.get("scope") for each in tree.iter("th")] == ["col", "col", "col", "row"]
    assert [each.get("class") for each in tree.iter("td")] == ["number", "missed"]
    assert [each.get("data-head") for each in tree.iter("td")] == ["figure", None]
    assert tree.findtext(".//caption") == "Bars"
    # What is wider than the page is scrolled, by keyboard too.
    assert (tree.get("role"), tree.get("tabindex"), tree.get("aria-label")) == (
        "region",
        "0",
        "Bars",
    )


@pytest.mark.parametrize(
    ("axis", "ticks"),
    [
        (Axis("right, %", 0, 1), ["0", "25", "50", "75", "100"]),
        (Axis("right, %", 0.99, 1), ["99", "99.25", "99.5", "99.75", "100"]),
        (Axis("right, %", 0.7, 1), ["70", "80", "90", "100"]),
        (Axis("rejected, %", 0, 0.2), ["0", "5", "10", "15", "20"]),
        (Axis("numbers", 0, 20, is_share=False), ["0", "5", "10", "15", "20"]),
    ],
)
def test_ticks_are_round(axis: Axis, ticks: list[str]) -> None:
    assert [text for _, text in axis.ticks()] == ticks


@settings(deadline=None)
@given(st.floats(1e-6, 1e6))
def test_an_end_of_an_axis_is_a_little_more_than_it_must_be(least: float) -> None:
    assert least * (1 - 1e-6) <= round_up(least) <= least * 1.51


def test_a_round_value_stays_as_it_is() -> None:
    assert [round_up(value) for value in (1.0, 0.3, 3 * 0.1, 0.02, 25.0)] == [1, 0.3, 0.3, 0.02, 25]


def test_a_chart_says_what_it_shows_to_who_does_not_see_it() -> None:
    figure = draw(Series("pen", [0, 1], [0, 1]))
    svg = figure.find("svg")
    assert svg is not None
    assert svg.get("role") == "img"
    named = str(svg.get("aria-labelledby")).split()
    assert [svg.findtext(f"*[@id='{name}']") for name in named] == ["A title", "A description"]
    assert figure.findtext("figcaption") == "A title"
    assert [each.text or each[-1].tail for each in figure.iter("li")] == ["pen"]


def test_a_line_runs_from_the_lower_left_to_the_upper_right_of_its_axes() -> None:
    svg = draw(Series("pen", [0, 1], [0, 1])).find("svg/svg")
    assert svg is not None
    line = svg.find("polyline")
    assert line is not None
    first, last = (point.split(",") for point in str(line.get("points")).split())
    width, height = (float(str(svg.get(side))) for side in ("width", "height"))
    assert [float(value) for value in first] == pytest.approx([0, height])
    assert [float(value) for value in last] == pytest.approx([width, 0])


def test_points_too_close_to_see_are_left_out_but_never_the_ends() -> None:
    n = 10_000
    line = draw(Series("pen", [i / n for i in range(n + 1)], [0.5] * (n + 1))).find(".//polyline")
    assert line is not None
    points = str(line.get("points")).split()
    assert len(points) < 800
    assert points[0].startswith("0.0,")
    assert draw(Series("pen", [0.3], [0.4])).find(".//polyline") is not None


def test_a_mark_outside_of_the_axes_is_left_out() -> None:
    marks = [Mark(0.5, 0.5, 0.4, 0.6), Mark(0.5, 1.5), Mark(-0.1, 0.5)]
    figure = draw(Series("pen", marks=marks))
    assert len(list(figure.iter("circle"))) == 1
    assert figure.find(".//polyline") is None


def test_names_of_series_are_escaped() -> None:
    chart = Chart(HOSTILE, HOSTILE, Axis(HOSTILE, 0, 1), SHARE, [Series(HOSTILE)])
    assert "<script" not in draw_chart(chart, "one")
