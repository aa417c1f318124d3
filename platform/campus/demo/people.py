"""The people of the demo. Plain data: it is read before Django is set up, to print the sign-ins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PASSWORD: Final = "lemma-demo"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody one can sign in as; `says` is a line for the sign-in page."""

    username: str
    name: str
    role: str
    says: str

    @property
    def email(self) -> str:
        return f"{self.username}@demo.example"


ADA: Final = Person("ada", "Ada Lovelace", "learner", "learner")
NOETHER: Final = Person("noether", "Emmy Noether", "instructor", "instructor")
ARTIN: Final = Person("artin", "Emil Artin", "learner", "assistant in the course")
GRACE: Final = Person("grace", "Grace Hopper", "admin", "administrator")
CHARLIE: Final = Person("charlie", "Charlie Babbage", "learner", "learner, enrolled in nothing")
PEOPLE: Final = (ADA, NOETHER, ARTIN, GRACE, CHARLIE)

#: (role, name to type, password), for the block that `./run serve` prints.
SIGN_INS: Final = tuple((person.says, person.username, PASSWORD) for person in PEOPLE)


@dataclass(frozen=True, slots=True)
class Classmate:
    """A learner of the demo course whom nobody can sign in as.

    chance   to be right at a first try, 0 to 1
    days     how many days ago they practised
    """

    name: str
    chance: float
    days: tuple[int, ...]


CLASSMATES: Final = (
    Classmate("Sofia Brahe", 0.85, (43, 29, 15, 8, 1)),
    Classmate("Mary Cartwright", 0.75, (37, 23, 9, 2)),
    Classmate("David Blackwell", 0.7, (33, 19, 12, 5)),
    Classmate("Katherine Johnson", 0.9, (41, 27, 13, 3)),
    Classmate("Srinivasa Iyer", 0.65, (40, 17, 4)),
    Classmate("Maryam Azari", 0.8, (28, 14, 7)),
    Classmate("Alonzo Price", 0.35, (39, 24, 11, 3)),
    Classmate("Julia Bowman", 0.6, (45, 25)),
    Classmate("Paul Halmos", 0.55, (30, 18)),
    Classmate("Tove Wiener", 0.5, ()),
)
ADA_DAYS: Final = (40, 35, 31, 26, 21, 17, 14, 10, 8, 6, 4, 3, 2, 1)
ADA_CHANCE: Final = 0.7
