"""Learners who hand in until so many answers were accepted, however often the site fails them."""

from __future__ import annotations

import itertools
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import httpx

from tests.learner import Learner, forms_of

PROGRAM = "fp-logsumexp"
#: Exercise and the field of an answer to it that is wrong, and can be wrong in many ways.
MATHEMATICS = ("gcond-hand", "answer-m")
PATIENCE_S = 120.0

Done = TypeVar("Done")


@dataclass(slots=True)
class Crowd:
    """Some learners at work in threads of their own.

    wanted     how many answers are to be accepted
    accepted   (attempt, what was typed), as the site confirmed them
    retried    how often a page or an answer had to be asked for again
    troubles   what ended a learner's patience
    """

    url: str
    learners: int
    wanted: int
    pause_s: float = 0.2
    accepted: list[tuple[int, str]] = field(default_factory=list)
    retried: int = 0
    troubles: list[str] = field(default_factory=list)
    _turn: itertools.count[int] = field(default_factory=itertools.count)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def work(self, begun: Callable[[], None]) -> None:
        """Return when everything wanted was accepted, or everybody has lost patience.

        `begun` is called once all have an account: only then may the storm begin.
        """
        people = [threading.Thread(target=self._one, args=(one,)) for one in self._signed_up()]
        begun()
        for person in people:
            person.start()
        for person in people:
            person.join()

    def _signed_up(self) -> list[Learner]:
        people = [Learner.at(self.url) for _ in range(self.learners)]
        for one in people:
            one.sign_up()
        return people

    def _one(self, learner: Learner) -> None:
        try:
            with learner:
                while (turn := next(self._turn)) < self.wanted:
                    self._hand_in(learner, turn)
                    time.sleep(self.pause_s)
        except (httpx.HTTPError, AssertionError) as trouble:  # the storm's: told at the end
            self.troubles.append(f"{type(trouble).__name__}: {trouble}")

    def _hand_in(self, learner: Learner, turn: int) -> None:
        """One answer, sent again with the same form until the site confirms it."""
        slug, name, text = answer(turn)

        def opened() -> str:
            return learner.get(f"/exercises/{slug}/")

        page = self._insist(opened)
        found = re.search(r"/attempts/(\d+)/submit/", page)
        assert found, f"{slug} cannot be answered"
        form = next(form for form in forms_of(page) if form.action.endswith("/submit/"))
        fields = {**form.fields, name: text, "mode": "grade"}

        def sent() -> httpx.Response:
            headers = {"Referer": self.url}
            return learner.client.post(form.action, data=fields, headers=headers).raise_for_status()

        self._insist(sent)
        with self._lock:
            self.accepted.append((int(found[1]), text))

    def _insist(self, act: Callable[[], Done]) -> Done:
        """Do it until it works: a learner who gets an error loads again or clicks again."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                return act()
            except (httpx.HTTPError, AssertionError):
                if time.monotonic() > deadline:
                    raise
                with self._lock:
                    self.retried += 1
                time.sleep(0.5)


def answer(turn: int) -> tuple[str, str, str]:
    """Exercise, field and text of the answer of a turn; each text is given once."""
    if turn % 10:
        return (*MATHEMATICS, f"{turn} + 1/2")
    body = f"while True: {turn}" if turn % 250 == 0 else f"return {turn}.0"
    return PROGRAM, "answer-code", f"def logsumexp(z):\n    {body}\n"
