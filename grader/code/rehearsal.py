"""A small grading inside one process, of our own text: it warms what every grading uses.

Run by the zygote before any child is forked (grader.sandbox.libraries): by then the interpreter has
its shortcuts in our code, and NumPy has imported what it imports late. It holds no learner's
program and no author's test, and leaves nothing behind that a child would not overwrite.
"""

from __future__ import annotations

import sys
from typing import Any, Final

from grader.code import attendant, desk
from grader.code.bench import Setup
from grader.code.standard import DEFAULT
from grader.sandbox import frames
from grader.sandbox.decoding import decode
from grader.sandbox.encoding import encode

PROGRAM: Final = """
import numpy as np

def f(x, scale=1.0):
    return scale * np.asarray(x, float) / np.sum(np.abs(x))
"""
TESTS: Final = """
def test_values(f, np, p):
    "The values."
    x = rng.normal(size=(3, 4))
    assert close(f(x, scale=2.0), 2.0 * x / np.sum(np.abs(x)))
    assert close(f([1.0, p.two]), [1 / 3, 2 / 3])

def test_wrong(f, np, p):
    "A mistake."
    assert close(f(np.ones(2)), np.ones(2))

def test_error(f, np, p):
    "An error."
    f(None)
"""
SETUP: Final[Setup] = {
    "visible": TESTS,
    "hidden": "",
    "reference": PROGRAM,
    "entries": ["f"],
    "params": {"two": 2},
    "seed": "rehearsal",
}


def rehearse() -> None:
    """Grade the program once, every value crossing as it would between two processes."""
    desk.prepare(SETUP)
    attendant.examine(PROGRAM, ["scipy", "for"])
    started = attendant.start(lambda errand: {}, PROGRAM, ["f"], [])
    desk.meet("learner", lambda errand: crossed(attendant.serve(crossed(errand))), started["value"])
    crossed(desk.run("learner", ["test_values", "test_wrong", "test_error"]))
    courses = crossed(desk.battery_courses("learner", True, 0.0))["steps"]
    desk.try_reference("learner")
    trials = crossed(attendant.try_out([{"\0there": 0}], courses))
    desk.battery(DEFAULT, trials)
    sys.modules.pop(attendant.MODULE, None)


def crossed(value: Any) -> Any:
    """Bring a value over the wire, there being none."""
    raw: list[bytes] = []
    node = encode(value, raw)
    message, buffers = frames.unpack(frames.pack({"v": node}, raw)[frames.LENGTH.size :])
    return decode(message["v"], buffers)
