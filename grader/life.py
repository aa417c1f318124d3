"""Signs of life: marks in the broker that go out by themselves when their process is killed.

A process keeps one mark for itself, for those who ask whether graders are there, and one for each
lease it works on, for the reaper: a lease that is neither in the queue nor marked was lost.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from grader.queue import LEASE_MARK, MARK_SECONDS

log = logging.getLogger(__name__)

Connect = Callable[[], AbstractContextManager[Any]]


class Life:
    """The marks of one process, renewed three times in their span by a thread of their own."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}
        self._changed = threading.Event()
        self._ended = threading.Event()

    @contextmanager
    def working_on(self, lease: str) -> Iterator[None]:
        """Keep the lease's mark meanwhile. It is not waited for: a verdict is what is urgent."""
        name = f"{LEASE_MARK}{lease}"
        self._marks[name] = "1"
        self._changed.set()
        try:
            yield
        finally:
            del self._marks[name]

    def begin(
        self, mark: str, state: str, connect: Connect, lost: tuple[type[Exception], ...]
    ) -> None:
        """Show `mark` with `state` from now on.

        connect   opens a client of the broker
        lost      what it raises when the broker is away; then it is tried again
        """
        self.show(mark, state)
        threading.Thread(target=self._show, args=(connect, lost), name="life", daemon=True).start()

    def show(self, mark: str, state: str) -> None:
        """Keep a mark, or change what it says."""
        self._marks[mark] = state
        self._changed.set()

    def end(self) -> None:
        """Renew nothing any more; the marks go out by themselves."""
        self._ended.set()
        self._changed.set()

    def ended(self, seconds: float) -> bool:
        """Wait so long, or until the end; whether it has come."""
        return self._ended.wait(seconds)

    def _show(self, connect: Connect, lost: tuple[type[Exception], ...]) -> None:
        while not self._ended.is_set():
            try:
                with connect() as broker:
                    self._renew(broker)
            except lost as error:
                log.warning("the broker does not answer: %s", error)
                self._ended.wait(2.0)

    def _renew(self, broker: Any) -> None:
        while not self._ended.is_set():
            self._changed.clear()
            for mark, state in list(self._marks.items()):
                broker.set(mark, state, ex=MARK_SECONDS)
            self._changed.wait(MARK_SECONDS / 3)
