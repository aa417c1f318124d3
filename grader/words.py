"""Words for wrong answers that are nearly right: what slipped, never what would be right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grader.equivalence.domain import Domain
from grader.tree import Node


@dataclass(frozen=True, slots=True)
class NearMiss:
    """`tag` for statistics, `words` for the learner (`$…$` holds mathematics)."""

    tag: str
    words: str


Close = Callable[[Node, Node], bool | None]
Rows = tuple[tuple[Node, ...], ...]
# As the last positional fields of a Verdict: tag and feedback.
ZERO_VECTOR = ("zero-vector", "The zero vector has no direction.")


def about_number(answer: Node, key: Node, seed: str, close: Close | None = None) -> NearMiss | None:
    return None


def about_expression(answer: Node, key: Node, domain: Domain, seed: str) -> NearMiss | None:
    return None


def about_vector(answer: Sequence[Node], key: Sequence[Node], seed: str) -> NearMiss | None:
    return None


def about_direction(answer: Sequence[Node], key: Sequence[Node], seed: str) -> NearMiss | None:
    return None


def about_matrix(answer: Rows, key: Rows, seed: str) -> NearMiss | None:
    return None


def about_set(answer: Sequence[Node], key: Sequence[Node], seed: str) -> NearMiss | None:
    return None


def other_domain(domain: str) -> NearMiss:
    return NearMiss(f"domain-{domain}", "Compare where your expression is defined.")


def counter_example(answer: Node, key: Node, domain: Domain) -> str:
    return ""


BRACKETS = NearMiss(
    "brackets", "The ends are right; look again at which of them belong to the set."
)


def about_pieces(given: int, wanted: int) -> NearMiss | None:
    return None


def about_equation(answer: Node, key: Node, domain: Domain, seed: str) -> NearMiss | None:
    return None


def about_inequality(answer: Node, key: Node, judge: Callable[[Node], str]) -> NearMiss | None:
    return None


MISSING_CONSTANT = NearMiss("missing-constant", "An antiderivative is never alone.")
MISSING_BARS = NearMiss("missing-bars", "The integrand is also defined for negative values.")


def about_antiderivative(
    answer: Node, key: Node, variable: str, domain: Domain, seed: str
) -> NearMiss | None:
    return None
