"""What crosses between a test and a program: containers, objects, generators, functions."""

from __future__ import annotations

from typing import Any

from tests.grader.code_judging import DOUBLE, judged
from tests.grader.code_keys import RUNNING


def test_a_dictionary_changed_in_place_is_seen_by_the_test() -> None:
    key: dict[str, Any] = {
        "entry": "step",
        "reference": """
def step(params, grads):
    for k in params:
        params[k] -= grads[k]
""",
        "visible": """
def test_step(f, np, p):
    "Changes the arrays in place."
    params, grads = {"w": np.array([1.0, 2.0])}, {"w": np.array([0.5, 0.5])}
    w = params["w"]
    f(params, grads=grads)
    assert params["w"] is w and close(w, np.array([0.5, 1.5])) and close(grads["w"], [0.5, 0.5])
""",
        "hidden": "",
    }
    assert judged(key["reference"], key).outcome == "right"
    rebinding = "def step(params, grads):\n    params = {k: params[k] - grads[k] for k in params}\n"
    assert judged(rebinding, key).outcome == "wrong"


def test_objects_keep_their_identity_on_their_way() -> None:
    key: dict[str, Any] = {
        "entry": "Model",
        "reference": """
class Model:
    def fit(self, x):
        self.x = x
        return self
""",
        "visible": """
def test_fit(f, np, p):
    "fit returns the model itself."
    model = f()
    assert model.fit([1, 2]) is model and model.x == [1, 2] and model == model
    assert model != f()
""",
        "hidden": "",
    }
    assert judged(key["reference"], key).outcome == "right"


def test_objects_of_the_program_travel_through_functions_of_the_test() -> None:
    key: dict[str, Any] = {
        "entry": ["Dual", "derivative"],
        "reference": """
class Dual:
    def __init__(self, val, eps=0.0):
        self.val, self.eps = val, eps
    def __mul__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.val * other.val, self.val * other.eps + self.eps * other.val)
    __rmul__ = __mul__
    def __add__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.val + other.val, self.eps + other.eps)
    __radd__ = __add__

def derivative(f, x):
    return f(Dual(x, 1.0)).eps
""",
        "visible": """
def test_cube(f, np, p):
    "3 x^2 and a constant factor."
    assert close(f.derivative(lambda x: 2.0 * x * x * x + 1, 2.0), 24.0)
""",
        "hidden": "",
    }
    assert judged(key["reference"], key).outcome == "right"


def test_a_hundred_thousand_calls_are_one_journey() -> None:
    hidden = """
def test_many(f, np, p):
    "Many values."
    r = f()
    many(r.push, np.arange(100_000))
    assert close(r.mean, 49999.5) and many(len, [[[1, 2]]]) == [2]
"""
    verdict = judged(RUNNING["reference"], RUNNING, hidden=hidden, mistakes=[])
    assert verdict.outcome == "right", verdict


def test_numpys_named_tuples_come_as_tuples() -> None:
    key = DOUBLE | {
        "reference": """
import numpy as np
def double(x):
    return np.linalg.eigh(np.diag([x, 2 * x]))
""",
        "visible": "def test_pair(f, np, p):\n    w, V = f(1.0)\n    assert close(w, [1.0, 2.0])\n",
        "hidden": "",
    }
    assert judged(key["reference"], key).outcome == "right"


def test_text_labels_cross_in_arrays() -> None:
    key = DOUBLE | {
        "reference": "import numpy as np\ndef double(x):\n    return np.concatenate([x, x])\n",
        "visible": (
            "def test_labels(f, np, p):\n"
            "    assert close(f(np.array(['a', 'bc'])), np.array(['a', 'bc', 'a', 'bc']))\n"
        ),
        "hidden": "",
    }
    assert judged(key["reference"], key).outcome == "right"


def test_a_mutant_is_known_by_its_answers_where_tests_lend_functions() -> None:
    """Lent functions and returned objects are counted from the first test on: the learner's program
    has run the visible tests before, the mutant has not."""
    mutant = """
def slope(g, x):
    return [(g(x + 1e-3) - g(x)) / 1e-3], slope
"""
    tests = """
def test_{name}(f, np, p):
    "{name}."
    x = np.array([{at}])
    found, itself = f(lambda t: t * t, x)
    assert close(found[0], 2 * x, 1e-6) and close(itself(lambda t: 3 * t, x)[0][0], 3.0 + 0 * x)
"""
    key = {
        "entry": "slope",
        "reference": mutant.replace("- g(x)) / 1e-3", "- g(x - 1e-3)) / 2e-3"),
        "visible": tests.format(name="flat", at=-5e-4),  # where one-sided happens to be right
        "hidden": tests.format(name="steep", at=3.0),
        "mutants": [
            {"tag": "other", "source": "def slope(g, x):\n    return [2 * x], slope\n"},
            {"tag": "one-sided", "source": mutant},
        ],
        "mistakes": [{"tag": "other", "test": "test_steep"}, {"tag": "one-sided", "test": ""}],
        "battery": [],
    }
    program = mutant.replace("def slope", "# my own words\ndef slope")
    assert judged(program, key).tag == "one-sided"
