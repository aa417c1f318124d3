"""What a form check answers: nothing, or why an answer is not in the form that was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from grader.tree import Negate, Node, Span


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Why a right value is not in the right form, in words for the learner.

    message  a sentence; says what to do, never what comes out
    span     the part of the answer it is about, or None for the whole
    """

    message: str
    span: Span | None = None


FormCheck = Callable[[Node], Shortfall | None]


def unsigned(node: Node) -> Node:
    """`node` without the minus signs before it."""
    while isinstance(node, Negate):
        node = node.arg
    return node
