"""What joins two values, and what stands behind one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.parse import bundles, calls
from grader.parse.levels import AND, OR, PRODUCT, RELATION, RELATIONS, SETS, SUM
from grader.sentences import say
from grader.tree import (
    And,
    Call,
    Difference,
    Intersection,
    Interval,
    Negate,
    Node,
    Number,
    Or,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Relation,
    Set,
    Sum,
    Text,
    Union,
)

if TYPE_CHECKING:
    from grader.parse.grammar import Reader


def join_statements(reader: Reader, left: Node) -> Node:
    """`or` and `and` join statements; flat, whatever brackets were around the parts."""
    word = reader.token.text
    kind, strength = (Or, OR) if word == "or" else (And, AND)
    parts = [left]
    while reader.at(word):
        joint = reader.advance()
        parts.append(reader.expression(strength + 1))
        if word == "or" and reader.expect == "interval":
            parts[-2:] = map(bundles.as_interval, parts[-2:])
            if all(isinstance(part, Interval) for part in parts):
                continue  # "or" between intervals is their union
        for part in parts[-2:]:
            if not isinstance(part, Relation | And | Or):
                example = "x = 1 or x = 2" if word == "or" else "x > 1 and x < 2"
                reader.refuse(
                    say(
                        "`{word}` joins equations or inequalities, as in {example}; "
                        "between values write a comma.",
                        word=word,
                        example=example,
                    ),
                    joint,
                )
    span = (parts[0].span or (0, 0))[0], reader.tokens[reader.index - 1].end
    if isinstance(parts[0], Interval):
        return Union(tuple(parts), span=span)
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else [part])
    return kind(tuple(flat), span=span)


def relate(reader: Reader, left: Node) -> Node:
    """A relation, or a chain of them: `0 < x <= 3` is `0 < x and x <= 3`."""
    links: list[Node] = []
    start = _start(left)
    while reader.strength_here() == RELATION:
        op = RELATIONS[reader.advance().text]
        right = reader.expression(RELATION + 1)
        if op == "in":
            right = bundles.as_interval(right)
        span = (_start(left), reader.tokens[reader.index - 1].end)
        links.append(Relation(op, left, right, span=span))
        left = right
    return links[0] if len(links) == 1 else And(tuple(links), span=reader.span_from(start))


def combine_sets(reader: Reader, left: Node) -> Node:
    """Unions and intersections, from left to right; bracketed pairs in them are intervals."""
    start = _start(left)
    word = reader.token.text
    parts = [bundles.as_interval(left)]
    while reader.at(word):
        braced = reader.tokens[reader.index + 1].text == "group"
        reader.advance()
        part = bundles.as_interval(reader.expression(SETS + 1))
        if braced and not isinstance(part, Set | Interval):
            part = Set((part,), span=part.span)  # {2} in LaTeX that lost its backslashes
        parts.append(part)
        if word == "setminus":
            break
    span = reader.span_from(start)
    if word == "setminus":
        return Difference(parts[0], parts[1], span=span)
    return (Union if word == "union" else Intersection)(tuple(parts), span=span)


def add(reader: Reader, left: Node) -> Node:
    start = _start(left)
    if reader.at("+/-", "-/+"):
        flipped = reader.advance().text == "-/+"
        right = reader.expression(SUM + 1)
        return PlusMinus(left, right, flipped, span=reader.span_from(start))
    terms = [left]
    while reader.at("+", "-"):
        sign = reader.advance()
        term = reader.expression(SUM + 1)
        if sign.text == "-":
            term = Negate(term, span=reader.span_from(sign.start))
        terms.append(term)
    return Sum(tuple(terms), span=reader.span_from(start))


def multiply(reader: Reader, left: Node) -> Node:
    start = _start(left)
    if reader.at("/", "mod"):
        operator = reader.advance()
        right = reader.expression(PRODUCT + 1)
        span = reader.span_from(start)
        if operator.text == "/":
            return Quotient(left, right, span=span)
        return Call("mod", (left, right), span=span)
    factors = [left]
    while reader.strength_here() == PRODUCT and not reader.at("/", "mod"):
        if reader.at("*"):
            reader.advance()
            factors.append(reader.expression(PRODUCT + 1))
        elif (mixed := calls.mixed_number(reader, factors[-1])) is not None:
            factors[-1] = mixed
        else:
            calls.check_side_by_side(reader)
            factors[-1] = bundles.as_bracket(factors[-1])
            factors.append(bundles.as_bracket(reader.expression(PRODUCT + 1)))
    if len(factors) == 1:
        return factors[0]
    return Product(tuple(factors), span=reader.span_from(start))


def raise_power(reader: Reader, base: Node) -> Node:
    reader.advance()
    start = _start(base)
    exponent = calls.exponent(reader)
    span = reader.span_from(start)
    if isinstance(exponent, Text):
        return Call("transpose", (base,), span=span)
    return Power(bundles.as_bracket(base), exponent, span=span)


def put_behind(reader: Reader, arg: Node) -> Node:
    sign = reader.advance()
    span = reader.span_from(_start(arg))
    if sign.text == "!":
        return Call("factorial", (bundles.as_bracket(arg),), span=span)
    if not isinstance(arg, Number) or arg.text.endswith("%"):
        reader.refuse(say("A per cent sign belongs to a number, as in 25%."), sign)
    return Number(arg.value / 100, arg.text + "%", span=span)


def _start(node: Node) -> int:
    return node.span[0] if node.span else 0
