"""Expressions that are nearly right: signs, factors, constants, one term, inner signs."""

from __future__ import annotations

from fractions import Fraction

from flint import arb, fmpq

from grader.equivalence.balls import CannotEvaluate, compile_tree
from grader.equivalence.domain import Domain
from grader.equivalence.rational import rational
from grader.equivalence.sampling import precision
from grader.plain import ascii as plain
from grader.sentences import say
from grader.tree import Negate, Node, Sum, free_names, number, substitute
from grader.words.near_miss import Ball, NearMiss, Table, agree, constant, tabulated, values

SIGN = NearMiss("sign", say("Right up to the sign of the whole expression."))
FACTOR = NearMiss("factor", say("Right up to a constant factor."))
CONSTANT = NearMiss("constant", say("Right up to a constant that is added."))
RECIPROCAL = NearMiss("reciprocal", say("Numerator and denominator seem to have changed places."))
SQUARE = NearMiss("square", say("Check whether a square or a square root is still to be taken."))
TERM_SIGN = NearMiss("term-sign", say("One term has the wrong sign."))
TERM_FACTOR = NearMiss("term-factor", say("The coefficient of one term is off."))
TERM_MISSING = NearMiss("term-missing", say("One term is missing."))
MOST_TERMS = 12


def about_expression(answer: Node, key: Node, domain: Domain, seed: str) -> NearMiss | None:
    """What a wrong expression seems to have slipped by."""
    if not free_names(key):
        return None
    table = tabulated([answer, key], domain, seed)
    if table is None:
        return None
    a, k = table.rows
    miss = _whole(a, k)
    if miss is None and isinstance(key, Sum):
        miss = _one_term([x - y for x, y in zip(a, k, strict=True)], key, table)
    if miss is None:
        for name in sorted(free_names(answer))[:4]:
            if table.turned(0, name, k):
                words = say("Check the sign of ${name}$ where it stands inside.", name=name)
                return NearMiss("inner-sign", words)
    return miss


def _whole(a: list[Ball], k: list[Ball]) -> NearMiss | None:
    if agree((-x for x in a), k):
        return SIGN
    if constant(y / x for x, y in zip(a, k, strict=True)):
        return FACTOR
    if constant(y - x for x, y in zip(a, k, strict=True)):
        return CONSTANT
    if agree((x * y for x, y in zip(a, k, strict=True)), (x * 0 + 1 for x in a)):
        return RECIPROCAL
    if agree((x * x for x in a), k) or agree(a, (y * y for y in k)):
        return SQUARE
    return None


def _one_term(off: list[Ball], key: Sum, table: Table) -> NearMiss | None:
    """The difference to the key, `off`, is a multiple of one of its terms."""
    miss = None
    for term in key.terms[:MOST_TERMS]:
        ratio = table.multiple(off, term)
        if ratio is not None:
            if ratio.overlaps(arb(-2)):
                return TERM_SIGN
            if ratio.overlaps(arb(-1)):
                return TERM_MISSING
            miss = TERM_FACTOR
    return miss


def about_equation(left: Node, right: Node, domain: Domain, seed: str) -> NearMiss | None:
    """What a wrong equation slipped by; both are given as the term that is to be 0."""
    terms = _flat_terms(right)
    found = values([left, right, *terms], domain, seed)
    if found is None or len(terms) < 2:
        return None
    a, k = found[0], found[1]
    for term in found[2:]:
        other = [y - 2 * t for y, t in zip(k, term, strict=True)]
        if constant([x / y for x, y in zip(a, other, strict=True)]):
            return TERM_SIGN
    return None


def _flat_terms(node: Node) -> list[Node]:
    """The terms of a difference of sums, signs included."""
    if isinstance(node, Sum):
        return [term for part in node.terms for term in _flat_terms(part)][:MOST_TERMS]
    if isinstance(node, Negate) and isinstance(node.arg, Sum):
        return [Negate(term) for term in _flat_terms(node.arg)]
    return [node]


def counter_example(answer: Node, key: Node, domain: Domain) -> str:
    """A simple point where the two differ, with the answer's own value there."""
    names = sorted(free_names(answer) | free_names(key))
    tries = [Fraction(n) for n in (2, 1, 3, -1, 0, 5, -2, 4)] + [Fraction(1, 2), Fraction(1, 3)]
    try:
        programs = [compile_tree(tree, names) for tree in (answer, key)]
    except CannotEvaluate:
        return ""
    for shift in range(len(tries)) if names else ():
        point = {n: tries[(shift + i) % len(tries)] for i, n in enumerate(names)}
        if not all(_inside(domain, name, value) for name, value in point.items()):
            continue
        balls = [_ball(value) for value in point.values()]
        with precision(64):
            a, k = (program(balls) for program in programs)
        if a.is_finite() and k.is_finite() and not a.overlaps(k):
            at = ", ".join(f"{name} = {plain(number(value))}" for name, value in point.items())
            return say(
                "At ${at}$ your expression is ${answer}$; that is not right.",
                at=at,
                answer=_shown(answer, point, a),
            )
    return ""


def _inside(domain: Domain, name: str, value: Fraction) -> bool:
    values_ = domain.of(name)
    if values_.field == "integer" and value.denominator != 1:
        return False
    return (values_.low is None or value > values_.low) and (
        values_.high is None or value < values_.high
    )


def _shown(answer: Node, point: dict[str, Fraction], value: Ball) -> str:
    exact = rational(substitute(answer, {n: number(v) for n, v in point.items()}))
    if exact is not None and abs(exact) < 10**6 and exact.denominator < 1000:
        return plain(number(exact))
    return str(value.str(5, radius=False))


def _ball(value: Fraction) -> Ball:
    return arb(fmpq(value.numerator, value.denominator))
