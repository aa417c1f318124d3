"""One graded try as every model here sees it, and the split of learners for an honest test."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Observation:
    """A try of a learner at an item that trains `skills`; score is a share from 0 to 1."""

    learner: Hashable
    item: Hashable
    skills: tuple[Hashable, ...]
    score: float
    first: bool = True


def held_out(learner: Hashable, share: float = 0.2, salt: str = "test") -> bool:
    """Whether a learner belongs to the held-out part: always the same for the same salt."""
    digest = hashlib.sha256(f"{salt}|{learner}".encode()).digest()
    return int.from_bytes(digest[:4], "big") < share * 2**32


def split(
    observations: Iterable[Observation], share: float = 0.2
) -> tuple[list[Observation], list[Observation]]:
    """(to learn from, to test on), in their order; no learner is on both sides."""
    learning: list[Observation] = []
    testing: list[Observation] = []
    for one in observations:
        (testing if held_out(one.learner, share) else learning).append(one)
    return learning, testing


def learners(observations: Sequence[Observation]) -> int:
    return len({one.learner for one in observations})
