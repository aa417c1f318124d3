"""Numbers as they are shown: rounded the way people round, with a fixed count of decimals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any

import sympy as sp

from exercises.drawing.valuing import value_at

_DIGITS = 40


class Shown(str):
    """A number already written out: `dec(x, 3)` shows the same inside and outside formulas."""


class Tex(str):
    """LaTeX made by the author: `tex(r"\\sin")`."""


class Words(str):
    """Markdown of one line, with formulas: `md(rf"the slope ${latex(a)}$")`."""


def md(text: str) -> Words:
    return Words(text)


def dec(x: Any, places: int) -> Shown:
    """x with `places` decimals, halves away from zero; never "-0.00"."""
    with localcontext(Context(prec=_DIGITS)):
        number = _decimal(x).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        return Shown(f"{abs(number) if number == 0 else number:f}")


def _decimal(x: Any) -> Decimal:
    exact = sp.sympify(x)
    if exact.is_Rational:
        return Decimal(int(exact.p)) / Decimal(int(exact.q))
    return Decimal(str(value_at(exact, _DIGITS)))


def tex(source: str) -> Tex:
    return Tex(source)
