"""The fork server and its children: kept apart, replaced, renewed, and gone with the worker."""

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
from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import MachineFault
from grader.sandbox import (
    Limits,
    Sandbox,
)
from grader.sandbox.commands.canaries import count_descendants
from grader.sandbox.pool import MAX_SPARES, Pool
from grader.sandbox.readable import CHECKOUT, readable_paths
from tests.grader.sandboxed import HANGS, SHORT, holds_landlock, run
from tests.processes import descendants, gone_within


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


def test_a_zygote_that_hangs_is_replaced(
    another_zygote: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    another_zygote.warm()
    hung = another_zygote.process_id
    all_of_it = [hung, *descendants(hung)]
    for process in all_of_it:
        os.kill(process, signal.SIGSTOP)
    monkeypatch.setattr("grader.sandbox.process.HELLO_SECONDS", 0.3)
    monkeypatch.setattr("grader.sandbox.fork_server.END_SECONDS", 0.2)
    with another_zygote.session(Limits()) as opened:
        opened.load("x = 1")
        assert opened.get("x") == 1
    assert another_zygote.process_id != hung
    assert gone_within(HANGS, *all_of_it)


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


@pytest.mark.parametrize(
    ("tier", "before"),
    [
        ("ns", signal.SIGCONT),  # which does nothing to a worker that runs
        ("landlock", signal.SIGSTOP),  # stopped at first, as by a debugger or a paused container
    ],
)
def test_nothing_is_left_when_the_worker_is_killed(
    box: Sandbox, tier: str, before: signal.Signals
) -> None:
    """Zygote, spare, a program that spins and one that sleeps all end without the worker's help."""
    if tier != box.tier and not holds_landlock():
        pytest.skip(f"this machine has no {tier} tier")
    program = """
        import sys, time
        from grader.sandbox import Limits
        from grader.sandbox.pool import Pool
        pool = Pool(sys.argv[1], ["numpy"])
        pool.warm(Limits(wall_s=60))
        busy = [pool.session(Limits(cpu_s=60, wall_s=60)) for _ in range(2)]
        for session, body in zip(busy, ("while True: pass", "import time; time.sleep(60)")):
            session.load(f"def f():\\n    {body}")
            session.call_later("f")
        print("ready", flush=True)
        time.sleep(60)
    """
    worker = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), tier],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=CHECKOUT,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    left = below(worker.pid)
    assert len(left) >= 4, "a zygote, two programs, a spare"
    worker.stdout.close()
    worker.send_signal(before)
    worker.kill()
    worker.wait()
    end = time.monotonic() + HANGS
    while any(map(is_alive, left)) and time.monotonic() < end:
        time.sleep(0.02)
    assert [pid for pid in left if is_alive(pid)] == []


def below(ancestor: int) -> list[int]:
    """All processes below one, the nearest first."""
    children = Path(f"/proc/{ancestor}/task/{ancestor}/children").read_text().split()
    return [pid for child in map(int, children) for pid in (child, *below(child))]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


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


def test_a_set_has_the_same_order_in_every_zygote(box: Sandbox, another_zygote: Pool) -> None:
    source = "order = list({'a', 'b', 'c', 'd', 'e', 'f'})"
    orders = []
    for opened in (box.session(), another_zygote.session(Limits())):
        with opened:
            opened.load(source)
            orders.append(opened.get("order"))
    assert orders[0] == orders[1]


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
