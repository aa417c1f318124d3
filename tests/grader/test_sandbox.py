"""Programs in the sandbox, as the rest of the grader sees them."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.errors import MachineFault, NoIsolation
from grader.sandbox import (
    CodecError,
    Handle,
    LimitExceeded,
    Limits,
    ProgramError,
    Sandbox,
    Session,
    open_sandbox,
    shared,
)
from grader.sandbox.commands.canaries import count_descendants
from grader.sandbox.pool import MAX_SPARES, Pool
from grader.sandbox.readable import CHECKOUT, readable_paths
from grader.sandbox.selfcheck import SelfCheck

SHORT = Limits(cpu_s=1, wall_s=0.4)
HANGS = 20.0
"""Seconds. A kill takes milliseconds, as `./run bench sandbox` shows; this finds what hangs."""


@pytest.fixture
def box() -> Sandbox:
    return shared()


@pytest.fixture
def session(box: Sandbox) -> Iterator[Session]:
    with box.session() as opened:
        yield opened


def run(box: Sandbox, source: str, function: str = "f", limits: Limits = SHORT) -> Any:
    with box.session(limits) as opened:
        opened.load(textwrap.dedent(source))
        return opened.call(function)


# What a program may do


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


def test_a_set_has_the_same_order_in_every_zygote(box: Sandbox, another_zygote: Pool) -> None:
    source = "order = list({'a', 'b', 'c', 'd', 'e', 'f'})"
    orders = []
    for opened in (box.session(), another_zygote.session(Limits())):
        with opened:
            opened.load(source)
            orders.append(opened.get("order"))
    assert orders[0] == orders[1]


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


# What ends a program


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("import time; time.sleep(99)", "wall time limit"),
        ("while True: pass", "wall time limit"),
        ("import os; os.close(3); time.sleep(99)", "the program crashed"),
        ("import os; os._exit(0)", "exit code 0"),
        ("import ctypes; ctypes.string_at(0)", "signal 11"),
        ("import os; os.write(3, b'forged!!')", "protocol"),
        ("import os\n    while True: os.write(1, bytes(99999))", "output limit"),
    ],
    ids=["sleeps", "spins", "closes the channel", "exits", "crashes", "forges", "floods"],
)
def test_a_program_that_misbehaves_is_over(box: Sandbox, body: str, reason: str) -> None:
    with pytest.raises(LimitExceeded, match=reason):
        run(box, f"import time\ndef f():\n    {body}")


def test_processor_time_ends_after_its_limit_whatever_the_wall_clock_allows(box: Sandbox) -> None:
    start = time.monotonic()
    with pytest.raises(LimitExceeded, match="cpu time limit"):
        run(box, "def f():\n    while True: pass", limits=Limits(cpu_s=1, wall_s=60))
    assert time.monotonic() - start < HANGS


def test_too_much_memory_is_an_error_of_the_program(box: Sandbox) -> None:
    with pytest.raises(ProgramError) as caught:
        run(box, "def f():\n    return len(bytearray(300 << 20))")
    assert caught.value.kind == "MemoryError"


def test_an_exit_or_an_interrupt_is_an_error_of_the_program(box: Sandbox) -> None:
    for raised in ("SystemExit", "KeyboardInterrupt", "GeneratorExit"):
        with pytest.raises(ProgramError, match=raised):
            run(box, f"def f():\n    raise {raised}(0)")


def test_a_result_that_is_no_data_is_an_error_of_the_program(box: Sandbox) -> None:
    with pytest.raises(ProgramError) as caught:
        run(box, "import numpy as np\ndef f():\n    return np.zeros(3, 'i4,f8')")
    assert caught.value.kind == "CodecError"
    assert "cannot hand over" in caught.value.message


def test_a_session_that_is_over_stays_over(box: Sandbox) -> None:
    with box.session(SHORT) as opened:
        opened.load("import os\ndef f():\n    os._exit(3)")
        for reason in ("exit code 3", "over"):
            with pytest.raises(LimitExceeded, match=reason):
                opened.call("f")
        assert opened.usage.code == 3


def test_the_clock_starts_at_the_first_request(box: Sandbox) -> None:
    with box.session(Limits(wall_s=0.3)) as opened:
        time.sleep(0.4)
        assert opened.remaining_s == 0.3
        opened.load("x = 1")
        assert opened.get("x") == 1


def test_a_sleeping_program_is_gone_soon_after_its_deadline(box: Sandbox) -> None:
    with box.session(SHORT) as opened:
        opened.load("import time\ndef f():\n    time.sleep(99)")
        process, start = opened.process_id, time.monotonic()
        with pytest.raises(LimitExceeded):
            opened.call("f")
    assert time.monotonic() - start < SHORT.wall_s + HANGS
    assert opened.usage.code == -signal.SIGKILL  # known once it is buried
    assert not Path(f"/proc/{process}").exists()


def test_what_it_used_is_known_afterwards(box: Sandbox) -> None:
    with box.session() as opened:
        opened.load("for _ in range(3_000_000): pass")
    assert opened.usage.cpu_s > 0.02
    assert opened.usage.max_rss_kb > 1000
    assert opened.usage.code == -signal.SIGKILL


# The wall clock of two, and who is kept from whom


def test_the_bank_of_exercises_is_not_shown_to_programs() -> None:
    bank = CHECKOUT / "exercises" / "bank"
    shown = readable_paths()
    assert not any(str(bank).startswith(path + "/") or path == str(bank) for path in shown)
    assert not any(str(CHECKOUT) == path or str(CHECKOUT).startswith(path + "/") for path in shown)


def test_one_program_leaves_nothing_to_the_next(box: Sandbox) -> None:
    source = "import numpy as np\nfound = getattr(np, 'left', None)\nnp.left = 'behind'"
    for _ in range(3):
        with box.session() as opened:
            opened.load(source)
            assert opened.get("found") is None


def test_sessions_run_side_by_side_in_threads(box: Sandbox) -> None:
    results: list[int] = []

    def work(n: int) -> None:
        with box.session(seed=n) as opened:
            opened.load("def f(n):\n    return n * n")
            results.append(opened.call("f", n))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [n * n for n in range(6)]


# The zygote


@pytest.fixture
def another_zygote(box: Sandbox) -> Iterator[Pool]:
    pool = Pool(box.tier, ["numpy"])
    yield pool
    pool.close()


def test_a_zygote_that_died_is_replaced(
    another_zygote: Pool, caplog: pytest.LogCaptureFixture
) -> None:
    with another_zygote.session(Limits()) as opened:
        opened.load("x = 1")
        os.kill(another_zygote.process_id, signal.SIGKILL)
        with caplog.at_level(logging.WARNING), pytest.raises(MachineFault, match="zygote"):
            while True:  # the kernel takes the child a moment after its zygote
                opened.get("x")
    with another_zygote.session(Limits()) as opened:
        opened.load("x = 1")
        assert opened.get("x") == 1


def test_a_worn_zygote_is_renewed_beside_the_sessions_that_run(
    another_zygote: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.sandbox.pool.RENEW_FORKS", 1)
    layouts = set()
    with another_zygote.session(Limits()) as oldest:
        oldest.load("def f():\n    return id(print)")
        first = another_zygote.process_id
        end = time.monotonic() + 30
        while another_zygote.process_id == first and time.monotonic() < end:
            with another_zygote.session(Limits()) as opened:
                opened.load("x = 1")
            time.sleep(0.05)
        assert another_zygote.process_id != first
        layouts.add(oldest.call("f"))  # the old one lives while a session needs it
    with another_zygote.session(Limits()) as opened:
        opened.load("def f():\n    return id(print)")
        layouts.add(opened.call("f"))
    assert len(layouts) == 2, "a new zygote has a new layout of its memory"
    assert Path(f"/proc/{first}").exists() is False


def test_spares_are_kept_for_limits_in_use_and_bounded(another_zygote: Pool) -> None:
    """Sessions open beside each other, as the many programs of one grading are."""
    zygote = count_descendants(another_zygote.process_id)
    for _ in range(2):
        several = [
            another_zygote.session(replace(SHORT, mem_mb=100 + n)) for n in range(MAX_SPARES + 3)
        ]
        for opened in several:
            opened.load("x = 1")
        for opened in several:
            opened.close()
    time.sleep(0.2)
    children = count_descendants(another_zygote.process_id) - zygote
    assert 0 < children <= MAX_SPARES + 1  # beside the zygote itself, where it is a child of one


def test_nothing_is_left_when_the_worker_is_killed(box: Sandbox) -> None:
    program = """
        import sys, time
        from grader.sandbox import Limits
        from grader.sandbox.pool import MAX_SPARES, Pool
        pool = Pool(sys.argv[1], ["numpy"])
        session = pool.session(Limits(wall_s=60))
        session.load("import time")
        print(pool.process_id, session.process_id, flush=True)
        time.sleep(60)
    """
    worker = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), box.tier],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=CHECKOUT,
    )
    assert worker.stdout is not None
    left = [Path(f"/proc/{pid}") for pid in worker.stdout.readline().split()]
    assert len(left) == 2
    worker.stdout.close()
    worker.kill()
    worker.wait()
    end = time.monotonic() + 5
    while any(path.exists() for path in left) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(path.exists() for path in left)


def test_a_forked_worker_leaves_its_parents_sandbox_alone(box: Sandbox) -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    assert run(box, "def f():\n    return 1") == 1


def test_a_checkout_with_a_space_in_its_path_works(box: Sandbox, tmp_path: Path) -> None:
    copy = tmp_path / "a check out"
    shutil.copytree(CHECKOUT / "grader", copy / "grader")
    program = """
        import sys
        from grader.sandbox import Limits
        from grader.sandbox.pool import MAX_SPARES, Pool
        pool = Pool(sys.argv[1], ["numpy"])
        with pool.session(Limits()) as session:
            session.load("import fractions, grader; x = 1")
            print(session.get("x"))
        pool.close()
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), box.tier],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "1", done.stderr


# The self-check


def test_the_self_check_names_the_tier_and_its_cost(box: Sandbox) -> None:
    condition = box.condition
    assert condition.tier == box.tier
    assert condition.seconds > 0
    assert condition.checked_at > 1e9


def test_a_tier_that_does_not_hold_is_refused_with_its_reasons() -> None:
    with pytest.raises(NoIsolation) as caught:
        open_sandbox(tiers=["none"])
    assert any("a program opens a network socket" in reason for reason in caught.value.reasons)
    assert all(reason.startswith("none: ") for reason in caught.value.reasons)


def test_no_session_is_opened_after_a_failed_check(box: Sandbox) -> None:
    passed, box.condition = box.condition, SelfCheck(None, ("ns: a program forks",), 1.0, 0.0)
    try:
        with pytest.raises(NoIsolation, match="a program forks"):
            box.session()
    finally:
        box.condition = passed


def test_the_scientific_zygote_has_scipy_and_sympy(box: Sandbox) -> None:
    source = """
        import scipy.optimize, sympy
        def f():
            x = sympy.Symbol("x")
            root = scipy.optimize.brentq(lambda t: t * t - 2, 0, 2)
            return [str(sympy.diff(x**3, x)), round(root, 6)]
    """
    with box.session(libraries="scientific") as opened:
        opened.load(textwrap.dedent(source))
        assert opened.call("f") == ["3*x**2", 1.414214]
