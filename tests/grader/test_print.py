"""What the printers write reads back as the same tree, and looks as a mathematician writes it."""

from __future__ import annotations

from hypothesis import given, settings

from grader.parse import parse
from grader.plain import ascii
from grader.tree import Interval, Node, Number, walk
from grader.typeset import latex
from tests.grader.answer_trees import FUNCTIONS, NAMES, answers, intervals


def spellings(node: Node) -> list[str]:
    return [part.text for part in walk(node) if isinstance(part, Number)]


@settings(max_examples=150, deadline=None)
@given(answers)
def test_ascii_reads_back_as_the_same_tree(node: Node) -> None:
    again = parse(ascii(node), names=NAMES, functions=FUNCTIONS)
    assert again == node
    assert spellings(again) == spellings(node), "1.50 keeps its last digit"


@settings(max_examples=150, deadline=None)
@given(answers)
def test_latex_reads_back_as_the_same_tree(node: Node) -> None:
    again = parse(latex(node), names=NAMES, functions=FUNCTIONS, syntax="latex")
    assert again == node
    assert spellings(again) == spellings(node)


@settings(max_examples=50, deadline=None)
@given(intervals)
def test_an_interval_reads_back_where_one_is_expected(node: Interval) -> None:
    assert parse(ascii(node), names=NAMES, functions=FUNCTIONS, expect="interval") == node
