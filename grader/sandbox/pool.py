"""Processes forked ahead of need, and the zygote they come from: renewed, restarted, retired.

Forking is asked for and not waited for, so a spare process costs the caller nothing: it is made
while the caller thinks about the previous answer. A spare knows no program yet; it is confined
already, with the limits it was asked for, and seeded when it is taken.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Sequence
from typing import Final

from grader.errors import MachineFault
from grader.sandbox.fork_server import ForkServer
from grader.sandbox.limits import Limits
from grader.sandbox.process import Process, ZygoteSilent
from grader.sandbox.session import Session

MAX_DYING: Final = 8
"""Killed processes that nobody waits for; one more, and the oldest is waited for."""
DEPTH: Final = 2
"""Spares for each set of limits in use; a set used once has one."""
MAX_SPARES: Final = 8
IDLE_SECONDS: Final = 300.0
RENEW_SECONDS, RENEW_FORKS = 900.0, 2000
"""Children of one zygote share its address-space layout; a new zygote has a new one."""

log = logging.getLogger(__name__)


class Pool:
    """Sessions of one tier with one set of libraries. Safe to use from several threads.

    spare_depth  processes kept ahead; 0 forks each on demand
    hash_seed    decides the order of sets of texts
    """

    def __init__(
        self,
        tier: str,
        preload: Sequence[str],
        spare_depth: int = DEPTH,
        hash_seed: int = 0,
    ) -> None:
        self.tier, self.preload, self.depth = tier, preload, spare_depth
        self._hash_seed = hash_seed
        self._lock = threading.RLock()
        self._current: ForkServer | None = None
        self._next: ForkServer | None = None
        self._retired: list[ForkServer] = []
        self._spares: dict[Limits, deque[Process]] = {}
        self._uses: dict[Limits, int] = {}
        self._dying: deque[Process] = deque()

    def session(self, limits: Limits, seed: int | None = None) -> Session:
        """Return a started session; raises MachineFault when two attempts fail."""
        if seed is None:
            seed = int.from_bytes(os.urandom(4), "little")
        try:
            return self._start(limits, seed)
        except MachineFault as fault:
            # No line of the program has run, so trying again is safe.
            log.warning("sandbox: starting again after: %s", fault)
            with self._lock:
                self._drop_if_dead(silent=isinstance(fault, ZygoteSilent))
            return self._start(limits, seed)

    def warm(self, limits: Limits | None = None) -> None:
        """Start the zygote now, and fork a spare for `limits`."""
        with self._lock:
            self._server()
            if limits is not None:
                self._uses.setdefault(limits, 1)
                self._refill(limits)

    def begin(self) -> None:
        """Let the zygote start; whoever needs it first waits for it."""
        with self._lock:
            if self._current is None:
                self._current = self._new_server()

    @property
    def process_id(self) -> int:
        """The process of the zygote in use; -1 before the first."""
        return -1 if self._current is None else self._current.process.pid

    def close(self) -> None:
        with self._lock:
            self._drop_spares()
            for server in (self._current, self._next, *self._retired):
                if server is not None:
                    server.close()
            self._current = self._next = None
            self._retired.clear()
            while self._dying:
                self._dying.popleft().bury()

    def abandon(self) -> None:
        """Forget everything, as a forked process must: what there is belongs to its parent."""
        for server in (self._current, self._next, *self._retired):
            if server is not None:
                server.control.close()

    def _start(self, limits: Limits, seed: int) -> Session:
        with self._lock:
            server = self._server()
            self._uses[limits] = self._uses.get(limits, 0) + 1
            process = self._take_spare(limits, server) or Process(server, limits, 0.0)
        session = Session(process, lambda: self._closed(process))
        try:
            return session.start(seed)
        except BaseException:
            session.close()
            raise

    def _server(self) -> ForkServer:
        """Return a zygote that can fork: the current one, a renewed one, or a restarted one."""
        self._drop_if_dead()
        self.begin()
        assert self._current is not None
        if not self._current.ready:
            try:
                self._current.wait_ready()
            except MachineFault:
                self._current.close()
                self._current = None
                raise
        self._renew(self._current)
        return self._current

    def _new_server(self) -> ForkServer:
        return ForkServer(self.tier, self.preload, self._hash_seed)

    def _renew(self, current: ForkServer) -> None:
        """Start a successor beside a worn zygote, and change over once it is ready."""
        if self._next is None:
            worn = time.monotonic() - current.born > RENEW_SECONDS or current.forked > RENEW_FORKS
            if worn:
                self._next = self._new_server()
            return
        try:
            if not self._next.is_ready():
                return
        except MachineFault as fault:
            log.warning("sandbox: a new zygote did not start, the old one stays: %s", fault)
            self._next.close()
            self._next, current.born = None, time.monotonic()
            return
        self._drop_spares()
        self._retired.append(current)
        self._current, self._next = self._next, None

    def _drop_if_dead(self, *, silent: bool = False) -> None:
        """Give up a zygote that died or, as whoever asked it found, does not answer."""
        if self._current is not None and (silent or not self._current.alive):
            log.warning("sandbox: a zygote died or is stuck; starting another")
            self._drop_spares()
            self._current.close()
            self._current = None

    def _take_spare(self, limits: Limits, server: ForkServer) -> Process | None:
        spares = self._spares.get(limits)
        while spares:
            process = spares.popleft()
            if process.server is server and time.monotonic() - process.born < IDLE_SECONDS:
                return process
            self._let_die(process)
        return None

    def _let_die(self, process: Process) -> None:
        """Kill a process, and bury those that have died since."""
        process.close()
        self._dying.append(process)
        while self._dying and self._dying[0].is_buried():
            self._dying.popleft()
        while len(self._dying) > MAX_DYING:
            self._dying.popleft().bury()

    def _closed(self, process: Process) -> None:
        """After a session: fork its replacement, and end retired zygotes nobody uses."""
        with self._lock:
            self._let_die(process)
            for server in [server for server in self._retired if server.open_sessions == 0]:
                self._retired.remove(server)
                server.close()
            if self._current is not None and self._current.alive:
                try:
                    self._refill(process.limits)
                except MachineFault as fault:
                    log.warning("sandbox: no spare could be forked: %s", fault)

    def _refill(self, limits: Limits) -> None:
        wanted = min(self.depth, self._uses.get(limits, 0))
        if self._current is None or wanted == 0:
            return
        spares = self._spares.setdefault(limits, deque())
        while len(spares) < wanted:
            spares.append(Process(self._current, limits, IDLE_SECONDS))
        self._forget_rare_limits(limits)

    def _forget_rare_limits(self, kept: Limits) -> None:
        """Keep the spares bounded: the limits used least lose theirs first, and their count."""
        others = [limits for limits in self._spares if limits != kept]
        for limits in sorted(others, key=lambda limits: self._uses.get(limits, 0)):
            if sum(map(len, self._spares.values())) <= MAX_SPARES:
                return
            self._uses.pop(limits, None)
            for process in self._spares.pop(limits):
                self._let_die(process)

    def _drop_spares(self) -> None:
        for spares in self._spares.values():
            for process in spares:
                self._let_die(process)
        self._spares.clear()
