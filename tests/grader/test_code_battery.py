"""The standard battery: what it finds, and that it never asks more than the reference gives."""

from __future__ import annotations

from typing import Any

import pytest

from grader.code import grade_code

CENTRE: dict[str, Any] = {
    "entry": "centre",
    "reference": """
import numpy as np
def centre(X):
    X = np.asarray(X, dtype=np.float64)
    return X - X.mean(axis=0)
""",
    "visible": """
def test_columns(f, np, p):
    "Columns of the result have mean 0."
    assert close(f(np.array([[1.0, 2.0], [3.0, 6.0]])), np.array([[-1.0, -2.0], [1.0, 2.0]]))
""",
    "hidden": """
def test_three_rows(f, np, p):
    "More rows."
    X = np.arange(12.0).reshape(3, 4) ** 2
    assert close(f(X), X - X.mean(axis=0))

def test_one_row(f, np, p):
    "One row."
    assert close(f(np.array([[5.0, 7.0]])), np.array([[0.0, 0.0]]))
""",
}


def failed_items(program: str, **changes: Any) -> set[str]:
    verdict = grade_code(program, CENTRE | changes, mode="grade", seed="test/3")
    rows = verdict.details["tests"]
    items = {row["name"] for row in rows if not row["name"].startswith("test_")}
    assert items, "the battery did not run"
    return {row["name"] for row in rows if row["name"] in items and not row["passed"]}


@pytest.mark.parametrize(
    ("item", "program"),
    [
        # a list passes the tests, which compare values and shape
        ("shape", "def centre(X):\n    return (X - X.mean(axis=0)).tolist()\n"),
        ("shape", "def centre(X):\n    return (X - X.mean(axis=0)).astype(complex)\n"),
        ("unchanged", "def centre(X):\n    X -= X.mean(axis=0)\n    return X.copy()\n"),
        (
            "unchanged",
            "import numpy as np\ndef centre(X):\n"
            "    X.setflags(write=True); out = X.view(); m = X.mean(axis=0); out[...] = X - m\n"
            "    return out\n",
        ),
        (
            # filled in place: whole numbers cut the fractions off
            "layouts",
            "import numpy as np\ndef centre(X):\n    R = np.empty_like(X)\n"
            "    R[:] = X - X.mean(axis=0)\n    return R\n",
        ),
        (
            # reads the memory, not the array
            "layouts",
            "import numpy as np\ndef centre(X):\n"
            "    if not X.flags.c_contiguous: raise ValueError('layout')\n"
            "    return X - X.mean(axis=0)\n",
        ),
        (
            "repeatable",
            "calls = []\ndef centre(X):\n    calls.append(1)\n"
            "    return X - X.mean(axis=0) + (len(calls) > 3) * 1.0\n",
        ),
        (
            "repeatable",
            "import numpy as np\ndef centre(X):\n"
            "    return X - X.mean(axis=0) + 1e-12 * np.random.rand()\n",
        ),
        (
            "quiet",
            "import numpy as np\ndef centre(X):\n    np.log(np.zeros(1))\n"
            "    return X - X.mean(axis=0)\n",
        ),
    ],
)
def test_it_finds(item: str, program: str) -> None:
    items = ["shape", "unchanged", "layouts", "repeatable", "quiet"]
    assert item in failed_items(program, battery=items)


NORM: dict[str, Any] = {
    "entry": ["Model", "norm"],
    "reference": """
class Model:
    def __init__(self, w):
        self.w, self.past = w.copy(), []
def norm(model, more):
    return float((model.w ** 2).sum() + more[0][0])
""",
    "visible": "",
    "hidden": """
def test_norm(f, np, p):
    "The square of the norm."
    model, more = f.Model(np.array([2.0, 3.0])), ([1.0], {"b": np.array([5.0])})
    assert close(f.norm(model, more), 14.0)
""",
}


@pytest.mark.parametrize(
    ("deed", "is_change"),
    [
        ("pass", False),
        ("model.w = model.w + 1", True),  # another array in its place
        ("model.w += 1", True),
        ("model.past.append(1)", True),
        ("model.seen = True", False),  # what is new is its own
        ("more[0][0] = 2.0", True),  # a list in a tuple
        ("more[1]['b'] = more[1]['b'] + 1", True),
        ("more[1]['b'][0] = 1.0", True),
    ],
)
def test_an_argument_is_looked_at_down_to_its_parts(deed: str, is_change: bool) -> None:
    total = "    total = float((model.w ** 2).sum() + more[0][0])\n"
    program = NORM["reference"].rpartition("    return")[0] + total + f"    {deed}\n"
    assert ("unchanged" in failed_items(program + "    return total\n", **NORM)) is is_change


def test_to_sleep_is_not_to_be_too_slow_for_it() -> None:
    """Nor is a machine that stood still: what a course costs is counted in processor time."""
    program = "import time\ndef centre(X):\n    time.sleep(0.07)\n    return X.tolist()\n"
    assert "shape" in failed_items(program.replace("X.tolist", "(X - X.mean(axis=0)).tolist"))


def test_what_the_key_does_not_ask_for_is_not_judged() -> None:
    program = "def centre(X):\n    return (X - X.mean(axis=0)).tolist()\n"
    assert failed_items(program, battery=["repeatable"]) == set()


@pytest.mark.parametrize(
    ("reference", "program"),
    [
        # the reference works in place, so a program may
        (
            "def centre(X):\n    X -= X.mean(axis=0)\n    return X\n",
            "def centre(X):\n    X -= X.mean(axis=0)\n    return X\n",
        ),
        # the reference refuses integers, so a program may
        (
            "def centre(X):\n    X -= X.mean(axis=0)\n    return X + 0.0\n",
            "def centre(X):\n    X /= 1.0\n    return X - X.mean(axis=0)\n",
        ),
        # the reference counts its calls, so nobody need repeat himself
        (
            "import itertools\nn = itertools.count()\ndef centre(X):\n"
            "    return X - X.mean(axis=0) + 1e-13 * next(n)\n",
            "import itertools\nn = itertools.count()\ndef centre(X):\n"
            "    return X - X.mean(axis=0) + 1e-13 * next(n)\n",
        ),
    ],
)
def test_it_never_asks_more_than_the_reference_gives(reference: str, program: str) -> None:
    assert failed_items(program, reference=reference) == set()


def test_a_failed_item_takes_away_what_a_hidden_test_is_worth() -> None:
    program = "def centre(X):\n    return (X - X.mean(axis=0)).tolist()\n"
    verdict = grade_code(program, CENTRE, mode="grade", seed="test/3")
    assert verdict.outcome == "partial"
    assert verdict.score == pytest.approx(2 / 3)


def test_it_gives_nothing_to_a_program_that_solves_nothing() -> None:
    verdict = grade_code("def centre(X):\n    return 0\n", CENTRE, mode="grade", seed="test/3")
    assert verdict.score == 0.0
    assert {row["name"] for row in verdict.details["tests"]} == {
        "test_columns",
        "test_three_rows",
        "test_one_row",
    }


def test_each_of_several_functions_is_looked_at() -> None:
    key = {
        "entry": ["centre", "spread"],
        "reference": CENTRE["reference"] + "def spread(X):\n    return X.std(axis=0)\n",
        "visible": """
def test_both(f, np, p):
    "Both."
    X = np.array([[1.0, 2.0], [3.0, 6.0]])
    assert close(f.centre(X).sum(axis=0), np.zeros(2)) and close(f.spread(X), np.array([1.0, 2.0]))
""",
        "hidden": """
def test_other(f, np, p):
    "Others."
    X = np.array([[1.0, 5.0], [3.0, 6.0]])
    assert close(f.centre(X).sum(axis=0), np.zeros(2)) and close(f.spread(X), np.array([1.0, 0.5]))
""",
    }
    honest = CENTRE["reference"] + "def spread(X):\n    return X.std(axis=0)\n"
    spoiling = CENTRE["reference"] + (
        "def spread(X):\n    s = X.std(axis=0)\n    X[:] = 0\n    return s\n"
    )
    assert failed_items(honest, **key) == set()
    assert failed_items(spoiling, **key) == {"unchanged"}


RUNNING_MEAN: dict[str, Any] = {
    "entry": "Mean",
    "reference": """
import numpy as np
class Mean:
    def __init__(self, first):
        self.n, self.total = 1, np.array(first, dtype=float)
    def push(self, x):
        self.n += 1
        self.total = self.total + x
    def value(self):
        return self.total / self.n
""",
    "visible": """
def test_two(f, np, p):
    "The mean of two points."
    m = f(np.array([1.0, 3.0]))
    m.push(np.array([3.0, 4.0]))
    assert close(m.value(), np.array([2.0, 3.5]))
""",
    "hidden": """
def test_three(f, np, p):
    "The mean of three points."
    m = f(np.array([1.0, 2.0]))
    m.push(np.array([2.0, 2.0]))
    m.push(np.array([6.0, 5.0]))
    assert close(m.value(), np.array([3.0, 3.0]))
""",
}
CLASS = """
import numpy as np
class Mean:
    def __init__(self, first):
        self.n, self.total = 1, {start}
    def push(self, x):
        self.n += 1
        {push}
    def value(self):
        return {value}
"""


COPIED, ADDED, DIVIDED = (
    "np.array(first, dtype=float)",
    "self.total = self.total + x",
    "self.total / self.n",
)


@pytest.mark.parametrize(
    ("items", "start", "push", "value"),
    [
        (set(), COPIED, ADDED, DIVIDED),
        # keeps the caller's array, and adds to it two calls later
        ({"unchanged"}, "np.asarray(first, dtype=float)", "self.total += x", DIVIDED),
        # begins with whole numbers, to which no others can be added in place
        ({"layouts"}, "np.array(first)", "self.total += 1.0 * x", DIVIDED),
        ({"shape"}, COPIED, ADDED, "list(self.total / self.n)"),
        # what is kept at the class is found by every later object
        (
            {"repeatable", "layouts"},
            COPIED,
            f"{ADDED}; Mean.seen = getattr(Mean, 'seen', 0) + 1",
            f"{DIVIDED} + 0.1 * (getattr(Mean, 'seen', 0) > 4)",
        ),
    ],
)
def test_the_life_of_an_object_is_played_again(
    items: set[str], start: str, push: str, value: str
) -> None:
    program = CLASS.format(start=start, push=push, value=value)
    assert failed_items(program, **RUNNING_MEAN) == items


DESCENT: dict[str, Any] = {
    "entry": "descend",
    "reference": """
import numpy as np
def descend(gradient, x, rate, steps):
    x = np.array(x, dtype=float)
    for _ in range(steps):
        x = x - rate * gradient(x)
    return x
""",
    "visible": """
def test_one(f, np, p):
    "One step."
    assert close(f(lambda x: 2 * x, np.array([1.0, 3.0]), 0.25, 1), np.array([0.5, 1.5]))
""",
    "hidden": """
def test_many(f, np, p):
    "Several steps on a quadratic."
    A = np.array([[2.0, 0.0], [0.0, 1.0]])
    got = f(lambda x: A @ x, np.array([8.0, 8.0]), 0.5, 3)
    assert close(got, np.array([0.0, 1.0]))
""",
}
FUNCTION = "import numpy as np\nmade = []\ndef descend(gradient, x, rate, steps):\n    "


@pytest.mark.parametrize(
    ("items", "body"),
    [
        (set(), "for _ in range(steps): x = x - rate * gradient(x)\n    return x"),
        # in place, and so with floats only
        (
            {"unchanged", "layouts"},
            "for _ in range(steps): x -= rate * gradient(x)\n    return x.copy()",
        ),
        (
            {"layouts"},
            "x = x.copy()\n    for _ in range(steps): x[:] = x - rate * gradient(x)\n    return x",
        ),
        ({"shape"}, "for _ in range(steps): x = x - rate * gradient(x)\n    return list(x)"),
        (
            {"repeatable", "layouts"},
            "made.append(1)\n    for _ in range(steps): x = x - rate * gradient(x)\n"
            "    return x + 1e-3 * (len(made) > 3)",
        ),
    ],
)
def test_calls_with_a_function_are_made_again(items: set[str], body: str) -> None:
    assert failed_items(FUNCTION + body, **DESCENT) == items


def test_a_function_that_counts_its_calls_was_made_for_one_course() -> None:
    counting = """
def test_few(f, np, p):
    "At most 3 gradients are asked for."
    asked = []
    def gradient(x):
        asked.append(1)
        assert len(asked) <= 3, "too many"
        return 2 * x
    assert close(f(gradient, np.array([1.0]), 0.25, 3), np.array([0.125]))
"""
    verdict = grade_code(
        DESCENT["reference"],
        DESCENT | {"visible": counting, "hidden": ""},
        mode="grade",
        seed="test/3",
    )
    assert verdict.outcome == "right"
    assert [row["name"] for row in verdict.details["tests"]] == ["test_few"]


def test_generators_are_played_again() -> None:
    key = {
        "entry": "powers",
        "reference": "def powers(b, n=1):\n    while True:\n        yield n\n        n *= b\n",
        "visible": """
def test_two(f, np, p):
    "Powers of two."
    assert take(f(2), 4) == [1, 2, 4, 8]
""",
        "hidden": """
def test_three(f, np, p):
    "Powers of three."
    assert take(f(3), 3) == [1, 3, 9]
""",
    }
    drifting = (
        "state = [0]\ndef powers(b):\n    state[0] += 1\n    n = 1\n    while True:\n"
        "        yield n if state[0] < 4 else n + 1\n        n *= b\n"
    )
    assert failed_items(str(key["reference"]), **key) == set()
    assert "repeatable" in failed_items(drifting, **key)
