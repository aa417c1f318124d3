"""A child cannot outlive its parent, whatever the parent dies of."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from campus.serving.child import Child, Program, plain_environment
from tests.processes import alive, gone_within

PARENT = """
import sys, time
from pathlib import Path
from campus.serving.child import Child, Program, plain_environment
child = Child(Program("sleeper", ["sleep", "60"], plain_environment()), Path(sys.argv[1]))
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_a_child_ends_with_its_parent(tmp_path: Path, sign: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "log")], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.send_signal(sign)
        parent.wait()
    assert gone_within(5, child)


def test_a_child_that_does_not_listen_is_killed_with_its_whole_session(tmp_path: Path) -> None:
    deaf = 'trap "" TERM; sleep 61 & echo $!; wait; while :; do sleep 1; done'
    child = Child(
        Program("deaf", ["sh", "-c", deaf], plain_environment(), patience=0.3), tmp_path / "log"
    )
    while not (tmp_path / "log").read_text().strip():
        time.sleep(0.01)
    grandchild = int((tmp_path / "log").read_text())
    child.ask_to_stop()
    child.wait_or_kill()
    assert child.ended() == -signal.SIGKILL
    assert gone_within(5, grandchild)


def test_a_child_inherits_nothing_from_the_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a-secret")
    child = Child(Program("env", ["env"], plain_environment()), tmp_path / "log")
    child.process.wait(5)
    assert "DATABASE_URL" not in (tmp_path / "log").read_text()


def test_a_long_log_is_put_aside_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campus.serving.child.LOG_KEPT", 10)
    log = tmp_path / "env.log"
    log.write_text("a line that is longer than ten bytes\n")
    child = Child(Program("true", ["true"], plain_environment()), log)
    child.process.wait(5)
    assert log.read_text() == ""
    assert "longer than ten" in (tmp_path / "env.log.1").read_text()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has root's identity to give up")
def test_root_becomes_nobody_and_keeps_one_power(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "file").write_text("still readable")
    read = f'id -un; cat "{closed}/file"; grep CapEff /proc/self/status'
    child = Child(
        Program("reader", ["sh", "-c", read], plain_environment(), as_nobody=True), tmp_path / "log"
    )
    child.process.wait(5)
    said = (tmp_path / "log").read_text()
    assert "nobody" in said
    assert "still readable" in said
    assert said.split()[-1] == "0000000000000002"  # CAP_DAC_OVERRIDE and nothing else
