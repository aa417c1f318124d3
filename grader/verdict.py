"""What the grader says: one Verdict a blank, one Report a submission."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from grader.sentences import parts as parts_of

Outcome = Literal["right", "partial", "wrong", "unreadable", "undecided", "blank"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one blank's answer.

    outcome          right, partial (0 < score < 1), wrong, unreadable (a matter of form, costs
                     nothing), undecided (our bounds were too small), blank (nothing was typed)
    score            share of the blank's marks, 0.0 to 1.0
    method           how it was decided ("same tree", "ball arithmetic", "tests", …), for the page
    tag              answer note for statistics: a listed mistake's tag, a near miss's name, ""
    feedback         plain words, `$…$` for mathematics; "" when there is nothing to add. The words
                     of a listed mistake are not here: the page finds them by `tag` in the variant
    read_as          LaTeX of the answer as it was read, "" where that means nothing
    span             characters of the answer that the feedback is about, or None
    counter_example  a point that shows two functions differ ("at x = 2: …"), when the key allows
    carried          the share came from the learner's own earlier values
    details          what only some kinds have: test results of code, cells of a table, …
    """

    outcome: Outcome
    score: float = 0.0
    method: str = ""
    tag: str = ""
    feedback: str = ""
    read_as: str = ""
    span: tuple[int, int] | None = None
    counter_example: str = ""
    carried: bool = False
    details: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The fields, and what the sentences in them were made from, for translation."""
        found = {name: getattr(self, name) for name in _FIELDS}
        said: dict[str, Any] = {n: parts for n in _SPOKEN if (parts := parts_of(found[n]))}
        if notes := self.details.get("notes"):
            said["notes"] = [parts_of(note) for note in notes]
        return {**found, "said": said}


_FIELDS = tuple(Verdict.__slots__)
_SPOKEN = ("feedback", "counter_example")


@dataclass(frozen=True, slots=True)
class Report:
    """The judgement of one submission.

    state     graded; returned (some answer is unreadable, so nothing was judged and nothing
              counts); undecided (no count, staff look at it)
    verdicts  by blank name, in the order of the statement
    marks     marks earned, of `out_of`
    ms        wall time in the grader, milliseconds
    """

    state: Literal["graded", "returned", "undecided"]
    verdicts: dict[str, Verdict]
    marks: float
    out_of: float
    ms: float = 0.0

    def to_json(self) -> dict[str, Any]:
        verdicts = {name: verdict.to_json() for name, verdict in self.verdicts.items()}
        numbers = {"marks": self.marks, "out_of": self.out_of, "ms": self.ms}
        return {"state": self.state, "verdicts": verdicts, **numbers}
