"""The answer kinds by name: one file a kind, each with its key, its options and one example."""

from __future__ import annotations

from typing import Any

from grader.errors import BadKey
from grader.kinds.antiderivative import Antiderivative
from grader.kinds.basis import Basis, OrthonormalBasis
from grader.kinds.blanks import Blanks
from grader.kinds.derivation import Derivation
from grader.kinds.equation import Equation
from grader.kinds.exact import Exact
from grader.kinds.expr import Expr
from grader.kinds.factorisation import Factorisation
from grader.kinds.inequality import Inequality
from grader.kinds.interval import Interval
from grader.kinds.kind import Kind
from grader.kinds.list import List
from grader.kinds.match import Match
from grader.kinds.matrix import Matrix
from grader.kinds.mc import Mc
from grader.kinds.ms import Ms
from grader.kinds.number import Number
from grader.kinds.order import Order
from grader.kinds.plot_read import PlotRead
from grader.kinds.poly import Poly
from grader.kinds.sample import Sample
from grader.kinds.set import Set
from grader.kinds.sketch import Sketch
from grader.kinds.table import Table
from grader.kinds.vec_scale import VecScale
from grader.kinds.vec_sign import VecSign
from grader.kinds.vector import Vector

_ALL: tuple[Kind[Any, Any], ...] = (
    Expr(),
    Exact(),
    Number(),
    Poly(),
    Equation(),
    Inequality(),
    Matrix(),
    Vector(),
    VecScale(),
    VecSign(),
    Basis(),
    OrthonormalBasis(),
    Factorisation(),
    Blanks(),
    Set(),
    Interval(),
    List(),
    Mc(),
    Ms(),
    Match(),
    Order(),
    Table(),
    PlotRead(),
    Sketch(),
    Antiderivative(),
    Derivation(),
    Sample(),
)
KINDS: dict[str, Kind[Any, Any]] = {kind.name: kind for kind in _ALL}


def kind_of(name: str) -> Kind[Any, Any]:
    """The kind of this name; raises BadKey."""
    try:
        return KINDS[name]
    except KeyError:
        raise BadKey(f"there is no answer kind {name!r}; there are {', '.join(KINDS)}") from None
