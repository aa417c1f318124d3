"""What ends a program, and what is said of its end."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from grader.sandbox import (
    LimitExceeded,
    Limits,
    ProgramError,
    Sandbox,
)
from grader.sandbox.process import Process
from tests.grader.sandboxed import HANGS, SHORT, run


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


def test_time_that_the_machine_did_not_have_is_given_back(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Process, "starved_s", lambda process: 0.5)
    sleeps = "import time\ndef f():\n    time.sleep(0.6)\n    return 1"
    assert run(box, sleeps, limits=Limits(wall_s=0.3)) == 1


def test_however_busy_the_machine_there_is_an_end(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Process, "starved_s", lambda process: 1e9)
    with pytest.raises(LimitExceeded, match="wall time limit"):
        run(box, "import time\ndef f(): time.sleep(99)", limits=Limits(wall_s=0.1))


def test_what_a_running_program_has_used_is_known(box: Sandbox) -> None:
    with box.session() as opened:
        opened.load("def f():\n    for _ in range(2_000_000): pass")
        before = opened.processor_s
        opened.call("f")
        used = opened.processor_s - before
        assert 0.002 < used < HANGS
    assert opened.usage.cpu_s >= used


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
