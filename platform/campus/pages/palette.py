"""Which symbol buttons stand under an input line, by the kind of answer asked for.

A pattern is inserted at the caret; the selection, or else the caret, lands where its bar stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "phi": "φ", "psi": "ψ", "omega": "ω",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Symbol:
    """A button: its name read aloud, its face, what it inserts."""

    name: str | Promise
    face: str
    pattern: str


POWER = Symbol(_("power"), "xⁿ", "^(|)")
FRACTION = Symbol(_("fraction"), "a⁄b", "(|)/()")
ROOT = Symbol(_("square root"), "√", "sqrt(|)")
PI = Symbol(_("pi"), "π", "pi")
EXP = Symbol(_("exponential"), "eˣ", "exp(|)")
LOG = Symbol(_("natural logarithm"), "ln", "ln(|)")
ABSOLUTE = Symbol(_("absolute value"), "|x|", "abs(|)")
BRACES = Symbol(_("set"), "{ }", "{|}")
INFINITY = Symbol(_("infinity"), "∞", "inf")
UNION = Symbol(_("union"), "∪", " union ")
CLOSED = Symbol(_("closed interval"), "[a, b]", "[|, ]")
OPEN = Symbol(_("open interval"), "(a, b)", "(|, )")

EXPRESSION = (POWER, FRACTION, ROOT, EXP, LOG, ABSOLUTE, PI)
BY_KIND: dict[str, tuple[Symbol, ...]] = {
    "expr": EXPRESSION,
    "equation": EXPRESSION,
    "exact": (FRACTION, ROOT, POWER, PI, EXP, LOG),
    "poly": (POWER, FRACTION, ROOT),
    "set": (BRACES, FRACTION, ROOT, PI),
    "interval": (CLOSED, OPEN, INFINITY, UNION, ROOT),
}


def symbols(kind: str, names: Sequence[str] = ()) -> tuple[Symbol, ...]:
    """The buttons for a kind of answer, Greek variables of the exercise first.

    >>> [s.face for s in symbols("poly", ["lambda", "x"])]
    ['λ', 'xⁿ', 'a⁄b', '√']
    >>> symbols("number")
    ()
    """
    common = BY_KIND.get(kind, ())
    known = {symbol.pattern for symbol in common}
    letters = [Symbol(name, GREEK[name], name) for name in names if name in GREEK and common]
    return (*(letter for letter in letters if letter.pattern not in known), *common)
