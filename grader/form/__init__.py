"""
The form of an answer, asked once its value is known to be right.

    shortfall    what a check answers             fractions   lowest terms, one fraction, …
    products     expanded, factored               squares     the completed square
    simplified   nothing left to work out         digits      decimal places, significant figures
    functions    "no sin"                         polynomials trees as polynomials, for factors

A form is asked by its name in the key: `form: "factored"`, `form: "expanded, no decimals"`.
"""

from __future__ import annotations

from collections.abc import Iterable

from grader.errors import BadKey
from grader.form.digits import decimal_places, significant_figures
from grader.form.fractions import lowest_terms, partial_fractions, rationalised, single_fraction
from grader.form.functions import without
from grader.form.products import expanded, factored
from grader.form.shortfall import FormCheck, Shortfall
from grader.form.simplified import simplified
from grader.form.squares import completed_square
from grader.parse.functions import ALIASES, ARITY
from grader.tree import And, Interval, List, Matrix, Node, Or, Relation, Row, Set, Union, children

__all__ = ["FORMS", "FormCheck", "Shortfall", "form_check", "shortfall"]

FORMS: dict[str, FormCheck] = {
    "expanded": expanded,
    "factored": factored,
    "lowest terms": lowest_terms,
    "single fraction": single_fraction,
    "rationalised": rationalised,
    "partial fractions": partial_fractions,
    "completed square": completed_square,
    "simplified": simplified,
}
_BUNDLES = (Row, List, Matrix, Set, Interval, Union, Relation, And, Or)
_NOT_FUNCTIONS = frozenset({"decimals", "fractions", "powers", "roots"})


def form_check(name: str) -> FormCheck:
    """The check of a form by its name.

    The names of FORMS, and `2 decimal places`, `3 significant figures`, `no sin` (any function),
    `no decimals`, `no fractions`, `no powers`, `no roots`; hyphens may stand for spaces.

    Raises BadKey for any other name.
    """
    words = name.replace("-", " ").lower().split()
    plain = " ".join(words)
    if plain in FORMS:
        return FORMS[plain]
    if len(words) == 2 and words[0] == "no":
        word = name.replace("-", " ").split()[1]
        if word in ARITY or word in ALIASES or word in _NOT_FUNCTIONS:
            return without(word)
    if len(words) == 3 and words[0].isdigit() and len(words[0]) <= 2:
        count, what = int(words[0]), words[1] + " " + words[2].removesuffix("s") + "s"
        if what == "decimal places":
            return decimal_places(count)
        if what == "significant figures" and count:
            return significant_figures(count)
    known = ", ".join([*FORMS, "2 decimal places", "3 significant figures", "no sin"])
    raise BadKey(f"There is no form named {name!r}; the forms are {known}.")


def shortfall(node: Node, names: Iterable[str]) -> Shortfall | None:
    """Why `node` is not in every form of `names`, or None when it is.

    Of a vector, a matrix, a list, a set or a relation each entry is asked.

    Raises BadKey for a name that is no form.
    """
    checks = [form_check(name) for name in names]
    return next((short for check in checks if (short := _of_each(node, check))), None)


def _of_each(node: Node, check: FormCheck) -> Shortfall | None:
    if not isinstance(node, _BUNDLES):
        return check(node)
    found = (_of_each(part, check) for part in children(node))
    return next((short for short in found if short), None)
