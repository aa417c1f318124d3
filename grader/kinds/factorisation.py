"""Factors of a matrix: any that multiply back to it and have the shape their name asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.equivalence.ladder import Decision
from grader.equivalence.linear import Rows, multiply, transpose
from grader.errors import BadKey
from grader.kinds import closeness, shapes
from grader.kinds.closeness import Closeness
from grader.kinds.entrywise import read_closeness_of_entries
from grader.kinds.fields import Fields
from grader.kinds.judging import all_of, entrywise, verdict
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.reading import table, unreadable
from grader.kinds.several import bundles
from grader.request import Answer
from grader.sentences import say
from grader.tree import List, Matrix
from grader.typeset import latex
from grader.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Scheme:
    """One factorisation: names of the factors, what must be equal, and the shape of each.

    sides   from A and the factors, the two matrices that must be equal
    shapes  for each factor the shapes it must have, in the order in which they are complained of
    """

    factors: tuple[str, ...]
    formula: str
    sides: Callable[..., tuple[Rows, Rows]]
    shapes: tuple[tuple[shapes.Shape, ...], ...]
    optional: int = 0


LU, QR = ("L", "U"), ("Q", "R")
SCHEMES = {
    "lu": Scheme(LU, "A = LU", lambda a, low, up: (multiply(low, up), a),
                 ((shapes.LOWER, shapes.UNIT_DIAGONAL), (shapes.UPPER,))),
    "plu": Scheme(("P", *LU), "PA = LU", lambda a, p, low, up: (multiply(low, up), multiply(p, a)),
                  ((shapes.PERMUTATION,), (shapes.LOWER, shapes.UNIT_DIAGONAL), (shapes.UPPER,))),
    "qr": Scheme(QR, "A = QR", lambda a, q, r: (multiply(q, r), a),
                 ((shapes.ORTHONORMAL_COLUMNS,), (shapes.UPPER,))),
    "cholesky": Scheme(("L",), "A = LL^T", lambda a, low: (multiply(low, transpose(low)), a),
                       ((shapes.LOWER, shapes.POSITIVE_DIAGONAL),)),
    "pdp": Scheme(("P", "D", "P^{-1}"), "A = PDP^{-1}",
                  lambda a, p, d, *_: (multiply(a, p), multiply(p, d)),
                  ((shapes.INVERTIBLE,), (shapes.DIAGONAL,), ()), optional=1),
    "qdq": Scheme(("Q", "D"), "A = QDQ^T", lambda a, q, d: (multiply(a, q), multiply(q, d)),
                  ((shapes.ORTHONORMAL_COLUMNS,), (shapes.DIAGONAL,))),
    "svd": Scheme(("U", "S", "V"), "A = USV^T",
                  lambda a, u, s, v: (multiply(multiply(u, s), transpose(v)), a),
                  ((shapes.ORTHONORMAL_COLUMNS,), (shapes.DIAGONAL, shapes.NOT_NEGATIVE),
                   (shapes.ORTHONORMAL_COLUMNS,))),
}  # fmt: skip


# L = [[…]], U = [[…]]: the names of the factors, typed once more.
_LABELS = re.compile(r"(?<![\w\\])[A-Z](?:\^(?:-1|T|\{-1\}|\{T\}))?\s*=(?=\s*[\[(\\])")


@dataclass(frozen=True, slots=True)
class Key:
    matrix: Rows
    scheme: Scheme
    language: Language
    closeness: Closeness | None
    more: tuple[tuple[int, shapes.Shape], ...]


class Factorisation(Kind[Key, tuple[Rows, ...]]):
    """
    >>> kind = Factorisation()
    >>> key = kind.prepare({"of": "[[2, 1], [4, 5]]", "into": "lu"})
    >>> answer = kind.read(Answer("[[1, 0], [2, 1]], [[2, 1], [0, 3]]"), key)
    >>> kind.judge(answer, key, "seed").outcome
    'right'
    """

    name = "factorisation"
    line = "Factors of a matrix: any valid choice, judged by the product and by their properties."
    typed = "the factors in order, `[[1, 0], [2, 1]], [[2, 1], [0, 3]]`"
    options = (
        Option("of", "the matrix A"),
        Option(
            "into",
            "`lu` (A = LU, L unit lower), `plu` (PA = LU), `qr` (A = QR, Q with "
            "orthonormal columns), `cholesky` (A = LL^T), `pdp` (A = PDP^-1; P and D, P^-1 if "
            "wanted), `qdq` (A = QDQ^T), `svd` (A = USV^T)",
        ),
        Option("positive_diagonal", "for qr: whether R must have a positive diagonal", "false"),
        Option("descending", "for svd, pdp, qdq: whether the diagonal must not increase", "false"),
        *closeness.OPTIONS,
        *OPTIONS,
    )
    example = Example(
        {"of": "[[2, 1], [4, 5]]", "into": "lu"},
        ("[[1, 0], [2, 1]], [[2, 1], [0, 3]]",),
        ("[[2, 0], [4, 1]], [[1, 1/2], [0, 3]]", "[[1, 0], [1, 1]], [[2, 1], [0, 3]]"),
    )

    def key(self, fields: Fields) -> Key:
        text = fields.text("of")
        language = read_language(fields, text)
        scheme = SCHEMES[fields.choice("into", tuple(SCHEMES), "")]
        fields.get("value")  # a page may carry one choice of factors for the solution
        more: list[tuple[int, shapes.Shape]] = []
        if fields.flag("positive_diagonal"):
            more.append((len(scheme.factors) - 1, shapes.POSITIVE_DIAGONAL))
        if fields.flag("descending"):
            more.append((1, shapes.DESCENDING))
        if more and len(scheme.factors) < 2:
            raise BadKey("positive_diagonal and descending are for several factors")
        rows = table(language.key(text))
        return Key(rows, scheme, language, read_closeness_of_entries(fields), tuple(more))

    def read(self, answer: Answer, key: Key) -> tuple[Rows, ...]:
        text = _LABELS.sub(lambda label: " " * len(label[0]), answer.text)
        node = key.language.read(Answer(text, answer.syntax))
        found = tuple(table(part) for part in bundles(node))
        most = len(key.scheme.factors)
        if not most - key.scheme.optional <= len(found) <= most:
            names = ", ".join(key.scheme.factors[: most - key.scheme.optional])
            raise unreadable(
                say("The matrices {names} are expected, in this order.", names=names), node
            )
        return found

    def judge(self, answer: tuple[Rows, ...], key: Key, seed: str) -> Verdict:
        scheme, closeness_ = key.scheme, key.closeness or shapes.EXACT
        try:
            left, right = scheme.sides(key.matrix, *answer)
        except ValueError:
            return _wrong(
                "shape", say("The shapes do not fit ${formula}$.", formula=scheme.formula)
            )
        if len(left) != len(right) or len(left[0]) != len(right[0]):
            return _wrong(
                "shape", say("The shapes do not fit ${formula}$.", formula=scheme.formula)
            )
        product = all_of(_entries(left, right, key, seed))
        complaint = _complaint(answer, key, closeness_)
        if product.same is False:
            words = say("These factors do not satisfy ${formula}$.", formula=scheme.formula)
            return replace(verdict(product), tag="product", feedback=words)
        if complaint is not None:
            factor, shape = complaint
            but = shape.complaint.about(factor=scheme.factors[factor])
            words = say("The product is right, but {but}", but=but)
            return replace(_wrong(shape.name, words), method=product.method)
        return verdict(product)

    def latex(self, answer: tuple[Rows, ...]) -> str:
        matrices = tuple(Matrix(rows) for rows in answer)
        return latex(matrices[0] if len(matrices) == 1 else List(matrices))

    def is_mistake(self, answer: Any, raw: Any, value: str, seed: str) -> bool:
        """A mistake's value is a list of factors, each of which must be equal entry by entry."""
        key = self.prepare({**raw, "decimal_comma": False})  # as authors write
        wanted = self.read(Answer(value), key)
        if [(len(m), len(m[0])) for m in answer] != [(len(m), len(m[0])) for m in wanted]:
            return False
        pairs = zip(answer, wanted, strict=True)
        return bool(all_of(d for a, w in pairs for d in _entries(a, w, key, seed)).same)


def _entries(left: Rows, right: Rows, key: Key, seed: str) -> list[Decision]:
    given, wanted = ([entry for row in rows for entry in row] for rows in (left, right))
    return entrywise(given, wanted, key.language, key.closeness, seed)


def _complaint(
    answer: Sequence[Rows], key: Key, close: Closeness
) -> tuple[int, shapes.Shape] | None:
    """The first factor that does not have one of its shapes."""
    wanted = [(i, shape) for i, group in enumerate(key.scheme.shapes) for shape in group]
    for factor, shape in (*wanted, *key.more):
        if factor < len(answer) and not shape.holds(answer[factor], close):
            return factor, shape
    if len(answer) == 3 and key.scheme.optional:
        if not shapes.inverse_of(answer[0], close).holds(answer[2], close):
            return 2, shapes.inverse_of(answer[0], close)
    return None


def _wrong(tag: str, feedback: str) -> Verdict:
    return Verdict("wrong", 0.0, "properties", tag, feedback)
