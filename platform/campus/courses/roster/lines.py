"""What a list would do, line by line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from campus.accounts.models import User
from campus.courses.models import Enrolment

Act = Literal["enrol", "invite", "change", "same", "error"]
ACTS: tuple[Act, ...] = ("enrol", "invite", "change", "same", "error")


@dataclass(frozen=True, slots=True)
class Line:
    """What one line of the list would do.

    number   of the line in the file, 1 is the heading
    who      as the list calls them
    words    what will happen, or what is wrong
    """

    number: int
    who: str
    act: Act
    words: str
    role: str = Enrolment.Role.LEARNER
    section: str = ""
    person: User | None = None
    enrolment: Enrolment | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    lines: tuple[Line, ...]

    def count(self, act: Act) -> int:
        return sum(line.act == act for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        return {act: self.count(act) for act in ACTS}

    @property
    def does_something(self) -> bool:
        return any(line.act in ("enrol", "invite", "change") for line in self.lines)

    @property
    def digest(self) -> str:
        """Equal for equal plans: what was shown is what is done."""
        told = "\n".join(f"{line.number} {line.who} {line.act} {line.words}" for line in self.lines)
        return hashlib.sha256(told.encode()).hexdigest()
