"""A forked child gives everything away, step by step, before it hears of any program.

The order is the point; each step says what breaks if it moves. After the last one the child can
compute, use its box, and talk over descriptor 3. Nothing here can be taken back.
"""

from __future__ import annotations

import fcntl
import math
import os
import resource
import signal
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from grader.sandbox.inside import kernel, landlock, seccomp
from grader.sandbox.inside.namespaces import BOX, BOX_PLACE

CHANNEL = 3
RULES = 4
"""Where the Landlock rules lie until they are enforced."""
MAX_OPEN_FILES, MAX_BOX_FILES, STACK_BYTES = 64, 512, 8 << 20


@dataclass(frozen=True, slots=True)
class Cell:
    """What one child is confined to.

    tier         "ns", "landlock", or "none": the negative control of the attack runner
    uid          the child's own uid when the zygote is root, else None
    rules        descriptor of the prepared Landlock rules, -1 when the kernel has none
    call_filter  the assembled seccomp filter, for any process
    base_bytes   address space of the zygote, which the child inherits and does not pay for
    cpu_s, mem_mb, tmp_mb   as in Limits
    """

    tier: str
    uid: int | None
    rules: int
    call_filter: bytes
    base_bytes: int
    cpu_s: float
    mem_mb: int
    tmp_mb: int


def confine(cell: Cell, channel: int, output: int, errors: int) -> None:
    """Confine the calling process; raises OSError if any step fails, and then nothing may run."""
    _keep_five_descriptors(channel, output, errors, cell.rules)
    os.setsid()
    if cell.tier == "ns":
        _own_box(cell)
    else:
        os.chdir("/")
    _own_nobody(cell)
    _limit(cell)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    # Die with the zygote. After every change of uid, for each clears it; the filter below forbids
    # undoing it.
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if cell.rules >= 0:
        landlock.enforce(RULES)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    # Last: it refuses most of the calls above.
    if cell.tier != "none":
        seccomp.install(seccomp.for_process(cell.call_filter, os.getpid()))


def prepare_rules(tier: str, readable: Iterable[str]) -> int:
    """Prepare Landlock, a second wall in the namespace tier and the only one in the other.

    Done once by the zygote: a child's own uid may not even be able to name these files.
    """
    if tier == "none" or (tier == "ns" and not landlock.version()):
        return -1
    devices = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
    return landlock.prepare(readable, devices, BOX_PLACE if tier == "ns" else None)


def furnish() -> None:
    """Give Python fresh standard streams and an environment that tells nothing.

    Done by the zygote for all children: the streams name descriptors, which are each child's own.
    """
    nothing = os.open("/dev/null", os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.stdin = open(0)
    sys.stdout = _stream(1, buffering=1 << 13)
    sys.stderr = _stream(2, buffering=1)
    os.environ.clear()
    os.environ.update(
        HOME=BOX,
        TMPDIR=BOX,
        LANG="C.UTF-8",
        TZ="UTC",
        MPLBACKEND="agg",
        MPLCONFIGDIR=BOX,
        OPENBLAS_NUM_THREADS="1",
    )


def _keep_five_descriptors(channel: int, output: int, errors: int, rules: int) -> None:
    """Number 0 is the zygote's own /dev/null already."""
    given = [output, errors, channel, *([rules] if rules >= 0 else [])]
    # First above all targets: a source could lie where an earlier target goes.
    above = [fcntl.fcntl(source, fcntl.F_DUPFD, RULES + 1) for source in given]
    for target, source in enumerate(above, start=1):
        os.dup2(source, target)
    kernel.close_from(len(above) + 1)


def _own_box(cell: Cell) -> None:
    """Mount an empty box only this child sees; its pages and inodes are bounded."""
    kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC)
    uid = cell.uid or 0
    kernel.mount(
        "tmpfs",
        BOX,
        "tmpfs",
        kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC,
        f"size={cell.tmp_mb}m,nr_inodes={MAX_BOX_FILES},mode=700,uid={uid},gid={uid}",
    )
    os.chdir(BOX)


def _own_nobody(cell: Cell) -> None:
    """Become a uid no other process has (as root), with no group and no capability."""
    if cell.uid is not None:
        if cell.tier != "ns":
            os.setgroups([])  # inside the namespace it was done once, by the zygote
        os.setresgid(cell.uid, cell.uid, cell.uid)
        os.setresuid(cell.uid, cell.uid, cell.uid)
    kernel.drop_capabilities()


def _limit(cell: Cell) -> None:
    """Set the hard limits; raising one again is refused by the kernel and by the filter.

    Processor time has soft = hard: SIGXCPU would be ignored by process 1 of a namespace. Only the
    namespace tier has a place to write files, so elsewhere their size is limited to 0.
    """
    mebi = 1 << 20
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_NICE: 0,
        resource.RLIMIT_RTPRIO: 0,
        resource.RLIMIT_SIGPENDING: 64,
        resource.RLIMIT_STACK: STACK_BYTES,
        resource.RLIMIT_NOFILE: MAX_OPEN_FILES,
        resource.RLIMIT_FSIZE: cell.tmp_mb * mebi if cell.tier == "ns" else 0,
        resource.RLIMIT_CPU: math.ceil(cell.cpu_s),
        resource.RLIMIT_AS: cell.base_bytes + cell.mem_mb * mebi,
    }
    if cell.tier != "none":  # the control may fork, to show that it is this and the filter
        limits[resource.RLIMIT_NPROC] = 1
    for name, value in limits.items():
        resource.setrlimit(name, (value, value))


def _stream(descriptor: int, buffering: int) -> TextIO:
    return open(
        descriptor,
        "w",
        buffering=buffering,
        encoding="utf-8",
        errors="backslashreplace",
        closefd=False,
    )
