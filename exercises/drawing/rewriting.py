"""The same answer as algebra would write it otherwise: for the checker, which asks the grader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from exercises.drawing.learned import NotUsable, expression_of
from exercises.drawing.trees import NoTree, tree_of
from grader import tree as t
from grader.parse import parse
from grader.plain import ascii as plain_text

_BUNDLES = (t.Row, t.List, t.Matrix, t.Set, t.Relation)


def rewritten(text: str, names: list[str]) -> dict[str, str]:
    """`text`, an answer in these names, "expanded" and "factored", as far as that changes it.

    Only polynomials are factored: what is cancelled in a quotient changes where it is defined.
    """
    tree = parse(text, names=names)
    found = {}
    for how, change in (("expanded", sp.expand), ("factored", _factored)):
        other = plain_text(_each(tree, change))
        if other != plain_text(tree):
            found[how] = other
    return found


def _each(node: t.Node, change: Callable[[Any], Any]) -> t.Node:
    """`change` done to every formula of a bundle, to the sides of a relation, or to all of it."""
    if isinstance(node, _BUNDLES):
        return t.map_children(node, lambda part: _each(part, change))
    try:
        value = expression_of(node)
        changed = change(value)
        return node if changed == value else tree_of(changed)
    except (NotUsable, NoTree):
        return node


def _factored(value: Any) -> Any:
    letters = value.free_symbols
    return sp.factor(value) if letters and value.is_polynomial(*letters) else value
