"""Hostile submissions: what each tries, what must come of it, and the task it pretends to solve.

    # ATTACK: what is tried, in one line
    # MUST HOLD: what the sandbox owes
    # EXPECT: pass | fail | error | any
    # TASK: square | lend | object            (square when absent)
    # TIERS: ns                               (held there only; docs/why/sandbox.md says why)
    # CONTROL: breaches                       (harmless to run unconfined, and then must breach)

__NAMES__ in a file stand for what lies in wait: canaries.py fills them in. A program says BREACH
when it got what it must not get.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from grader.sandbox.encoding import CodecError
from grader.sandbox.faults import LimitExceeded, ProgramError
from grader.sandbox.handle import Handle
from grader.sandbox.session import Session

NOT_ATTACKS: Final = ("conftest.py", "__init__.py")


@dataclass(frozen=True, slots=True)
class Attack:
    """One file of the corpus."""

    name: str
    what: str
    expect: str
    task: str
    tiers: frozenset[str]
    control: bool
    source: str


def read_corpus(folder: Path, only: str = "") -> list[Attack]:
    """Read the attacks of a folder by name; raises ValueError for a bad head."""
    files = sorted(path for path in folder.glob("*.py") if only in path.name)
    return [_read(path) for path in files if path.name not in NOT_ATTACKS]


def _read(path: Path) -> Attack:
    source = path.read_text("utf-8")
    head = dict(
        re.findall(r"^# (ATTACK|EXPECT|TASK|TIERS|CONTROL): (.+?)\s*$", source, re.MULTILINE)
    )
    if "ATTACK" not in head or head.get("EXPECT") not in {"pass", "fail", "error", "any"}:
        raise ValueError(f"{path}: needs `# ATTACK: …` and `# EXPECT: pass|fail|error|any`")
    return Attack(
        name=path.stem,
        what=head["ATTACK"],
        expect=head["EXPECT"],
        task=head.get("TASK", "square"),
        tiers=frozenset(head.get("TIERS", "ns landlock").split()),
        control=head.get("CONTROL") == "breaches",
        source=source,
    )


def judge(session: Session, source: str, task: str) -> tuple[str, str]:
    """Grade a submission as the worker would: ("pass" | "fail" | "error", why).

    MachineFault passes through: no program may bring one about.
    """
    try:
        session.load(source)
        wrong = TASKS[task](session)
    except ProgramError as error:
        return "error", str(error)
    except LimitExceeded as error:
        return "error", error.reason
    except CodecError as error:
        return "error", f"codec: {error}"
    return ("fail", wrong) if wrong else ("pass", "")


def _square(session: Session) -> str:
    """f(x) returns the squares of an array, and leaves the array alone."""
    numbers = np.random.default_rng(7)
    for _ in range(5):
        given = numbers.normal(size=5)
        got, after = session.call_post("f", given)
        if type(got) is not np.ndarray:
            return f"returned a {type(got).__name__}"
        if got.dtype != np.float64 or got.shape != given.shape:
            return f"returned {got.dtype}{got.shape}"
        if not np.allclose(got, given * given, rtol=1e-9, atol=0.0):
            return "wrong value"
        if type(after[0]) is not np.ndarray or not np.array_equal(after[0], given):
            return "its argument was changed"
    return ""


def _lend(session: Session) -> str:
    """f(g, n) returns g(0) + … + g(n - 1); g lives on our side and is counted there."""
    calls = 0

    def g(value: float) -> float:
        nonlocal calls
        calls += 1
        return 3.0 * value

    got = session.call("f", g, 4)
    if type(got) is not float or got != 18.0:
        return "wrong value"
    return "" if calls == 4 else f"called g {calls} times"


def _object(session: Session) -> str:
    """make() returns a counter: add(k) returns the sum so far, and items() yields 0, 1, 2, …"""
    counter = session.call("make")
    if type(counter) is not Handle:
        return "returned no object"
    if [counter.method("add", step) for step in (1, 2, 3)] != [1, 3, 6]:
        return "wrong sum"
    items = counter.method("items")
    return "" if type(items) is Handle and items.take(3) == [0, 1, 2] else "wrong items"


TASKS: Final[dict[str, Callable[[Session], str]]] = {
    "square": _square,
    "lend": _lend,
    "object": _object,
}
HONEST: Final = """\
# __MARKER__
import numpy as np
def f(x):
    return x * x
"""
"""Handed in before and after each attack: before to leave traces to steal, after to be harmed."""
