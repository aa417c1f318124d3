"""Programs that try to pass without solving, to see hidden tests, or to blame somebody else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from grader.code import grade_code
from grader.code.key import CodeKey
from grader.code.relay import Program
from grader.code.stage import Stage
from grader.verdict import Verdict

SECRET = 7340157
KEY: dict[str, Any] = {
    "entry": "f",
    "reference": "import numpy as np\ndef f(x):\n    return np.asarray(x, float) ** 2\n",
    "visible": (
        "def test_small(f, np, p):\n"
        '    "Small numbers."\n'
        "    assert close(f(np.array([1.0, 2.0])), np.array([1.0, 4.0]))\n"
    ),
    "hidden": f"""
def test_secret(f, np, p):
    "Large numbers."
    x = np.array([{SECRET}.0, 3.0])
    assert close(f(x), x ** 2)

def test_plain(f, np, p):
    "A plain comparison."
    assert f(3.0) == 9.0

def test_below(f, np, p):
    "A difference by hand."
    assert abs(f(2.0) - 4.0) < 1e-9
""",
    "limits": {"cpu_s": 1, "mem_mb": 128},
}
HONEST = "import numpy as np\ndef f(x):\n    return np.asarray(x, float) ** 2\n"

PRETENDERS = {
    "an object equal to everything": """
class Yes:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    def __bool__(self): return True
    def __sub__(self, other): return 0.0
    def __abs__(self): return 0.0
    def __float__(self): return 9.0
    def __array__(self, *rest): raise SystemExit
def f(x): return Yes()
""",
    "a float that lies": """
class Lie(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    def __lt__(self, other): return True
def f(x): return Lie(0)
""",
    "an array subclass that lies": """
import numpy as np
class Lie(np.ndarray):
    def __eq__(self, other): return np.True_
    def __array_finalize__(self, other): pass
def f(x): return np.zeros(np.shape(x)).view(Lie)
""",
    "a forged class": """
import numpy as np
class Lie:
    __class__ = property(lambda self: np.ndarray)
    def __eq__(self, other): return True
def f(x): return Lie()
""",
    "NumPy rewritten": """
import numpy as np
np.allclose = np.array_equal = np.all = lambda *a, **k: True
np.ndarray.__eq__ if False else None
def f(x): return np.zeros(np.shape(x))
""",
    "an attendant rewritten to answer for the bench": """
import grader.code.attendant as attendant
attendant.serve = lambda errand: {"value": True, "how": "passed", "fault": "no"}
import sys
for module in list(sys.modules.values()):
    if hasattr(module, "serve"):
        try: module.serve = attendant.serve
        except Exception: pass
def f(x): return 0.0
""",
    "errands to the bench": """
import grader.code.attendant as attendant
def f(x):
    for do in ("get", "set", "call", "operate"):
        try:
            attendant._attendant._ask({"do": do, "target": {"\\0there": 0}, "name": "__globals__",
                                       "args": [], "kwargs": {}})
        except BaseException: pass
    return 0.0
""",
    "answers of no known form": """
import grader.code.attendant as attendant
attendant.Attendant.serve = lambda self, errand: {
    "value": {"\\0here": [1]}, "after": [[[]], {}], "raised": 7, "warned": 5}
def f(x): return 0.0
""",
    "a length without items": """
class L:
    def __len__(self): return 3
    def __iter__(self): return iter(())
def f(x): return L()
""",
    "a forged end of iteration": """
import grader.code.attendant as attendant
attendant.Attendant.serve = lambda self, errand: {
    "raised": {"kind": "StopIteration", "lineage": [], "message": "", "frames": []}}
def f(x): return 0.0
""",
    "forged arrays of objects, and objects by a list": """
import grader.code.attendant as attendant
told = [{"\\0cells": ["O", [-1, -1], [1]]}, {"\\0here": [[], "x", True]}]
attendant.Attendant.serve = lambda self, errand: {"value": told[len(told) % 2], "after": told}
def f(x): return 0.0
""",
    "an exception that looks like an assertion's success": """
def f(x): raise AssertionError("passed")
""",
    "the process ended with code 0": "import os\ndef f(x): os._exit(0)\n",
    "SystemExit": "import sys\ndef f(x): sys.exit(0)\n",
    "an endless loop": "def f(x):\n    while True: pass\n",
    "an endless loop at the top level": "def f(x): return x\nwhile True: pass\n",
    "memory": "def f(x):\n    a = []\n    while True: a.append(bytearray(1 << 20))\n",
    "a flood of output": "def f(x):\n    while True: print('x' * 10000)\n",
    "a result too large to send": "import numpy as np\ndef f(x): return np.zeros(3 * 10**6)\n",
    "a result nested for ever": "def f(x):\n    a = []\n    a.append(a)\n    return a\n",
    "a huge whole number": "def f(x): return 10 ** 100000\n",
    "a generator without an end": "def f(x):\n    while True: yield x\n",
}


def judged(program: str, **changes: Any) -> Verdict:
    return grade_code(program, KEY | changes, mode="grade", seed="test/2")


@pytest.mark.parametrize("what", PRETENDERS)
def test_it_earns_nothing_and_blames_nobody(what: str) -> None:
    verdict = judged(PRETENDERS[what])
    assert verdict.score == 0.0, verdict
    assert verdict.outcome == "wrong"
    assert str(SECRET) not in json.dumps(verdict.to_json())


@pytest.mark.parametrize(
    "program",
    [
        "def f(x):\n    print(x)\n    raise ValueError(repr(x))\n",
        "def f(x):\n    raise type(str(x), (Exception,), {})(x)\n",
        "def f(x):\n    return [str(x)]\n",
        "import warnings\ndef f(x):\n    warnings.warn(str(x))\n    return x\n",
        "import sys\ndef f(x):\n    print(x, file=sys.stderr)\n    return x\n",
        "import os\ndef f(x):\n    os.write(1, repr(x).encode())\n    return x\n",
        # what a hidden test handed over must not come out later, through a visible test
        "seen = []\ndef f(x):\n    print(seen)\n    seen.append(x)\n    return x\n",
        "import atexit\ndef f(x):\n    atexit.register(print, x)\n    return x\n",
    ],
)
def test_nothing_of_a_hidden_test_comes_out(program: str) -> None:
    text = json.dumps(judged(program).to_json())
    assert str(SECRET) not in text
    assert f"{float(SECRET) ** 2:.6g}"[:5] not in text


CHANGED = """
def test_squares(f, np, p):
    "Compared with what the array holds afterwards."
    x = np.array([2.0, 3.0])
    assert close(f(x), x ** 2)

def test_in_a_container(f, np, p):
    "The array lies in a tuple in a dict."
    d = {"w": (np.array([2.0, 3.0]),)}
    assert close(f(d["w"][0]), d["w"][0] ** 2)
"""


@pytest.mark.parametrize(
    ("program", "passed"),
    [
        ("def f(x):\n    x[...] = 1.0\n    return x\n", False),  # 1 is the square of 1
        ("def f(x):\n    y = x ** 2\n    x[...] = y ** 0.5\n    return y\n", True),
        ("def f(x):\n    y = x ** 2\n    x[...] = 1e9\n    return y\n", False),  # its own loss
    ],
)
def test_what_is_compared_with_is_not_the_programs_to_change(program: str, passed: bool) -> None:
    rows = judged(program, visible="", hidden=CHANGED).details["tests"]
    tests = [row["passed"] for row in rows if row["name"].startswith("test_")]
    assert tests == [passed, passed]


def test_where_the_reference_works_in_place_a_program_may() -> None:
    program = "def f(x):\n    x **= 2\n"
    hidden = """
def test_squared(f, np, p):
    "Squares the array itself."
    x = np.array([2.0, 3.0])
    f(x)
    assert close(x, [4.0, 9.0])
"""
    verdict = judged(program, visible="", hidden=hidden, reference=program)
    assert verdict.outcome == "right"


def test_an_end_of_iteration_out_of_a_call_ends_no_loop_of_the_test() -> None:
    hidden = """
def test_all(f, np, p):
    "All of nothing is true."
    assert all(map(lambda x: close(f(x), x ** 2), [2.0, 3.0]))

def test_pairs(f, np, p):
    "Pairs of nothing are none."
    for got, x in zip(map(f, [2.0, 3.0]), [2.0, 3.0]):
        assert close(got, x ** 2)
"""
    assert judged("def f(x): raise StopIteration\n", visible="", hidden=hidden).score == 0.0
    assert judged(HONEST, visible="", hidden=hidden).outcome == "right"


def test_the_first_limit_is_told_and_ends_the_rest() -> None:
    program = "def f(x):\n    while True: pass\n"
    verdict = judged(program)
    told = verdict.details["tests"][0]["message"]
    # On a crowded machine the wall may bite before the processor limit does.
    assert told.startswith(("Your program ran longer than 1 s", "Your program did not answer"))
    assert told in verdict.feedback
    assert [row["passed"] for row in verdict.details["tests"]] == [False] * 4


@pytest.mark.parametrize("cpu_s", [1, 5, 10])
def test_who_waits_for_an_endless_loop_waits_little_longer_than_its_limit(cpu_s: int) -> None:
    limits = CodeKey.from_json(KEY | {"limits": {"cpu_s": cpu_s}}).limits
    assert cpu_s + 2 < limits.wall_s <= 1.5 * cpu_s + 2  # room for a machine with other work


@pytest.mark.slow
def test_a_program_that_met_a_limit_has_a_quarter_of_it_for_the_battery(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: dict[str, float] = {}
    start = Stage.start

    def noting(self: Stage, who: str, source: str, *, patience: float = 1.0) -> Program:
        given[who] = patience
        return start(self, who, source, patience=patience)

    monkeypatch.setattr(Stage, "start", noting)
    loops = "import numpy as np\ndef f(x):\n    while np.ndim(x) == 0: pass\n    return x ** 2\n"
    assert judged(loops).outcome == "partial"  # one hidden test passes, the next does not end
    assert given == {"learner": 1.0, "learner again": 0.25}


def test_an_ended_process_is_told() -> None:
    assert "ended" in judged("import os\ndef f(x): os._exit(3)\n").feedback


def test_after_each_the_next_honest_program_is_right() -> None:
    judged(PRETENDERS["NumPy rewritten"])
    assert judged(HONEST).outcome == "right"
