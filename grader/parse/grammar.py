"""
The grammar: a Pratt parser from tokens to the tree. How tightly operators bind is in `levels.py`,
brackets are read in `bundles.py`, functions in `calls.py`, LaTeX commands in `commands.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NoReturn

from grader.errors import UnreadableAnswer
from grader.parse import bundles, calls, commands
from grader.parse.levels import (
    AND,
    OR,
    POSTFIX,
    POWER,
    PRODUCT,
    RELATION,
    RELATIONS,
    SETS,
    STARTS_A_FACTOR,
    STRENGTH,
    SUM,
)
from grader.parse.tokens import DEEPEST_TREE, Token, value_of
from grader.tree import (
    And,
    Call,
    Constant,
    Difference,
    Intersection,
    Interval,
    List,
    Name,
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
    Span,
    Sum,
    Text,
    Union,
)

Expect = Literal["any", "expression", "interval"]


class Reader:
    """Reads one answer's tokens.

    expect          "interval": (1,2) and [1,2] are intervals; "expression": [x+1] is a bracket
    arity           how many arguments a function takes, least and most
    semicolon_rows  [1,2; 3,4] is a matrix; not where the comma is the decimal sign
    opened          the brackets and bars that are open: the meaning of a bar hangs on them
    """

    def __init__(
        self, tokens: list[Token], *, expect: Expect, arity: calls.Arity, semicolon_rows: bool
    ) -> None:
        self.tokens = tokens
        self.semicolon_rows = semicolon_rows
        self.index = 0
        self.depth = 0
        self.expect = expect
        self.arity = arity
        self.opened: list[str] = []
        self.retries = 8  # how often || may be tried as a norm first

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def advance(self) -> Token:
        token = self.tokens[self.index]
        self.index += 1
        return token

    def at(self, *texts: str) -> bool:
        token = self.tokens[self.index]
        return token.kind == "operator" and token.text in texts

    def span_from(self, start: int) -> Span:
        return start, self.tokens[self.index - 1].end

    def refuse(self, message: str, token: Token | None = None) -> NoReturn:
        token = token or self.token
        raise UnreadableAnswer(message, token.start, max(token.end, token.start + 1))

    def read(self) -> Node:
        """The whole answer."""
        node = self.listing()
        if self.token.kind != "end":
            self.refuse_stray()
        return node

    def listing(self) -> Node:
        start = self.token.start
        items = [self.expression()]
        while self.at(",", ";"):
            self.advance()
            items.append(self.expression())
        if self.expect == "interval":
            items = [bundles.as_interval(item) for item in items]
        return items[0] if len(items) == 1 else List(tuple(items), span=self.span_from(start))

    def expression(self, loosest: int = OR) -> Node:
        """Read as far as operators bind at least as tightly as `loosest`."""
        self.depth += 1
        if self.depth > DEEPEST_TREE:
            self.refuse(f"The answer is nested more than {DEEPEST_TREE} levels deep.")
        left = self.prefix(loosest)
        while True:
            strength = self.strength_here()
            if strength < loosest:
                break
            left = _INFIX[strength](self, left)
        self.depth -= 1
        return left

    def strength_here(self) -> int:
        """How tightly what comes next binds to what stands before; 0 when the expression ends."""
        token = self.tokens[self.index]
        if token.kind == "operator":
            if token.text in ("|", "||") and not bundles.closes_here(self, token.text):
                return PRODUCT
            return STRENGTH.get(token.text, 0)
        return PRODUCT if token.kind in STARTS_A_FACTOR else 0

    def prefix(self, loosest: int) -> Node:
        """What an expression may begin with: a sign, or a factor without its power."""
        token = self.tokens[self.index]
        if token.kind == "operator" and token.text in ("-", "+", "+/-", "-/+"):
            return self.signed(loosest)
        return self.factor()

    def signed(self, loosest: int) -> Node:
        """A sign takes the whole term at the start of one, else only the next factor."""
        token = self.advance()
        arg = self.expression(PRODUCT if loosest <= SUM else POWER)
        span = self.span_from(token.start)
        if token.text == "-":
            return Negate(arg, span=span)
        if token.text == "+":
            return arg
        return PlusMinus(None, arg, flipped=token.text == "-/+", span=span)

    def factor(self) -> Node:
        """One factor without its power: a number, a name, a call, a bracket."""
        token = self.tokens[self.index]
        reading = _FACTORS.get(token.kind)
        if reading:
            return reading(self)
        if token.kind == "operator" and token.text in ("|", "||"):
            return bundles.bars(self)
        if self.at("mod") and self.tokens[self.index + 1].kind == "open":
            return calls.call(self)
        return self.refuse_missing()

    def number(self) -> Node:
        token = self.advance()
        return Number(value_of(token.text), token.text, span=(token.start, token.end))

    def vulgar(self) -> Node:
        token = self.advance()
        span = (token.start, token.end)
        num, den = (Number(value_of(part), part, span=span) for part in token.text.split("/"))
        return Quotient(num, den, span=span)

    def name(self) -> Node:
        token = self.advance()
        return Name(token.text, span=(token.start, token.end))

    def constant(self) -> Node:
        token = self.advance()
        return Constant(token.text, span=(token.start, token.end))  # type: ignore[arg-type]

    def refuse_missing(self) -> NoReturn:
        """Something must stand here and does not."""
        token = self.token
        before = _shown(self.tokens[self.index - 1].text) if self.index else ""
        if token.kind == "end" and not self.index:
            raise UnreadableAnswer("Nothing has been typed.")
        if token.kind == "end":
            self.refuse(f"The answer breaks off after `{before}`.", self.tokens[self.index - 1])
        if token.kind == "close" and self.index and self.tokens[self.index - 1].kind == "open":
            self.refuse("There is nothing between these brackets.")
        if token.kind == "transpose":
            self.refuse("`T` is read only as the transpose of a matrix, as in A^T.")
        self.refuse(f"Something is missing before `{_shown(token.text)}`.")

    def refuse_stray(self) -> NoReturn:
        token = self.token
        if token.kind == "close":
            self.refuse(f"This `{_shown(token.text)}` closes a bracket that was never opened.")
        if token.kind == "operator" and token.text == "_":
            self.refuse("An underscore belongs to a name, as in x_1.")
        self.refuse(f"`{_shown(token.text)}` cannot stand here.")


def _shown(text: str) -> str:
    return {"group": "{", "endgroup": "}", "setminus": "\\"}.get(text, text)


def _statement(reader: Reader, left: Node) -> Node:
    """`or` and `and` join statements; flat, whatever brackets were around the parts."""
    word = reader.token.text
    kind, strength = (Or, OR) if word == "or" else (And, AND)
    parts = [left]
    while reader.at(word):
        joint = reader.advance()
        parts.append(reader.expression(strength + 1))
        for part in parts[-2:]:
            if not isinstance(part, Relation | And | Or):
                example = "x = 1 or x = 2" if word == "or" else "x > 1 and x < 2"
                reader.refuse(
                    f"`{word}` joins equations or inequalities, as in {example}; "
                    "between values write a comma.",
                    joint,
                )
    span = (parts[0].span or (0, 0))[0], reader.tokens[reader.index - 1].end
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else [part])
    return kind(tuple(flat), span=span)


def _relation(reader: Reader, left: Node) -> Node:
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


def _sets(reader: Reader, left: Node) -> Node:
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


def _sum(reader: Reader, left: Node) -> Node:
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


def _product(reader: Reader, left: Node) -> Node:
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
        else:
            calls.check_side_by_side(reader, factors[-1])
            factors[-1] = bundles.as_bracket(factors[-1])
            factors.append(bundles.as_bracket(reader.expression(PRODUCT + 1)))
    return Product(tuple(factors), span=reader.span_from(start))


def _power(reader: Reader, base: Node) -> Node:
    reader.advance()
    start = _start(base)
    exponent = calls.exponent(reader)
    span = reader.span_from(start)
    if isinstance(exponent, Text):
        return Call("transpose", (base,), span=span)
    return Power(bundles.as_bracket(base), exponent, span=span)


def _postfix(reader: Reader, arg: Node) -> Node:
    sign = reader.advance()
    span = reader.span_from(_start(arg))
    if sign.text == "!":
        return Call("factorial", (bundles.as_bracket(arg),), span=span)
    if not isinstance(arg, Number) or arg.text.endswith("%"):
        reader.refuse("A per cent sign belongs to a number, as in 25%.", sign)
    return Number(arg.value / 100, arg.text + "%", span=span)


def _start(node: Node) -> int:
    return node.span[0] if node.span else 0


_INFIX: dict[int, Callable[[Reader, Node], Node]] = {
    OR: _statement,
    AND: _statement,
    RELATION: _relation,
    SETS: _sets,
    SUM: _sum,
    PRODUCT: _product,
    POWER: _power,
    POSTFIX: _postfix,
}
_FACTORS: dict[str, Callable[[Reader], Node]] = {
    "number": Reader.number,
    "fraction": Reader.vulgar,
    "name": Reader.name,
    "constant": Reader.constant,
    "function": calls.call,
    "open": bundles.bracket,
    "command": commands.command,
    "constant set": bundles.constant_set,
}
