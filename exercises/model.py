"""
An exercise as it was written: everything that does not depend on a seed.

Texts hold marks where something is put in later: a drawn value (HOLE, by number) or an input
(BLANK, by name). The marks are private-use characters, which no author types.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

HOLE = ("\ue000", "\ue001")
BLANK = ("\ue002", "\ue003")

CHOICE_KINDS = frozenset({"mc", "ms"})
# Kinds whose right answer stands in a list under the blank, not in the draw block.
LISTED_KINDS = CHOICE_KINDS | {"order", "match"}


@dataclass(frozen=True, slots=True)
class Passage:
    """Markdown with marks, and the line of the file on which it starts."""

    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Hole:
    """`{{ expression:form }}`: a drawn value to be shown; forms in drawing/showing.py."""

    source: str
    form: str
    line: int


@dataclass(frozen=True, slots=True)
class Python:
    """A fenced program and the line of its first line."""

    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One option under a choice blank.

    right     True, False or the expression that decides it for each seed
    tag       answer note of those who took it wrongly
    feedback  words for them, None for an option that is always right
    """

    passage: Passage
    right: bool | Hole
    tag: str
    feedback: Passage | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line under an order blank.

    needs     ids of the lines that must stand before it; None where the author wrote none
    belongs   False for a line that belongs into no answer
    present   the condition under which the line is there at all, None for always
    """

    id: str
    passage: Passage
    needs: tuple[str, ...] | None
    belongs: bool
    tag: str
    feedback: Passage | None
    present: Hole | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """One item of a match blank and its partner; `left` is None for a partner of nobody."""

    left: Passage | None
    right: Passage
    tag: str
    feedback: Passage | None
    present: Hole | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """The Markdown table under a table blank; a cell is None where an answer is asked."""

    corner: Passage
    col_heads: tuple[Passage, ...]
    row_heads: tuple[Passage, ...]
    cells: tuple[tuple[Passage | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """One place for an answer: `[[name: kind; option=value; …]]`.

    `choices`, `lines`, `pairs` and `grid` are what stands under it: for mc and ms, order, match,
    table. Texts among `options` may hold hole marks.
    """

    name: str
    kind: str
    line: int
    marks: float = 1.0
    carry: float | None = None
    label: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    lines: tuple[Line, ...] = ()
    pairs: tuple[Pair, ...] = ()
    grid: Grid | None = None

    @property
    def items(self) -> tuple[Choice | Line | Pair, ...]:
        """Whatever is listed under the blank."""
        return (*self.choices, *self.lines, *self.pairs)

    @property
    def conditions(self) -> tuple[Hole | None, ...]:
        """Under which condition each listed line or pair is there; None for always."""
        return (*(line.present for line in self.lines), *(pair.present for pair in self.pairs))


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer that deserves words, in its author's terms.

    expression  its value, or with `predicate` a condition on the learner's answer
    needs       other blanks it reads: then it is worked out at grading ("live")
    test        code exercises: the test that catches it
    """

    blank: str
    tag: str
    feedback: Passage
    line: int
    expression: str = ""
    predicate: bool = False
    needs: tuple[str, ...] = ()
    test: str = ""

    @property
    def live(self) -> bool:
        return self.predicate or bool(self.needs)


@dataclass(frozen=True, slots=True)
class Hint:
    passage: Passage
    blank: str | None = None


@dataclass(frozen=True, slots=True)
class Test:
    """A test of a code exercise; the learner sees `doc`, of hidden ones nothing else."""

    name: str
    doc: str
    line: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class CodeParts:
    """The programs of a code exercise; `mutants` are faulty solutions by tag.

    entries   what the learner must define
    options   further fields of the code grader's key: battery, weights, groups,
              timing, libraries
    """

    entries: tuple[str, ...]
    starter: Python
    reference: Python
    visible: Python
    hidden: Python
    mutants: dict[str, Python]
    tests: tuple[Test, ...]
    limits: dict[str, float]
    ban: tuple[str, ...]
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def entry(self) -> str:
        """All of them, as the blank says it: `twice`, or `push, pop`."""
        return ", ".join(self.entries)


@dataclass(frozen=True, slots=True)
class Exercise:
    """One file, read. `rules` names the blanks whose answer is a function of earlier blanks."""

    file: str
    text: str
    id: str
    version: int
    title: str
    skills: tuple[str, ...]
    level: int
    minutes: int
    kind: Literal["math", "code"]
    calculator: str
    few_variants: tuple[int, str] | None
    authors: tuple[str, ...]
    licence: str
    draw: Python
    statement: Passage
    blanks: tuple[Blank, ...]
    hints: tuple[Hint, ...]
    mistakes: tuple[Mistake, ...]
    solution: Passage
    holes: tuple[Hole, ...]
    rules: dict[str, tuple[str, ...]]
    code: CodeParts | None

    def blank(self, name: str) -> Blank:
        return next(blank for blank in self.blanks if blank.name == name)
