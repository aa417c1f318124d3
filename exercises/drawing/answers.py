"""Right and wrong answers as text of the grader's grammar, each in the shape its kind asks for."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from exercises.drawing.trees import sorted_nodes, tree_of
from exercises.drawing.valuing import value_at
from grader import tree as t
from grader.plain import ascii as plain_text

_ROWS = frozenset({"vector", "vec-scale", "vec-sign"})
_VECTORS = frozenset({"basis", "orthonormal-basis"})


# The kind of a blank whose right answer stands in a list: ids, as the author wrote them.
LISTED = "listed"


class Mistyped(Exception):
    """A value whose shape does not fit its blank's kind."""


def answer_text(value: Any, kind: str) -> str:
    """The text of `value` as an answer of this kind; raises Mistyped or NoTree."""
    if isinstance(value, str):
        return str(value)  # dec(x, 2) is a text with more to it, which the sandbox keeps inside
    if kind == LISTED:
        raise Mistyped(f'a text of ids is asked, such as "b, a" or "2-1"; this is {value}')
    if kind in _ROWS:
        return plain_text(t.Row(tuple(map(tree_of, _entries(value))), bracket="["))
    if kind == "set":
        return plain_text(_set(value))
    if kind == "number":
        return plain_text(_number(value))
    if kind == "derivation" and isinstance(value, list | tuple):
        return "; ".join(plain_text(tree_of(line)) for line in value)
    if kind == "factorisation" and isinstance(value, list | tuple | sp.Tuple):
        return plain_text(t.List(tuple(map(tree_of, value))))
    if kind == "matrix" and not isinstance(value, sp.MatrixBase | list | tuple):
        raise Mistyped(f"a matrix is asked, this is {value}")
    if kind in _VECTORS:
        vectors = [t.Row(tuple(map(tree_of, _entries(v))), bracket="[") for v in value]
        return plain_text(t.Row(tuple(vectors), bracket="["))
    return plain_text(tree_of(value))


def _entries(value: Any) -> list[Any]:
    if isinstance(value, sp.MatrixBase):
        if 1 not in value.shape:
            raise Mistyped(f"a vector is asked, this is a {value.rows} x {value.cols} matrix")
        return list(value)
    if isinstance(value, list | tuple | set | frozenset | sp.Tuple | sp.FiniteSet):
        return list(value)
    raise Mistyped(f"a vector or list is asked, this is {value}")


def _set(value: Any) -> t.Node:
    """A set; a list may name an element twice, for keys in which repeats count."""
    if isinstance(value, set | frozenset | sp.FiniteSet) or value is sp.S.EmptySet:
        return tree_of(value)
    return t.Set(sorted_nodes(_entries(value)))


def _number(value: Any) -> t.Node:
    exact = sp.sympify(value)
    if not exact.is_number:
        raise Mistyped(f"a number is asked, this is {exact}")
    return tree_of(exact if exact.is_Rational else value_at(exact, 17))


def json_value(value: Any) -> Any:
    """A drawn value for code tests (`p.name`): numbers, texts, nested lists; None for the rest."""
    if isinstance(value, bool | int | float | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, sp.MatrixBase):
        return json_value(value.tolist())
    if isinstance(value, list | tuple):
        items = [json_value(item) for item in value]
        return None if None in items else items
    if isinstance(value, dict):
        named = {str(k): json_value(v) for k, v in value.items()}
        return None if None in named.values() else named
    if isinstance(value, Fraction) or getattr(value, "is_number", False):
        if getattr(value, "is_integer", False):
            return int(value)
        return float(value) if getattr(value, "is_real", True) else None
    return None
