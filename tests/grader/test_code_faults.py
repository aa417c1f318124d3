"""What an exercise forbids, whose fault a failure is, and time beside the reference."""

from __future__ import annotations

from typing import Any

import pytest

from grader.errors import BadKey
from tests.grader.code_judging import DOUBLE, judged, rows


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

    def test_remembering_the_answers_of_an_earlier_round_is_of_no_use(self) -> None:
        program = """
import numpy as np
known = {}
def double(x):
    told = known.get(x.tobytes())
    if told is None:
        told = known[x.tobytes()] = np.array([2 * v for v in x for _ in range(9)][::9])
    return told
"""
        verdict = judged(program, self.KEY, visible="")
        assert rows(verdict)["timing"]["passed"] is False

    def test_waiting_for_the_machine_is_not_slowness(self) -> None:
        program = "import time\ndef double(x):\n    time.sleep(0.05)\n    return x + x\n"
        assert rows(judged(program, self.KEY, visible=""))["timing"]["passed"] is True

    def test_another_quick_way_is_quick_enough(self) -> None:
        verdict = judged("def double(x):\n    return x + x\n", self.KEY, visible="")
        assert rows(verdict)["timing"]["passed"] is True


def test_what_a_program_did_not_live_to_see_is_told_as_not_run() -> None:
    verdict = judged("import os\ndef double(x):\n    os._exit(0)\n", DOUBLE)
    told = rows(verdict)
    assert "not_run" not in told["test_three"] and told["test_three"]["message"]
    assert told["test_seven"]["not_run"] is True
