"""Does the sandbox hold, here and now? Found out by trying, inside real sessions.

Nothing is concluded from kernel versions or settings: a tier counts only if every probe that a
hostile program would make comes back refused, the limits bite, and honest code still runs.
"""

from __future__ import annotations

import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from grader.errors import MachineFault
from grader.sandbox.faults import LimitExceeded, ProgramError
from grader.sandbox.limits import Limits
from grader.sandbox.pool import Pool

PROBES: Final = """
import ctypes, os, resource
_c = ctypes.CDLL(None, use_errno=True)
_MEMFD = 319 if os.uname().machine == "x86_64" else 279

def succeeded(attempt):
    try:
        result = attempt()
    except Exception:
        return False
    return not (isinstance(result, int) and result < 0)

def fork():
    pid = _c.fork()
    if pid == 0:
        os._exit(0)
    return pid

def execute():
    try:
        os.execv("/no/such/program", ["x"])
    except PermissionError:
        return -1  # refused before it was looked for
    except OSError:
        return 0

def probe(secret, worker):
    attempts = {
        "reads a file of the worker": lambda: open(secret).read(),
        "reads /etc/passwd": lambda: open("/etc/passwd").read(),
        "reads the worker's environment": lambda: open(f"/proc/{worker}/environ").read(),
        "lists /proc": lambda: os.listdir("/proc"),
        "opens a network socket": lambda: _c.socket(2, 1, 0),
        "opens a local socket": lambda: _c.socket(1, 1, 0),
        "forks": fork,
        "runs a program": execute,
        "signals the worker": lambda: os.kill(worker, 0),
        "traces the worker": lambda: _c.ptrace(16, worker, 0, 0),
        "mounts": lambda: _c.mount(b"x", b"/tmp", b"tmpfs", 0, None),
        "makes a user namespace": lambda: _c.unshare(0x10000000),
        "writes to the interpreter": lambda: open(os.__file__, "a"),
        "makes memory outside its limit": lambda: _c.syscall(_MEMFD, b"x", 0),
        "sets up io_uring": lambda: _c.syscall(425, 1, 0),
        "raises a limit": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096)),
    }
    return [name for name, attempt in attempts.items() if succeeded(attempt)]

def honest():
    return sum(range(10))

def eat():
    kept = []
    while True:
        kept.append(bytearray(1 << 20))

def spin():
    while True:
        pass
"""
# A busy machine needs many seconds of the clock for one of work: the wall must not be what bites.
SMALL: Final = Limits(cpu_s=1, wall_s=30.0, mem_mb=64, tmp_mb=1)
CPU_SLACK_SECONDS: Final = 1.0
"""How much more processor time than its second a program may have used when it is stopped."""


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """The outcome of the last check, for /readyz and the admin page.

    tier        "ns" or "landlock"; None when no tier holds and code is refused
    reasons     why a better tier, or any, was refused: one sentence each
    seconds     how long the check took
    checked_at  Unix time
    """

    tier: str | None
    reasons: tuple[str, ...]
    seconds: float
    checked_at: float


def failures(pool: Pool) -> list[str]:
    """Try the tier of `pool`; return what does not hold, one sentence each, [] when all does."""
    try:
        pool.warm()
        with ThreadPoolExecutor(3) as threads:  # the processor limit takes a second to bite
            found = threads.map(lambda check: check(pool), (_containment, _memory, _processor_time))
            return [f"{pool.tier}: {reason}" for reasons in found for reason in reasons]
    except MachineFault as fault:
        return [f"{pool.tier}: {fault}"]


def check_now(pools: list[Pool], already: list[str]) -> tuple[Pool | None, SelfCheck]:
    """Try `pools` in order; return the first that holds, and the account of it."""
    start = time.monotonic()
    reasons, holding = list(already), None
    for pool in pools:
        found = failures(pool)
        if not found:
            holding = pool
            break
        reasons += found
    tier = holding.tier if holding else None
    return holding, SelfCheck(tier, tuple(reasons), time.monotonic() - start, time.time())


def _containment(pool: Pool) -> list[str]:
    with tempfile.NamedTemporaryFile("w") as secret, pool.session(SMALL) as session:
        secret.write("secret")
        secret.flush()
        try:
            session.load(PROBES)
            if session.call("honest") != 45:
                return ["an honest program gets a wrong result"]
            return [f"a program {name}" for name in session.call("probe", secret.name, os.getpid())]
        except (ProgramError, LimitExceeded) as error:
            return [f"an honest program does not run: {error}"]


def _memory(pool: Pool) -> list[str]:
    with pool.session(SMALL) as session:
        try:
            session.load(PROBES)
            session.call("eat")
        except ProgramError as error:
            return [] if error.kind == "MemoryError" else [f"the memory limit gave {error}"]
        except LimitExceeded as error:
            return [f"the memory limit gave {error}"]
        return ["the memory limit does not bite"]


def _processor_time(pool: Pool) -> list[str]:
    """Judged by the time that the kernel counted, never by the clock, so that a busy machine is
    not taken for an open sandbox."""
    with pool.session(SMALL) as session:
        try:
            session.load(PROBES)
            session.call("spin")
        except LimitExceeded:
            pass
        except ProgramError as error:
            return [f"the processor limit gave {error}"]
        else:
            return ["the processor limit does not bite"]
    used = session.usage.cpu_s
    if used > SMALL.cpu_s + CPU_SLACK_SECONDS:
        return [f"a program got {used:.1f} s of processor time instead of {SMALL.cpu_s}"]
    return []
