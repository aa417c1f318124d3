"""The answer kinds by name: one file a kind, each with its key, its options and one example."""

from __future__ import annotations

from typing import Any

from grader.errors import BadKey
from grader.kinds.exact import Exact
from grader.kinds.expr import Expr
from grader.kinds.kind import Kind
from grader.kinds.matrix import Matrix
from grader.kinds.mc import Mc
from grader.kinds.ms import Ms
from grader.kinds.number import Number
from grader.kinds.poly import Poly
from grader.kinds.set import Set
from grader.kinds.vec_scale import VecScale
from grader.kinds.vec_sign import VecSign
from grader.kinds.vector import Vector

_ALL: tuple[Kind[Any, Any], ...] = (
    Expr(),
    Exact(),
    Number(),
    Poly(),
    Matrix(),
    Vector(),
    VecScale(),
    VecSign(),
    Set(),
    Mc(),
    Ms(),
)
KINDS: dict[str, Kind[Any, Any]] = {kind.name: kind for kind in _ALL}


def kind_of(name: str) -> Kind[Any, Any]:
    """The kind of this name; raises BadKey."""
    try:
        return KINDS[name]
    except KeyError:
        raise BadKey(f"there is no answer kind {name!r}; there are {', '.join(KINDS)}") from None
