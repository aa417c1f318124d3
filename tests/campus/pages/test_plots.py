"""Figures of learners' programs: drawn from data alone, whatever the data say."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from campus.pages.charts import Plot, plots
from campus.pages.charts.panel import pieces
from campus.pages.charts.scale import Scale, fitted

NASTY = '</text><script>alert(1)</script> & "x"'
AXES: dict[str, Any] = {
    "title": NASTY,
    "x_label": NASTY,
    "y_label": NASTY,
    "x_limits": [None, None],
    "y_limits": [None, None],
    "x_log": False,
    "y_log": False,
    "legend": True,
    "grid": True,
    "series": [],
}
LINE = {
    "kind": "line",
    "label": NASTY,
    "x": [0.0, 1.0, None, 3.0],
    "y": [1e-150, 1e150, 2.0, -1e150],
    "dash": "--",
    "marker": True,
    "names": [],
}
ALL_KINDS: list[dict[str, Any]] = [
    LINE,
    {"kind": "bars", "label": "b", "x": [0.0, 1.0], "y": [2.0, None], "width": 0.8, "flat": False}
    | {"names": [NASTY, "c"]},
    {"kind": "area", "label": "", "x": [0.0, 1.0], "y": [1.0, 2.0], "z": [0.0, None]},
    {"kind": "errors", "label": "", "x": [0.0, 1.0], "y": [1.0, 2.0], "z": [0.1, None]},
    {"kind": "level", "label": "", "at": 1.0, "upright": True, "dash": ":"},
    {"kind": "cells", "label": "", "rows": [[1.0, None], [3.0, 4.0]]},
    {"kind": "words", "label": NASTY, "at": 1.0, "up": 2.0},
]


def plot(*series: dict[str, Any], **changes: Any) -> Plot:
    axes = AXES | {"series": list(series)} | changes
    return Plot({"title": NASTY, "columns": 1, "axes": [axes]})


@pytest.mark.parametrize("series", ALL_KINDS, ids=lambda series: series["kind"])
def test_every_kind_is_well_formed_and_escapes_every_word(series: dict[str, Any]) -> None:
    svg = plot(series).svg()
    drawn = ElementTree.fromstring(svg)
    assert not [element for element in drawn.iter() if element.tag == "script"]
    assert any(NASTY in words for words in drawn.itertext())
    assert not re.search(r"\s(style|fill|stroke)=|nan|inf", svg.replace(NASTY, ""))


def test_all_kinds_together_on_several_axes_are_drawn() -> None:
    axes = AXES | {"series": ALL_KINDS}
    figure = {"title": "", "columns": 3, "axes": [axes] * 5}
    assert plots([figure])[0].svg().count("<svg") == 6


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize(
    "values",
    [
        [],
        [None],
        [0.0],
        [-1.0, 1.0],
        [5.0, 5.0],
        [1e-300, 1e150],
        [-1e150, 1e150],
        [1.0, 1.0 + 1e-15],
        [1e9, 1e9 + 1],
    ],
    ids=str,
)
def test_any_values_have_a_scale_with_few_marks(values: list[float | None], log: bool) -> None:
    scale = fitted(values, [None, None], 0, 100, log=log)
    assert scale.low < scale.high
    assert len(scale.marks()) <= 12
    for value in values:
        place = scale(value)
        assert place is None or -1 <= place <= 101


def test_limits_cut_and_may_be_turned_round() -> None:
    scale = fitted([0.0, 10.0], [8.0, 2.0], 0, 100)
    assert (scale(8.0), scale(2.0)) == (0.0, 100.0)
    assert scale(-1e12) == 1e4  # far outside, and still a place


def test_a_logarithm_that_is_not_there_is_a_gap() -> None:
    assert Scale(1, 100, 0, 100, log=True)(0.0) is None
    assert Scale(1, 100, 0, 100, log=True)(10.0) == 50.0


def test_a_gap_divides_a_line() -> None:
    assert list(pieces([(0, 0), None, (1, 1), (2, 2)])) == [[(0, 0)], [(1, 1), (2, 2)]]


def test_the_table_has_the_points_of_a_small_figure_and_the_ranges_of_a_large_one() -> None:
    small = plot(LINE | {"label": "a", "x": [1.0, 2.0], "y": [3.0, None]})
    assert small.table().rows == (("a", "1", "3"), ("a", "2", "–"))
    long = [float(k) for k in range(50)]
    large = plot(LINE | {"label": "a", "x": long, "y": long})
    assert large.table().rows == (("a", "from 0 to 49", "from 0 to 49"),)
    assert "a: 50 points, x from 0 to 49, y from 0 to 49" in large.summary


def test_a_verdict_from_before_there_were_figures_has_none() -> None:
    assert plots(None) == ()
