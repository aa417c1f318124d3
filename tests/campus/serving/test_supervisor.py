"""The supervisor starts the dead again and leaves no process behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.processes import gone_within

#: A supervisor over one program that writes its number down, then over an orphan it made.
SUPERVISED = """
import sys
from pathlib import Path
from campus.serving.child import Program, plain_environment
from campus.serving.supervisor import StopAsked, Supervisor
folder = Path(sys.argv[1])
script = 'echo $$ >> "$0/starts"; (setsid sleep 63 & echo $! >> "$0/orphans"); sleep 62'
program = Program("sleeper", ["sh", "-c", script, str(folder)], plain_environment(), patience=2)
try:
    with Supervisor(lambda name: folder / name) as supervisor:
        supervisor.start(program)
        print("up", flush=True)
        supervisor.watch()
except StopAsked:
    print("stopped", flush=True)
"""


def numbers(path: Path, count: int, seconds: float = 10.0) -> list[int]:
    """Wait until the file has so many lines; their numbers."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        lines = path.read_text().split() if path.exists() else []
        if len(lines) >= count:
            return [int(line) for line in lines]
        time.sleep(0.02)
    raise AssertionError(f"{path.name} never had {count} lines")


def supervised(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", SUPERVISED, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def test_a_program_that_is_killed_is_started_again(tmp_path: Path) -> None:
    with supervised(tmp_path) as parent:
        (first,) = numbers(tmp_path / "starts", 1)
        os.kill(first, signal.SIGKILL)
        second = numbers(tmp_path / "starts", 2)[1]
        assert second != first
        parent.terminate()
    assert gone_within(5, second)


def test_stopping_leaves_neither_the_program_nor_what_it_left_behind(tmp_path: Path) -> None:
    with supervised(tmp_path) as parent:
        (program,) = numbers(tmp_path / "starts", 1)
        (orphan,) = numbers(tmp_path / "orphans", 1)  # in a session of its own: no group reaches it
        parent.send_signal(signal.SIGINT)
        assert parent.wait(10) == 0
        assert parent.stdout is not None
        assert parent.stdout.read().split() == ["up", "stopped"]
    assert gone_within(1, program)
    assert gone_within(1, orphan)
