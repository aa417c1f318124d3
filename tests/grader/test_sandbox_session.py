"""Programs in the sandbox, as the rest of the grader sees them."""

from __future__ import annotations

import textwrap

import numpy as np
import pytest

from grader.sandbox import (
    CodecError,
    Handle,
    Limits,
    ProgramError,
    Sandbox,
    Session,
)
from tests.grader.sandboxed import run


def test_a_function_is_called_with_arrays_and_returns_one(session: Session) -> None:
    assert session.load("def f(a, *, scale=1):\n    return scale * a.T") == ["f"]
    assert session.call("f", np.eye(2), scale=3).tolist() == [[3.0, 0.0], [0.0, 3.0]]


def test_a_change_to_an_argument_shows_afterwards(session: Session) -> None:
    session.load("def f(a, b):\n    a[0] = 9\n    return 1")
    result, after = session.call_post("f", [1, 2], [3])
    assert (result, after) == (1, [[9, 2], [3]])


def test_a_lent_function_runs_on_our_side(session: Session) -> None:
    asked: list[float] = []

    def slope(x: float) -> float:
        asked.append(x)
        return 2 * x

    session.load("def newton(f, x):\n    return x - f(x) / 2")
    assert session.call("newton", slope, 4.0) == 0.0
    assert asked == [4.0]


def test_a_lent_function_that_fails_raises_in_the_program(session: Session) -> None:
    session.load(
        "def f(g):\n  try:\n    g()\n  except ZeroDivisionError as error:\n    return str(error)"
    )
    assert session.call("f", lambda: 1 / 0) == "division by zero"


def test_a_lent_function_may_ask_the_program_in_turn(session: Session) -> None:
    session.load("def f(g, n):\n    return 1 if n == 0 else g(n) + 1")

    def g(n: int) -> int:
        return int(session.call("f", g, n - 1))

    assert session.call("f", g, 5) == 6


def test_calls_within_calls_have_an_end(session: Session) -> None:
    session.load("def f(g):\n    return g()")

    def g() -> object:
        return session.call("f", g)

    with pytest.raises(ProgramError, match="nest too deep"):
        session.call("f", g)


def test_objects_stay_inside_and_are_used_by_handle(session: Session) -> None:
    session.load(
        textwrap.dedent("""
            class Mean:
                total = n = 0
                def add(self, x):
                    self.total += x; self.n += 1
                    return self
                def value(self):
                    return self.total / self.n
            def naturals():
                n = 0
                while True:
                    yield n
                    n += 1
        """)
    )
    mean = session.get("Mean")()
    assert isinstance(mean, Handle)
    mean.method("add", 1.0)
    assert mean.method("add", 2.0).method("value") == 1.5
    assert mean.get("n") == 2
    naturals = session.call("naturals")
    assert naturals.take(3) + naturals.take(2) == [0, 1, 2, 3, 4]


def test_a_handle_is_of_no_use_in_another_session(box: Sandbox, session: Session) -> None:
    session.load("class A:\n    pass")
    with box.session() as other:
        other.load("def f(x):\n    return x")
        with pytest.raises(CodecError, match="another session"):
            other.call("f", session.call("A"))


def test_what_was_printed_is_told_call_by_call(session: Session) -> None:
    session.load("print('at the start')\ndef f(n):\n    print(n)")
    session.call("f", 1)
    assert session.new_output() == ("at the start\n1\n", "")
    session.call("f", 2)
    assert session.new_output() == ("2\n", "")
    assert session.stdout == "at the start\n1\n2\n"


def test_a_long_output_is_cut_and_the_program_goes_on(box: Sandbox) -> None:
    with box.session(Limits(out_kb=1)) as opened:
        opened.load("print('x' * 5000)\ndef f():\n    return 7")
        assert opened.call("f") == 7
        assert (len(opened.stdout), opened.truncated) == (1024, True)


def test_warnings_of_a_call_are_told_with_their_line(session: Session) -> None:
    session.load("import numpy as np\ndef f():\n    return np.float64(1.0) / np.float64(0.0)")
    for _ in range(2):  # in each call anew
        session.call("f")
        assert session.warned == [
            "RuntimeWarning: divide by zero encountered in scalar divide (line 3)"
        ]


def test_an_error_comes_with_the_programs_own_lines(session: Session) -> None:
    with pytest.raises(ProgramError) as caught:
        session.load("def g():\n    return [][1]\n\ng()")
    assert (caught.value.kind, caught.value.message) == ("IndexError", "list index out of range")
    assert caught.value.frames == ((4, "<module>"), (2, "g"))


def test_a_text_that_is_no_program_says_where(session: Session) -> None:
    with pytest.raises(ProgramError) as caught:
        session.load("x = 1\ny = (")
    assert (caught.value.kind, caught.value.frames) == ("SyntaxError", ((2, "<module>"),))


def test_random_numbers_repeat_with_the_seed(box: Sandbox) -> None:
    source = "import random, numpy as np\ndef f():\n    return [random.random(), np.random.rand()]"
    drawn = []
    for seed in (1, 1, 2, None, None):
        with box.session(seed=seed) as opened:
            opened.load(source)
            drawn.append(opened.call("f"))
    assert drawn[0] == drawn[1]
    assert len({tuple(row) for row in drawn}) == 4


def test_dataclasses_files_and_annotations_work(box: Sandbox) -> None:
    source = """
        from __future__ import annotations
        from dataclasses import dataclass
        import tempfile

        @dataclass
        class Point:
            x: float

        def f():
            if not CAN_WRITE:
                return Point(1.0).x
            with tempfile.NamedTemporaryFile("w+") as file:
                file.write("1.0")
                file.seek(0)
                return Point(float(file.read())).x
    """
    assert run(box, source.replace("CAN_WRITE", str(box.tier == "ns"))) == 1.0


def test_text_that_no_database_takes_is_replaced(session: Session) -> None:
    session.load("def f():\n    print('a\\0b')\n    raise ValueError('\\ud800\\0')")
    with pytest.raises(ProgramError) as caught:
        session.call("f")
    assert caught.value.message == "?\ufffd"
    assert session.stdout == "a\ufffdb\n"
