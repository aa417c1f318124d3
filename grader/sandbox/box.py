"""The sandbox as the rest of the grader sees it: sessions of the best tier that holds here."""

from __future__ import annotations

import atexit
import os
import threading
import time
import weakref
from collections.abc import Sequence
from typing import Final

from grader.errors import NoIsolation
from grader.sandbox.libraries import Libraries, preloaded
from grader.sandbox.limits import Limits
from grader.sandbox.pool import DEPTH, Pool
from grader.sandbox.selfcheck import SelfCheck, check_now
from grader.sandbox.session import Session

TIERS: Final = ("ns", "landlock")


class Sandbox:
    """Sessions for programs nobody trusts. Made by `open_sandbox` or `shared`.

    tier       "ns" or "landlock"
    condition  the outcome of the last self-check
    """

    def __init__(
        self,
        pools: dict[Libraries, Pool],
        condition: SelfCheck,
        checked: Libraries = "numpy",
    ) -> None:
        self.condition = condition
        self._checked = checked
        self._pools = pools
        _boxes.add(self)

    @property
    def tier(self) -> str:
        return self._pools[self._checked].tier

    def session(
        self,
        limits: Limits | None = None,
        libraries: Libraries = "numpy",
        seed: int | None = None,
    ) -> Session:
        """Return a session whose process is confined and waits for a program.

        libraries  "numpy", or "scientific" for NumPy, SciPy, SymPy and the extra modules
        seed       of random and numpy.random; None draws one

        Raises MachineFault; NoIsolation when the last self-check found that nothing holds.
        """
        if self.condition.tier is None:
            raise NoIsolation(list(self.condition.reasons))
        return self._pools[libraries].session(limits or Limits(), seed)

    def beside(self, hash_seed: int) -> Sandbox:
        """Return a second sandbox where sets of texts have another order; it starts when used.

        What a program makes of the same seed there and here must not differ.
        """
        pools = {
            name: Pool(pool.tier, pool.preload, pool.depth, hash_seed)
            for name, pool in self._pools.items()
        }
        return Sandbox(pools, self.condition, self._checked)

    def begin(self, libraries: Libraries) -> None:
        """Let a zygote start that will be needed; nobody waits for it now."""
        self._pools[libraries].begin()

    def warm(self) -> None:
        """Start both zygotes and fork a spare each, so that no learner waits for it."""
        for pool in self._pools.values():
            pool.warm(Limits())

    def check(self) -> SelfCheck:
        """Run the self-check again, hourly say; from a failure on every session is refused."""
        _, self.condition = check_now([self._pools[self._checked]], [])
        return self.condition

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()

    def abandon(self) -> None:
        """Drop what a forked process inherited without touching the processes behind it."""
        for pool in self._pools.values():
            pool.abandon()


def open_sandbox(
    preload: Sequence[str] = (),
    *,
    tiers: Sequence[str] = TIERS,
    spare_depth: int = DEPTH,
    checked: Libraries = "numpy",
    hash_seed: int = 0,
    without: Sequence[str] = (),
) -> Sandbox:
    """Return the sandbox of the first tier that passes its self-check; about two seconds.

    preload      extra modules of the scientific zygote
    tiers        which to try, best first
    spare_depth  processes forked ahead for each set of limits
    checked      which zygote is started and put to the test; the other starts when it is needed
    hash_seed    decides the order of sets of texts
    without      packages that no zygote imports: a program that wants them waits for it

    Raises NoIsolation with one reason for each tier that was refused.
    """

    def pool(tier: str, libraries: Libraries) -> Pool:
        modules = preloaded(libraries, tuple(preload))
        kept = [name for name in modules if name.partition(".")[0] not in without]
        return Pool(tier, kept, spare_depth, hash_seed)

    candidates = [pool(tier, checked) for tier in tiers]
    holding, condition = check_now(candidates, [])
    for candidate in candidates:
        if candidate is not holding:
            candidate.close()
    if holding is None:
        raise NoIsolation(list(condition.reasons))
    other: Libraries = "scientific" if checked == "numpy" else "numpy"
    return Sandbox({checked: holding, other: pool(holding.tier, other)}, condition, checked)


def shared() -> Sandbox:
    """Return this process's own sandbox, opened at the first call and closed at exit.

    GRADER_PRELOAD names extra modules of the scientific zygote, separated by spaces.
    """
    global _shared
    with _lock:
        if _shared is None:
            _shared = open_sandbox(os.environ.get("GRADER_PRELOAD", "").split())
            atexit.register(_shared.close)
        return _shared


def share(box: Sandbox) -> None:
    """Let `shared` return this sandbox; whoever opened it closes it."""
    global _shared
    with _lock:
        _shared = box


def selfcheck(*, again: bool = False) -> SelfCheck:
    """Return how the shared sandbox stands; never raises for want of isolation.

    again  try everything anew instead of telling the last outcome
    """
    try:
        box = shared()
    except NoIsolation as refused:
        return SelfCheck(None, tuple(refused.reasons), 0.0, time.time())
    return box.check() if again else box.condition


_shared: Sandbox | None = None
_lock = threading.Lock()
_boxes: weakref.WeakSet[Sandbox] = weakref.WeakSet()


def _after_fork() -> None:
    """A forked worker opens a sandbox of its own: two on one control socket would mix answers.

    Holding the socket open would also keep the zygote alive after its own worker died.
    """
    global _shared, _lock
    for box in list(_boxes):
        box.abandon()
    _boxes.clear()
    _shared, _lock = None, threading.Lock()


os.register_at_fork(after_in_child=_after_fork)
