"""A learner's program and its verdict: functions, classes, generators, callbacks, bad forms."""

from __future__ import annotations

import json
from typing import Any, Literal

import pytest

from grader.code import grade_code
from grader.errors import BadKey
from grader.verdict import Verdict
from tests.grader.code_keys import LOGSUMEXP, NEWTON, PRIMES, RUNNING

DOUBLE: dict[str, Any] = {
    "entry": "double",
    "reference": "def double(x):\n    return 2 * x\n",
    "visible": 'def test_three(f, np, p):\n    "Twice 3."\n    assert close(f(3), 6)\n',
    "hidden": 'def test_seven(f, np, p):\n    "Twice 7."\n    assert close(f(7), 14)\n',
}


def judged(
    program: str, key: dict[str, Any], mode: Literal["grade", "run"] = "grade", **changes: Any
) -> Verdict:
    return grade_code(program, key | changes, mode=mode, seed="test/1")


def rows(verdict: Verdict) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in verdict.details["tests"]}


@pytest.mark.parametrize("key", [LOGSUMEXP, RUNNING, PRIMES, NEWTON, DOUBLE])
def test_the_reference_is_right(key: dict[str, Any]) -> None:
    verdict = judged(key["reference"], key)
    assert (verdict.outcome, verdict.score) == ("right", 1.0), verdict


@pytest.mark.parametrize("mutant", [*LOGSUMEXP["mutants"], *RUNNING["mutants"]])
def test_a_mutant_gets_its_own_words(mutant: dict[str, str]) -> None:
    key = RUNNING if mutant["tag"] == "squares" else LOGSUMEXP
    verdict = judged(mutant["source"], key)
    assert (verdict.outcome, verdict.tag) == ("partial", mutant["tag"])
    assert 0 < verdict.score < 1


def test_another_program_with_the_same_wrong_answers_gets_the_mutants_words() -> None:
    program = """
from numpy import exp, log
def logsumexp(values, axis=-1):
    powers = exp(values)
    return log(powers.sum(axis))
"""
    assert judged(program, LOGSUMEXP).tag == "naive"


def test_where_no_mutant_answers_alike_the_first_failed_test_names_the_mistake() -> None:
    program = RUNNING["reference"].replace("self._m2 / (self.n - 1)", "self._m2 / self.n")
    assert judged(program, RUNNING).tag == "population"


def test_a_program_that_fails_the_visible_tests_is_not_told_of_a_hidden_mistake() -> None:
    assert judged(LOGSUMEXP["starter"], LOGSUMEXP).tag == ""


def test_marks_are_the_weighted_share_of_the_hidden_tests() -> None:
    naive = LOGSUMEXP["mutants"][0]["source"]
    assert judged(naive, LOGSUMEXP).score == pytest.approx(3 / 5)
    heavier = judged(naive, LOGSUMEXP, weights={"test_large": 4})
    assert heavier.score == pytest.approx(3 / 8)


def test_a_failed_visible_test_shows_expected_got_and_how_far_off() -> None:
    verdict = judged("def double(x):\n    return x + 2.5\n", DOUBLE)
    row = rows(verdict)["test_three"]
    assert (row["expected"], row["got"]) == ("6", "5.5")
    assert "off by 0.5" in row["message"]
    assert row["doc"] == "Twice 3."


def test_an_assertion_without_close_is_quoted() -> None:
    visible = "def test_list(f, np, p):\n    assert f([1]) == [1, 1]\n"
    row = rows(judged("def double(x):\n    return x\n", DOUBLE, visible=visible))["test_list"]
    assert row["message"] == "not true: f([1]) == [1, 1]"


def test_a_hidden_test_shows_its_name_and_docstring_only() -> None:
    row = rows(judged("def double(x):\n    return 6\n", DOUBLE))["test_seven"]
    assert row == {"name": "test_seven", "doc": "Twice 7.", "hidden": True, "passed": False}


def test_an_exception_is_told_with_the_lines_of_the_learners_file() -> None:
    program = "def helper(x):\n    return x / 0\n\ndef double(x):\n    return helper(x)\n"
    verdict = judged(program, DOUBLE)
    assert verdict.details["error"] == {
        "type": "ZeroDivisionError",
        "message": "division by zero",
        "line": 2,
        "frames": [[5, "double"], [2, "helper"]],
    }
    assert rows(verdict)["test_three"]["message"] == "ZeroDivisionError: division by zero (line 2)"


def test_an_exception_at_the_top_level_fails_everything_and_says_where() -> None:
    verdict = judged("x = 1\ny = undefined\ndef double(x):\n    return 2 * x\n", DOUBLE)
    assert (verdict.outcome, verdict.score) == ("wrong", 0.0)
    assert "NameError" in verdict.feedback and "line 2" in verdict.feedback
    assert [row["passed"] for row in verdict.details["tests"]] == [False, False]


def test_output_of_visible_tests_is_shown_and_bounded() -> None:
    program = "def double(x):\n    print('x' * 20000)\n    return 2 * x\n"
    details = judged(program, DOUBLE, "run").details
    assert len(details["stdout"]) == 16000 and details["stdout_truncated"]


def test_run_judges_the_visible_tests_only() -> None:
    verdict = judged("def double(x):\n    return 6\n", DOUBLE, "run")
    assert list(rows(verdict)) == ["test_three"]
    assert verdict.outcome == "right" and verdict.tag == ""


@pytest.mark.parametrize("mode", ["grade", "run"])
@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        (DOUBLE, "Define a function named double."),
        (RUNNING, "Define a class named Running."),
        (NEWTON, "Define a function named newton."),
    ],
)
def test_a_missing_entry_costs_nothing(
    key: dict[str, Any], sentence: str, mode: Literal["grade", "run"]
) -> None:
    verdict = judged("def other(x):\n    return x\n", key, mode)
    assert (verdict.outcome, verdict.feedback) == ("unreadable", sentence)


@pytest.mark.parametrize(
    ("program", "line", "column"),
    [
        ("def double(x)\n    return x\n", 1, 13),
        ("def double(x):\n    return (x\n", 2, 11),
        ("def double(x):\nreturn x\n", 2, 0),
        ("return 5\n", 1, 0),  # found by the compiler, not by the parser
        ("x = 1\0\n", 1, 0),
        ("x = " + "(" * 500 + "1" + ")" * 500, 1, 0),
    ],
)
def test_what_is_no_python_is_returned_with_its_place(program: str, line: int, column: int) -> None:
    verdict = judged(program, DOUBLE)
    assert verdict.outcome == "unreadable"
    error = verdict.details["error"]
    assert error["line"] == line
    if len(program) < 100:
        assert error["column"] == column


def test_nesting_that_would_crash_a_parser_is_merely_unreadable() -> None:
    assert judged("x = " + "-" * 90_000 + "1", DOUBLE).outcome == "unreadable"


def test_an_empty_program_is_blank_and_a_huge_one_is_returned() -> None:
    assert judged(" \n\t", DOUBLE).outcome == "blank"
    assert judged("#" * 100_001, DOUBLE).outcome == "unreadable"


def test_the_same_request_has_the_same_verdict() -> None:
    program = "import random\ndef double(x):\n    return 2 * x + random.choice([0, 1])\n"
    first, second = judged(program, DOUBLE), judged(program, DOUBLE)
    assert (first.outcome, first.score) == (second.outcome, second.score)


def test_a_test_may_draw_numbers_that_repeat_with_the_seed() -> None:
    hidden = """
def test_drawn(f, np, p):
    "Twice a drawn number."
    x = rng.integers(10**6)
    assert close(f(int(x)), 2 * x)
"""
    assert judged(DOUBLE["reference"], DOUBLE, hidden=hidden).outcome == "right"


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


class TestBans:
    """Forbidden names, in the text and at run time."""

    KEY = DOUBLE | {"ban": ["scipy", "numpy.linalg.inv", "sorted", "while"]}

    @pytest.mark.parametrize(
        ("line", "name"),
        [
            ("import scipy.linalg", "scipy"),
            ("from scipy import stats", "scipy"),
            ("import numpy as n; n.linalg.inv", "numpy.linalg.inv"),
            ("from numpy.linalg import inv as turn", "numpy.linalg.inv"),
            ("import numpy.linalg as la; getattr(la, 'inv')", "numpy.linalg.inv"),
            ("__import__('scipy')", "scipy"),
            ("order = sorted", "sorted"),
            ("while False: pass", "while"),
        ],
    )
    def test_the_text_names_it(self, line: str, name: str) -> None:
        verdict = judged(f"{line}\n{DOUBLE['reference']}", self.KEY)
        assert (verdict.outcome, verdict.score) == ("wrong", 0.0)
        assert verdict.feedback == f"This exercise does not allow: {name} (line 1)."

    @pytest.mark.parametrize(
        "body",
        [
            "return getattr(numpy.linalg, 'in' + 'v')([[x]])",
            "return vars(numpy.linalg)['in' + 'v']([[x]])",
            "return __import__('sci' + 'py')",
            "return __builtins__['sor' + 'ted']([x])",
            "return eval('sor' + 'ted')([x])",
            "from importlib import import_module as i; return i('scipy'[:5])",
            "return numpy.linalg.linalg",
        ],
    )
    def test_a_trap_catches_what_the_text_hides(self, body: str) -> None:
        verdict = judged(f"import numpy\ndef double(x):\n    {body}\n", self.KEY)
        assert verdict.score == 0.0

    def test_library_code_may_use_what_the_program_may_not(self) -> None:
        program = (
            "import numpy as np\ndef double(x):\n    np.linalg.pinv([[1.0]])\n    return 2 * x\n"
        )
        assert judged(program, DOUBLE, ban=["numpy.linalg.svd"]).outcome == "right"


class TestWhoseFault:
    """An author's fault is never a learner's, and a learner's never an author's."""

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"visible": "def test_a(f, np, p)\n    pass\n"}, "visible, line 1"),
            ({"hidden": "import nowhere\n"}, "hidden: ModuleNotFoundError"),
            ({"hidden": DOUBLE["visible"]}, "two tests named test_three"),
            ({"hidden": "def test_a(f, np, p):\n    p.missing\n"}, "fails with the reference"),
            ({"reference": "def doubel(x):\n    return x\n"}, "does not define double"),
            ({"entry": "2x"}, "is no name"),
            ({"surplus": 1}, "unknown fields: surplus"),
            ({"battery": ["shapes"]}, "unknown battery items: shapes"),
            ({"hidden": "def test_a(f, np, p):\n    while True: pass\n"}, "limit"),
        ],
    )
    def test_a_bad_key_names_what_is_wrong(self, changes: dict[str, Any], words: str) -> None:
        with pytest.raises(BadKey, match=words):
            judged(DOUBLE["reference"], DOUBLE, **{"limits": {"cpu_s": 0.1}, **changes})

    @pytest.mark.parametrize(
        "result",
        [
            "None",  # None.shape raises AttributeError in the test
            "10**18",  # a loop of the test's own would not end
            "'text'",
            "[[1], [2, 3]]",
        ],
    )
    def test_a_test_that_breaks_on_the_result_fails_the_program(self, result: str) -> None:
        hidden = """
def test_sum(f, np, p):
    "A loop over the result."
    n = f(3)
    total = 0
    for i in range(n):
        total += i
    assert n.bit_length() == 3 and total == 15
"""
        program = f"def double(x):\n    return {result}\n"
        verdict = judged(program, DOUBLE, hidden=hidden, limits={"cpu_s": 0.1})
        assert rows(verdict)["test_sum"]["passed"] is False

    def test_tests_before_the_one_that_broke_keep_their_marks(self) -> None:
        hidden = (
            DOUBLE["hidden"]
            + """
def test_zeros(f, np, p):
    "As many zeros as the result says."
    n, left = f(8), 0
    while left < n:
        left += 1
    assert left == 16
"""
        )
        program = "def double(x):\n    return 2 * x if x < 8 else 10**18\n"
        verdict = judged(program, DOUBLE, hidden=hidden, limits={"cpu_s": 0.1})
        assert (verdict.outcome, verdict.score) == ("partial", 0.5)
        assert "could not get to its end" in verdict.feedback


class TestTiming:
    """A ratio to the reference, in one run."""

    KEY = DOUBLE | {
        "hidden": """
def test_many(f, np, p):
    assert close(f(np.ones(20000)), 2 * np.ones(20000))
""",
        "timing": {"test": "test_many", "ratio": 8},
    }

    def test_a_loop_over_the_entries_is_too_slow(self) -> None:
        program = """
import numpy as np
def double(x):
    return np.array([2 * v for v in x for _ in range(9)][::9])
"""
        verdict = judged(program, self.KEY, visible="")
        assert rows(verdict)["timing"]["passed"] is False
        assert verdict.outcome == "partial"

    def test_another_quick_way_is_quick_enough(self) -> None:
        verdict = judged("def double(x):\n    return x + x\n", self.KEY, visible="")
        assert rows(verdict)["timing"]["passed"] is True


def test_a_verdict_is_json() -> None:
    program = "def double(x):\n    print('\\ud800\\0')\n    raise ValueError('\\udfff\\0')\n"
    text = json.dumps(judged(program, DOUBLE).to_json(), ensure_ascii=False)
    assert "\\u0000" not in text
    text.encode("utf-8")  # raises on half a surrogate pair
