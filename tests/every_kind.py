"""One sheet with a blank of every kind, made by hand: what its page shows, and what is right."""

from typing import Any, Final

from exercises.typesetting import mathml, rich_inline

_AXES: Final = {
    "alt": "An empty grid from -4 to 4.",
    "view": [320, 320],
    "frame": [20, 20, 300, 300],
    "x": [-4, 4],
    "y": [-4, 4],
    "step": [1, 1],
    "snap": [0.5, 0.5],
}


def _grid_svg() -> str:
    lines = "".join(
        f'<path class="fig-grid" stroke="currentColor" stroke-opacity="0.25" '
        f'd="M{20 + 35 * i} 20V300M20 {20 + 35 * i}H300"/>'
        for i in range(9)
    )
    axes = '<path class="fig-axis" stroke="currentColor" d="M160 20V300M20 160H300"/>'
    return (
        '<svg class="figure-svg" viewBox="0 0 320 320" role="img" '
        f'aria-label="An empty grid from -4 to 4.">{lines}{axes}</svg>'
    )


def _pad() -> dict[str, Any]:
    return {**_AXES, "svg": _grid_svg()}


#: (words before the blank, what the page knows, the key, right fields)
SHEET: Final[list[tuple[str, dict[str, Any], dict[str, Any], dict[str, str]]]] = [
    (
        r"Differentiate $x^2 \sin x$.",
        {"name": "line", "kind": "expr", "label": "Derivative", "vars": ["x"]},
        {"value": "2x sin(x) + x^2 cos(x)", "vars": ["x"]},
        {"answer-line": "2x sin(x) + x^2 cos(x)"},
    ),
    (
        r"Where is $x^2 < 2$?",
        {"name": "interval", "kind": "interval", "label": "Interval"},
        {"value": "(-sqrt(2), sqrt(2))"},
        {"answer-interval": "(-sqrt(2), sqrt(2))"},
    ),
    (
        r"Give the matrix of the map that swaps the coordinates.",
        {"name": "matrix", "kind": "matrix", "label": "Matrix of the map"},
        {"value": "[[0, 1], [1, 0]]"},
        {
            "answer-matrix-0-0": "0",
            "answer-matrix-0-1": "1",
            "answer-matrix-1-0": "1",
            "answer-matrix-1-1": "0",
        },
    ),
    (
        "Which vector is orthogonal to $(1, 2)$ and has first entry 2?",
        {"name": "vector", "kind": "vector", "label": "Vector", "rows": 2},
        {"value": "[2, -1]"},
        {"answer-vector-0": "2", "answer-vector-1": "-1"},
    ),
    (
        "Give a basis of the plane $x + y + z = 0$.",
        {"name": "basis", "kind": "basis", "label": "Basis", "dim": 3},
        {"value": "[1, -1, 0], [0, 1, -1]"},
        {
            "answer-basis-0-0": "1",
            "answer-basis-0-1": "0",
            "answer-basis-1-0": "-1",
            "answer-basis-1-1": "1",
            "answer-basis-2-0": "0",
            "answer-basis-2-1": "-1",
        },
    ),
    (
        r"Factor $A = \begin{pmatrix} 2 & 1 \\ 4 & 5 \end{pmatrix}$ as $LU$.",
        {
            "name": "factors",
            "kind": "factorisation",
            "label": "Factors",
            "factors": [
                {"name": "L", "html": mathml("L"), "rows": 2, "cols": 2},
                {"name": "U", "html": mathml("U"), "rows": 2, "cols": 2},
            ],
            "optional": 0,
        },
        {"of": "[[2, 1], [4, 5]]", "into": "lu"},
        {
            f"answer-factors-{name}": value
            for name, value in zip(
                ("0-0-0", "0-0-1", "0-1-0", "0-1-1", "1-0-0", "1-0-1", "1-1-0", "1-1-1"),
                "10212103",
                strict=True,
            )
        },
    ),
    (
        "Complete the factor.",
        {
            "name": "gaps",
            "kind": "blanks",
            "label": "Gaps",
            "gaps": 2,
            "display": [[[{"html": mathml("1")}, {"gap": 0}], [{"gap": 1}, {"html": mathml("1")}]]],
        },
        {"value": "0, 2"},
        {"answer-gaps-0": "0", "answer-gaps-1": "2"},
    ),
    (
        "Put the steps of gradient descent in order. One does not belong.",
        {
            "name": "order",
            "kind": "order",
            "label": "Steps",
            "lines": [
                {"id": "a", "html": "Move against the gradient."},
                {"id": "b", "html": "Choose a start " + mathml("x_0")},
                {"id": "c", "html": "Invert the Hessian."},
                {"id": "d", "html": "Compute " + mathml(r"\nabla f(x)")},
            ],
        },
        {"value": "b,d,a", "distractors": "c"},
        {"answer-order-at-b": "1", "answer-order-at-d": "2", "answer-order-at-a": "3"},
    ),
    (
        "Which derivative belongs to which function?",
        {
            "name": "pairs",
            "kind": "match",
            "label": "Pairs",
            "left": [{"id": "1", "html": mathml("x^2")}, {"id": "2", "html": mathml(r"\ln x")}],
            "right": [
                {"id": "a", "html": mathml("1/x")},
                {"id": "b", "html": mathml("2x")},
                {"id": "c", "html": mathml("x^3/3")},
            ],
        },
        {"value": "1-b,2-a"},
        {"answer-pairs-for-1": "b", "answer-pairs-for-2": "a"},
    ),
    (
        "Fill in the joint distribution.",
        {
            "name": "table",
            "kind": "table",
            "label": "Joint distribution",
            "rows": 2,
            "cols": 3,
            "corner": mathml("X"),
            "row_heads": ["0", "1"],
            "col_heads": [mathml("Y=0"), mathml("Y=1"), "sum"],
            "cells": [
                [{"html": "0.1", "text": "0.1"}, None, {"html": "0.4", "text": "0.4"}],
                [None, {"html": "0.2", "text": "0.2"}, None],
            ],
        },
        {"value": "[[0.1, 0.3, 0.4], [0.4, 0.2, 0.6]]", "tol": 0.001},
        {"answer-table-0-1": "0.3", "answer-table-1-0": "0.4", "answer-table-1-2": "0.6"},
    ),
    (
        "Solve the equation, step by step.",
        {
            "name": "steps",
            "kind": "derivation",
            "label": "Derivation",
            "start": mathml("2x + 4 = 10"),
        },
        {"start": "2x + 4 = 10", "value": "x = 3", "vars": ["x"]},
        {"answer-steps": "2x = 6\nx = 3"},
    ),
    (
        "Draw the line $y = x + 1$.",
        {"name": "sketch", "kind": "sketch", "label": "Line", "shape": "line", "pad": _pad()},
        {"shape": "line", "value": "(0, 1), (1, 2)"},
        {"answer-sketch": "(0, 1), (1, 2)"},
    ),
    (
        "Which point is the centre of the grid?",
        {"name": "spot", "kind": "plot-read", "label": "Centre", "size": 2, "pad": _pad()},
        {"value": "(0, 0)", "step": 1},
        {"answer-spot": "(0, 0)"},
    ),
    (
        "Which of these is convex?",
        {
            "name": "one",
            "kind": "mc",
            "label": "Convex",
            "options": [{"id": "a", "html": mathml("x^2")}, {"id": "b", "html": mathml("x^3")}],
        },
        {"value": "a", "options": ["a", "b"]},
        {"answer-one": "a"},
    ),
    (
        "Which of these are even?",
        {
            "name": "many",
            "kind": "ms",
            "label": "Even",
            "options": [
                {"id": "a", "html": mathml("x^2")},
                {"id": "b", "html": mathml("x^3")},
                {"id": "c", "html": mathml(r"\cos x")},
            ],
        },
        {"value": "a,c", "options": ["a", "b", "c"]},
        {"answer-many": "a,c"},
    ),
]


def sheet_of_every_kind() -> dict[str, Any]:
    """The body of a variant, as `exercises.variant.Variant.to_json` would give it."""
    statement: list[dict[str, str]] = []
    for words, shown, _, _ in SHEET:
        statement += [
            {"html": f"<p>{rich_inline(words)}</p><div class='line'>"},
            {"blank": shown["name"]},
            {"html": "</div>"},
        ]
    return {
        "exercise": "every-kind",
        "version": 1,
        "seed": 1,
        "digest": "0" * 64,
        "statement": statement,
        "blanks": [{"marks": 1.0, **shown} for _, shown, _, _ in SHEET],
        "hints": ["Begin with what you know.", "Then look at the units."],
        "solution": "<p>As filled in.</p>",
        "mistake_words": {shown["name"]: {} for _, shown, _, _ in SHEET},
        "grading": {
            "seed": "every-kind/1/1",
            "blanks": [
                {
                    "name": shown["name"],
                    "kind": shown["kind"],
                    "key": key,
                    "marks": 1.0,
                    "mistakes": [],
                }
                for _, shown, key, _ in SHEET
            ],
            "derive": None,
        },
    }


def right_fields() -> list[tuple[str, str]]:
    """The fields of a form that answers everything right, as a browser sends them."""
    fields = [pair for *_, right in SHEET for pair in right.items()]
    sent: list[tuple[str, str]] = []
    for name, value in fields:
        parts = {"answer-steps": "\n", "answer-many": ","}.get(name)
        sent += [(name, part) for part in (value.split(parts) if parts else [value])]
    return sent
