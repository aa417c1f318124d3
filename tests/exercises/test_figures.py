"""Figures: numbers in, one safe SVG with words for who cannot see it out."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sympy as sp

from exercises.drawing.figures import Figure, WrongFigure, figure
from exercises.drawing.numeric import NoFunction, function_of
from exercises.typesetting.figures import FigureRefused, pad, svg

x, y = sp.symbols("x y")


def drawn(**more: Any) -> Figure:
    return figure(x=(-3, 3), y=(-2, 6), alt="A picture.", **more)


EVERYTHING = (
    drawn(grid=1, labels=("$x_1$", "cost"))
    .curve(x**2, "1 dashed", name="$f$")
    .points([(0, 0), (1, 1)], "2 ring", names=["$P$", "Q"])
    .path([(0, 0), (1, 2)], "3 dotted thin")
    .polygon([(0, 0), (1, 0), (0, 1)], "4 fill")
    .line((0, 0), (1, 1))
    .arrow((0, 0), (1, 2), "2 thick", name="$-\\nabla f$")
    .bars([1, 2], names=["a", "b"])
    .boxplot([-2, -1, 0, 1, 2], [3], at=3)
    .heat(sp.Matrix([[1, 2], [3, 4]]))
    .contours(x**2 + y**2, [1, 2])
    .ellipse((0, 0), 2, 1, 30)
    .text((1, 1), "a < b", where="above")
    .node("A", (0, 0))
    .node("B", (2, 2), "$x_2$")
    .edge("A", "B", "0.3")
    .edge("A", "A", directed=False)
)


def test_every_word_of_the_vocabulary_is_drawn() -> None:
    picture = svg(EVERYTHING.data)
    for piece in ("fig-1", "fig-2", "fig-dashed", "fig-ring", "fig-heat", "fig-node", "fig-edge"):
        assert piece in picture
    assert "a &lt; b" in picture and "x₁" in picture and "−∇f" in picture


def test_a_picture_holds_nothing_that_runs_loads_or_restyles() -> None:
    picture = svg(EVERYTHING.data)
    assert set(re.findall(r"<(\w+)", picture)) <= {
        *("svg", "g", "line", "rect", "path", "circle", "text", "tspan"),
    }
    assert not re.search(r'\s(on\w+|style|href|id)="', picture)


def test_words_of_an_author_stay_words() -> None:
    hostile = '"><script>alert(1)</script>'
    picture = svg(figure(alt=hostile, labels=(hostile, "")).text((0, 0), hostile).data)
    assert "<script" not in picture


@pytest.mark.parametrize(
    "spoilt",
    [
        {"marks": [{"is": "script"}]},
        {"marks": [{"is": "path", "points": [["0", 0], [1, 1]], "closed": False, "look": ""}]},
        {"marks": [{"is": "path", "points": [[0, 0], [1, 1]], "closed": False, "look": "url(x)"}]},
        {"marks": [{"is": "arrow", "start": [0, 0], "look": ""}]},
        {"marks": [{"is": "dots", "points": [[float("nan"), 0]], "look": ""}]},
        {"size": [10_000, 10_000]},
        {"x": [3, 3]},
        {"alt": "  "},
        {"axes": "polar"},
    ],
)
def test_what_is_no_figure_is_refused(spoilt: dict[str, Any]) -> None:
    with pytest.raises(FigureRefused):
        svg({**drawn().data, **spoilt})


def test_a_curve_is_cut_where_it_leaves_or_has_no_value() -> None:
    paths = [m for m in drawn().curve(1 / x).data["marks"] if m["is"] == "path"]
    assert len(paths) == 2  # nothing joins minus and plus infinity
    assert len([m for m in drawn().curve(sp.log(x)).data["marks"] if m["is"] == "path"]) == 1


def test_level_lines_have_their_level() -> None:
    marks = drawn().contours(x**2 + 2 * y**2, [2], names=False).data["marks"]
    for a, b in marks[0]["points"]:
        assert a**2 + 2 * b**2 == pytest.approx(2, abs=0.03)


@pytest.mark.parametrize(
    ("rule", "at", "value"),
    [
        (x**2 - x, (3,), 6.0),
        (sp.exp(-x) + sp.sqrt(x), (4,), 2.0183156),
        (sp.Max(0, x), (-1,), 0.0),
        (x * y, (2, 3), 6.0),
        (y, (2, 3), 3.0),  # one letter of two: it keeps its own axis
        (sp.Integer(4), (2, 3), 4.0),
    ],
)
def test_expressions_are_functions(rule: Any, at: tuple[float, ...], value: float) -> None:
    assert function_of(rule, len(at))(*at) == pytest.approx(value)


def test_mistakes_in_drawing_are_explained() -> None:
    with pytest.raises(WrongFigure, match="draw nodes before edges"):
        drawn().edge("A", "B")
    with pytest.raises(WrongFigure, match="needs `alt`"):
        figure(alt="")
    with pytest.raises(NoFunction, match="more letters"):
        drawn().curve(x * y)


def test_a_pad_tells_the_page_how_to_turn_places_into_numbers() -> None:
    found = pad(drawn(grid=[1, 2]).data)
    left, top, right, bottom = found["frame"]
    assert (found["x"], found["y"], found["step"]) == ([-3, 3], [-2, 6], [1, 2])
    assert 0 < left < right < found["view"][0] and 0 < top < bottom < found["view"][1]


def test_numbers_on_the_dark_cells_of_a_heat_map_are_light() -> None:
    drawing = svg(figure(x=(0, 1), y=(0, 1), alt="Two cells.").heat([[0, 9]]).data)
    assert drawing.count("fig-inverse") == 1 and drawing.index(">0<") < drawing.index("fig-inverse")
