"""Decisions of the ladder as verdicts, and several decisions taken together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grader.equivalence.ladder import UNDECIDED, Decision, compare
from grader.equivalence.proportion import finite
from grader.kinds.closeness import Closeness
from grader.kinds.language import Language
from grader.tree import Node, Row
from grader.verdict import Verdict

TOLERANCE = "tolerance"


def verdict(decision: Decision) -> Verdict:
    """Right, wrong or undecided, with the method and where the domains of the two differ."""
    details = {"domain": decision.domain} if decision.domain else {}
    if decision.same is None:
        return Verdict("undecided", method=decision.method, details=details)
    if decision.same:
        return Verdict("right", 1.0, decision.method, details=details)
    return Verdict("wrong", 0.0, decision.method, details=details)


def within(answer: Node, key: Node, closeness: Closeness) -> Decision:
    """Whether a number is close enough to the key.

    An answer that is complex or infinite is not, and nothing is in doubt; one whose size no
    precision within the bounds can tell is undecided.
    """
    close = closeness.holds(answer, key)
    if close is None and finite(answer) and finite(key):
        return Decision(None, UNDECIDED)
    return Decision(bool(close), TOLERANCE)


def same_entry(
    answer: Node, key: Node, language: Language, closeness: Closeness | None, seed: str
) -> Decision:
    """Compare one entry of a bundle: within a tolerance if the key has one, exactly otherwise.

    Points are compared coordinate by coordinate; a point is never equal to a number.
    """
    if isinstance(answer, Row) or isinstance(key, Row):
        if not (isinstance(answer, Row) and isinstance(key, Row)):
            return Decision(False, "same expression")
        if len(answer.items) != len(key.items):
            return Decision(False, "same expression")
        pairs = enumerate(zip(answer.items, key.items, strict=True))
        return all_of(same_entry(a, k, language, closeness, f"{seed}/{i}") for i, (a, k) in pairs)
    if closeness is not None:
        close = closeness.holds(answer, key)
        if close is not None:
            return Decision(close, TOLERANCE)
    return compare(answer, key, language.domain, seed)


def all_of(decisions: Iterable[Decision]) -> Decision:
    """The decision that every pair is equal: one difference settles it, one doubt stays."""
    doubt: Decision | None = None
    last = Decision(True, "same expression")
    for decision in decisions:
        if decision.same is False:
            return decision
        if decision.same is None:
            doubt = doubt or decision
        elif decision.method != "same expression":
            last = decision
    return doubt or last


def any_of(decisions: Iterable[Decision]) -> Decision:
    """The decision that one of several ways holds."""
    doubt: Decision | None = None
    last = Decision(False, "same expression")
    for decision in decisions:
        if decision.same:
            return decision
        if decision.same is None:
            doubt = doubt or decision
        else:
            last = decision
    return doubt or last


def entrywise(
    answer: Sequence[Node],
    key: Sequence[Node],
    language: Language,
    closeness: Closeness | None,
    seed: str,
) -> list[Decision]:
    """One decision an entry; both sequences have the same length."""
    return [
        same_entry(a, k, language, closeness, f"{seed}/{i}")
        for i, (a, k) in enumerate(zip(answer, key, strict=True))
    ]
