"""The gaps of a displayed factorisation or formula: any values that make it true, or given ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from grader.equivalence.linear import Rows, multiply
from grader.errors import BadKey
from grader.kinds import closeness
from grader.kinds.closeness import Closeness
from grader.kinds.entrywise import read_closeness_of_entries, share_of
from grader.kinds.fields import Fields
from grader.kinds.judging import all_of, entrywise
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import OPTIONS, Language, read_language
from grader.kinds.reading import A_NUMBER, entries, expression, same_length, table
from grader.kinds.several import bundles
from grader.request import Answer
from grader.tree import List, Node, substitute
from grader.typeset import latex
from grader.verdict import Verdict

Gaps = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Key:
    value: Gaps
    names: tuple[str, ...]
    factors: tuple[Rows, ...]
    product: Rows
    language: Language
    closeness: Closeness | None
    partial: bool


class Blanks(Kind[Key, Gaps]):
    """
    >>> kind = Blanks()
    >>> key = kind.prepare({"value": "2, 3", "gaps": "a, b", "product": "[[2, 1], [4, 5]]",
    ...                     "factors": "[[1, 0], [a, 1]], [[2, 1], [0, b]]"})
    >>> kind.judge(kind.read(Answer("2, 3"), key), key, "seed").outcome
    'right'
    """

    name = "blanks"
    line = "The gaps of a displayed factorisation, in order; every filling with the right product."
    typed = "the values in order, `2, 3`"
    options = (
        Option("value", "one right filling, in the order of the gaps"),
        Option("gaps", "letters of the gaps in `factors`, in the same order"),
        Option(
            "factors",
            "the displayed matrices with these letters in the gaps; without them "
            "only `value` is right",
        ),
        Option("product", "what the factors must multiply to"),
        Option("partial", "whether gaps filled as in `value` earn their share", "true"),
        *closeness.OPTIONS,
        *OPTIONS,
    )
    example = Example(
        {
            "value": "2, 3",
            "gaps": "a, b",
            "factors": "[[1, 0], [a, 1]], [[2, 1], [0, b]]",
            "product": "[[2, 1], [4, 5]]",
        },
        ("2, 3", "4/2, 3"),
        ("2, 5", "1, 1"),
    )

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        language = read_language(fields, text)
        value = _gaps(language.key(text))
        names, factors, product = fields.words("gaps") or (), fields.text("factors", ""), None
        wide = Language((*language.names, *names), language.domain)
        matrices = tuple(table(m) for m in bundles(wide.key(factors))) if factors else ()
        if matrices:
            product = table(wide.key(fields.text("product")))
            if len(names) != len(value):
                raise BadKey("a key of kind blanks needs as many gaps as values")
        key = Key(
            value,
            names,
            matrices,
            product or (),
            language,
            read_closeness_of_entries(fields),
            fields.flag("partial", True),
        )
        if matrices and not _multiplies(value, key, "key"):
            raise BadKey("the value of a key of kind blanks does not give the product")
        return key

    def read(self, answer: Answer, key: Key) -> Gaps:
        node = key.language.read(answer)
        if len(key.value) == 1:
            return (expression(node, A_NUMBER),)
        return same_length(node, len(key.value))

    def judge(self, answer: Gaps, key: Key, seed: str) -> Verdict:
        decisions = entrywise(answer, key.value, key.language, key.closeness, seed)
        found = share_of(decisions, partial=key.partial)
        if found.outcome != "right" and key.factors and _multiplies(answer, key, seed):
            return replace(found, outcome="right", score=1.0, method="product", details={})
        return found

    def fits(self, answer: Gaps, key: Key) -> bool:
        return len(answer) == len(key.value)

    def is_mistake(self, answer: Gaps, raw: Mapping[str, Any], value: str, seed: str) -> bool:
        """A mistake fills the gaps in a way that does not give the product."""
        alone = {k: v for k, v in raw.items() if k not in ("factors", "gaps", "product")}
        return super().is_mistake(answer, alone, value, seed)

    def latex(self, answer: Gaps) -> str:
        return latex(List(answer) if len(answer) > 1 else answer[0])


def _gaps(node: Node) -> Gaps:
    return (expression(node),) if not _several(node) else entries(node)


def _several(node: Node) -> bool:
    return type(node).__name__ in ("Row", "List", "Matrix")


def _multiplies(values: Gaps, key: Key, seed: str) -> bool:
    """Whether the factors with these values in their gaps give the product."""
    at = dict(zip(key.names, values, strict=True))
    filled = [tuple(tuple(substitute(e, at) for e in row) for row in m) for m in key.factors]
    result = filled[0]
    for factor in filled[1:]:
        result = multiply(result, factor)
    given, wanted = ([entry for row in rows for entry in row] for rows in (result, key.product))
    decisions = entrywise(given, wanted, key.language, key.closeness, f"{seed}/product")
    return all_of(decisions).same is True
