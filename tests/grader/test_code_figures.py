"""Figures: what a program draws comes back as data, checked; nothing else of it comes."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader.code import grade_code
from grader.code.figures import pyplot
from grader.code.figures.reading import MAX_ALL, read_figures

KEY: dict[str, Any] = {
    "entry": "f",
    "reference": "def f(x):\n    return x\n",
    "visible": 'def test_one(f, np, p):\n    "One."\n    assert f(1.0) == 1.0\n',
    "hidden": 'def test_two(f, np, p):\n    "Two."\n    assert f(2.0) == 2.0\n',
}
PLOT = "import matplotlib.pyplot as plt\n"


def figures_of(program: str, **changes: Any) -> list[dict[str, Any]]:
    verdict = grade_code(textwrap.dedent(program), KEY | changes, mode="grade", seed="test/1")
    json.dumps(verdict.to_json(), allow_nan=False)
    figures: list[dict[str, Any]] = verdict.details["figures"]
    return figures


@pytest.fixture
def plt() -> Iterator[Any]:
    """The recorder in this process: it runs nobody's code."""
    import sys

    pyplot.install()
    yield sys.modules["matplotlib.pyplot"]
    for name in ("matplotlib", "matplotlib.pyplot"):
        sys.modules.pop(name, None)


def drawn() -> list[dict[str, Any]]:
    return read_figures(pyplot.figures())


def only_series() -> dict[str, Any]:
    ((series,),) = [[s for axes in figure["axes"] for s in axes["series"]] for figure in drawn()]
    return dict(series)


def test_a_program_draws_and_its_numbers_come_back() -> None:
    program = """
        import matplotlib.pyplot as plt
        import numpy as np
        def f(x):
            return x
        plt.plot([0, 1, 2], [0, 1, np.nan], "o--", label="steps")
        plt.title("Growth"); plt.xlabel("t"); plt.ylim(0, 5); plt.legend(); plt.grid()
        plt.show()
    """
    ((figure,),) = [figures_of(program)]
    (axes,) = figure["axes"]
    assert (axes["title"], axes["x_label"], axes["y_limits"]) == ("Growth", "t", [0.0, 5.0])
    assert (axes["legend"], axes["grid"], axes["x_log"]) == (True, True, False)
    (series,) = axes["series"]
    assert (series["kind"], series["label"], series["dash"], series["marker"]) == (
        "line",
        "steps",
        "--",
        True,
    )
    assert (series["x"], series["y"]) == ([0.0, 1.0, 2.0], [0.0, 1.0, None])


def test_what_is_drawn_while_hidden_tests_run_is_not_shown() -> None:
    program = f"{PLOT}def f(x):\n    plt.plot([x, x], [x, x])\n    return x\n"
    ((figure,),) = [figures_of(program)]
    assert [series["x"] for series in figure["axes"][0]["series"]] == [[1.0, 1.0]]


def test_a_function_that_is_not_offered_says_which_are() -> None:
    program = f"{PLOT}def f(x):\n    plt.pie([1])\n    return x\n"
    verdict = grade_code(program, KEY, mode="run", seed="test/1")
    assert "pyplot here has no pie; it has: axhline" in verdict.details["error"]["message"]


def test_an_exercise_may_forbid_it() -> None:
    verdict = grade_code(
        PLOT + "def f(x): return x", KEY | {"ban": ["matplotlib"]}, mode="run", seed="1"
    )
    assert "does not allow: matplotlib" in verdict.feedback


@pytest.mark.parametrize(
    ("draw", "kind", "expected"),
    [
        (lambda plt: plt.plot([5, 6]), "line", {"x": [0, 1], "y": [5, 6], "dash": "-"}),
        (lambda plt: plt.plot([1], [2], "r+"), "line", {"dash": "", "marker": True}),
        (lambda plt: plt.plot([1], [2], ls="dotted"), "line", {"dash": ":"}),
        (lambda plt: plt.scatter([1, 2], [3, 4]), "line", {"dash": "", "marker": True}),
        (lambda plt: plt.bar(["a", "b"], [3, 4]), "bars", {"x": [0, 1], "names": ["a", "b"]}),
        (lambda plt: plt.barh([1, 2], [3, 4]), "bars", {"flat": True, "y": [3, 4]}),
        (lambda plt: plt.hist([0, 0, 1], bins=2), "bars", {"x": [0.25, 0.75], "y": [2, 1]}),
        (lambda plt: plt.fill_between([0, 1], [1, 2], 0), "area", {"z": [0, 0]}),
        (lambda plt: plt.errorbar([0, 1], [1, 2], yerr=0.5), "errors", {"z": [0.5, 0.5]}),
        (lambda plt: plt.axvline(3, ls="--"), "level", {"at": 3, "upright": True, "dash": "--"}),
        (lambda plt: plt.imshow(np.eye(2)), "cells", {"rows": [[1, 0], [0, 1]]}),
        (lambda plt: plt.text(1, 2, "here"), "words", {"at": 1, "up": 2, "label": "here"}),
        (lambda plt: plt.semilogy([1, 2], [3, 4]), "line", {"y": [3, 4]}),
    ],
)
def test_each_function_records(plt: Any, draw: Any, kind: str, expected: dict[str, Any]) -> None:
    draw(plt)
    series = only_series()
    assert series["kind"] == kind
    assert {name: series[name] for name in expected} == expected


def test_level_lines_of_a_circle_lie_on_it(plt: Any) -> None:
    x = np.linspace(-2, 2, 41)
    plt.contour(x, x, x[:, None] ** 2 + x[None, :] ** 2, levels=[1.0])
    series = only_series()
    radii = [a * a + b * b for a, b in zip(series["x"], series["y"], strict=True) if a is not None]
    assert len(radii) > 50
    assert max(abs(r - 1) for r in radii) < 0.01


def test_several_axes_and_figures_are_kept_apart(plt: Any) -> None:
    _, cells = plt.subplots(1, 2)
    cells[0].plot([1, 2])
    cells[1].set(title="right", xlim=(0, 1))
    cells[1].plot([3, 4])
    plt.show()
    plt.plot([5, 6])
    first, second = drawn()
    assert (first["columns"], len(first["axes"]), len(second["axes"])) == (2, 2, 1)
    assert (first["axes"][1]["title"], first["axes"][1]["x_limits"]) == ("right", [0.0, 1.0])


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda plt: plt.plot([1, 2], [1, 2, 3]), "same length: 2 and 3"),
        (lambda plt: plt.plot([1], ["x"]), "must be numbers"),
        (lambda plt: plt.plot([1], [1], "zz"), "not a format"),
        (lambda plt: plt.imshow(np.zeros((900, 900))), "at most 64"),
        (lambda plt: [plt.figure() for _ in range(9)], "at most 5 figures"),
        (lambda plt: [plt.axhline(0) for _ in range(99)], "at most 40 things"),
        (lambda plt: plt.gca().pie([1]), "axes here have no pie"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_plain_words(plt: Any, draw: Any, words: str) -> None:
    with pytest.raises((ValueError, AttributeError), match=words):
        draw(plt)


def test_a_long_series_is_thinned_with_its_ends_kept(plt: Any) -> None:
    plt.plot(np.arange(100_001.0))
    series = only_series()
    assert len(series["x"]) == 2000
    assert (series["x"][0], series["x"][-1]) == (0.0, 100_000.0)


ROW = np.array([1.0, 2.0])
LINE = {"kind": "line", "x": ROW, "y": ROW, "label": "a", "dash": "-", "marker": True, "names": []}


def told(**changes: Any) -> list[dict[str, Any]]:
    return [{"title": "t", "columns": 1, "axes": [{"series": [LINE | changes]}]}]


@pytest.mark.parametrize(
    "forged",
    [
        None,
        "<svg onload=alert(1)>",
        [{"axes": "x"}],
        told(kind="script"),
        told(kind=["line"]),
        told(x=[1.0, 2.0]),  # a list is no row of numbers
        told(x=np.array(["a", "b"])),
        told(x=np.zeros((2, 2))),
        told(x=np.zeros(3)),  # longer than y
        told(x=np.zeros(99_999), y=np.zeros(99_999)),
        told(kind="cells", cells=np.zeros((65, 1))),
        told(kind="level", at=float("nan")),
        told(kind="level", at=True),
    ],
)
def test_a_forged_figure_is_left_out(forged: Any) -> None:
    assert read_figures(forged) == []


def test_forged_words_and_numbers_are_cut_to_what_a_page_takes() -> None:
    (figure,) = read_figures(
        told(
            label="</text><script>\n\0\ud800" + "x" * 9999,
            dash="url(#a)",
            y=np.array([1e308, -np.inf]),
        )
    )
    (series,) = figure["axes"][0]["series"]
    assert len(series["label"]) <= 120 and "\0" not in series["label"]
    assert (series["dash"], series["y"]) == ("-", [None, None])


def test_all_figures_together_have_a_bound() -> None:
    long = told(x=np.zeros(2000), y=np.zeros(2000))[0]
    many = [{**long, "axes": long["axes"] * 9} for _ in range(5)]
    kept = [s for f in read_figures(many) for axes in f["axes"] for s in axes["series"]]
    assert sum(len(s["x"]) + len(s["y"]) for s in kept) <= MAX_ALL


@pytest.mark.parametrize(
    "program",
    [
        # replaces the recorder with a picture of its own
        "from grader.code.figures import pyplot\n"
        "pyplot.figures = lambda: [{'axes': [{'series': ['<script>']}]}]\n",
        "import grader.code.attendant as a\na.figures = lambda: 1 / 0\n",
        # hangs, dies or floods when it is asked for its figures
        "import sys, program, os\nprogram.figures = lambda: os._exit(0)\n"
        "import grader.code.attendant as a\na.pyplot.figures = lambda: 'x' * (1 << 22)\n",
    ],
)
def test_a_program_that_lies_about_its_figures_shows_none(program: str) -> None:
    assert figures_of(f"# matplotlib\n{program}\ndef f(x):\n    return x\n") == []
