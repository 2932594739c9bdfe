"""Results as rows for people: one table of bars, one for each suite, one of speed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from inkread.evaluation.results import Figure, Result, Standing, Unit
from inkread.evaluation.suites import SUITES

NOT_MEASURED = "not measured"
NOT_INSTALLED = "not installed"


def show_value(figure: Figure) -> str:
    """The figure as people read it: a percentage, a mean or a count."""
    # A share that is held against a bar is never rounded over one that it misses.
    if figure.unit == "share" and figure.bar is not None and figure.n > 0:
        return _show(_cut(figure.value, figure.bar.kind == "at most"), figure.unit)
    return _show(figure.value, figure.unit)


def show_interval(figure: Figure) -> str:
    """Empty where nothing was counted, and for a value without an interval."""
    if figure.n == 0 or figure.low == figure.high:
        return ""
    return f"{_show(figure.low, figure.unit)} to {_show(figure.high, figure.unit)}"


def show_bar(figure: Figure) -> str:
    if figure.bar is None:
        return ""
    value = figure.bar.value
    wanted = f"{value * 100:g} %" if figure.unit == "share" else f"{value:g}{_sign(figure.unit)}"
    return f"{figure.bar.kind} {wanted}"


def show_met(figure: Figure) -> str:
    return {None: "", True: "met", False: "not met"}[figure.is_met]


def rows_of_bars(results: Iterable[Result]) -> list[list[str]]:
    """A row for each figure with a bar: suite, set, what, figure, interval, n, bar, met."""
    rows = [["suite", "set", "what", "figure", "95 % interval", "n", "bar", ""]]
    for result in results:
        for figure in result.figures:
            if figure.bar is not None:
                rows.append([result.suite, *_cells(figure)])
    return rows


def rows_of_suite(result: Result) -> list[list[str]]:
    """A row for each figure of a suite."""
    return [
        ["set", "what", "figure", "95 % interval", "n", "bar", ""],
        *(_cells(figure) for figure in result.figures),
    ]


def rows_of_speed(results: Iterable[Result]) -> list[list[str]]:
    """A row for each suite that reads pictures one by one: milliseconds a picture."""
    rows = [["suite", "pictures", "mean", "median", "95th percentile"]]
    for result in results:
        speed = result.speed
        if not speed["pictures"]:
            continue
        times = [f"{speed[key]:.1f} ms" for key in ("mean_ms", "p50_ms", "p95_ms")]
        rows.append([result.suite, f"{speed['pictures']:,}", *times])
    return rows


def rows_of_standings(standings: Iterable[Standing]) -> list[list[str]]:
    """A row for each reader on each set; one that is not installed says so."""
    rows = [["set", "what", "reader", "figure", "95 % interval", "n", "median", "95th percentile"]]
    for standing in standings:
        row = [standing.subject, standing.what, standing.reader]
        if standing.figure is None:
            rows.append([*row, NOT_INSTALLED, "", "", "", ""])
            continue
        times = [f"{standing.speed[key]:.1f} ms" for key in ("p50_ms", "p95_ms")]
        figure = standing.figure
        shown = [show_value(figure), show_interval(figure), f"{figure.n:,}"]
        rows.append([*row, *shown, *times])
    return rows


def summarise(results: Sequence[Result]) -> str:
    """What a terminal shows: every figure of one suite, or the bars of several; then the speed."""
    if not results:
        return ""
    rows = rows_of_suite(results[0]) if len(results) == 1 else rows_of_bars(results)
    barred = [figure for result in results for figure in result.figures if figure.bar is not None]
    met = sum(figure.is_met is True for figure in barred)
    tables = f"{plain(rows)}\n{plain(rows_of_speed(results))}\n"
    look = "" if results[0].limit is None else "A quick look, not a result. "
    return f"{tables}{look}{met} of {len(barred)} bars met.\n"


def in_order(results: Mapping[str, Result]) -> list[Result]:
    """The results in the order of the suites."""
    return [results[name] for name in SUITES if name in results]


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table; the first one is its head."""
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def plain(rows: Sequence[Sequence[str]]) -> str:
    """Rows as text in columns, for a terminal."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _cells(figure: Figure) -> list[str]:
    return [
        figure.subject,
        figure.what,
        show_value(figure),
        show_interval(figure),
        f"{figure.n:,}",
        show_bar(figure),
        show_met(figure),
    ]


def _show(value: float, unit: Unit) -> str:
    if math.isnan(value):
        return NOT_MEASURED
    if unit == "share":
        return f"{value * 100:.2f} %"
    if unit == "per picture":
        return f"{value:.2f}"
    if unit == "numbers":
        return f"{value:,.1f}".removesuffix(".0")
    return f"{value:.1f}{_sign(unit)}" if value >= 10 else f"{value:.3f}{_sign(unit)}"


def _sign(unit: Unit) -> str:
    """What stands behind a value of that unit."""
    return "" if unit in ("share", "per picture", "numbers") else f" {unit}"


def _cut(share: float, is_most: bool) -> float:
    """The share cut to a hundredth of a percent, upwards where it may not be more than something;
    a tiny excess mends what doubles cannot hold."""
    if is_most:
        return math.ceil(share * 10_000 - 1e-6) / 10_000
    return math.floor(share * 10_000 + 1e-6) / 10_000
