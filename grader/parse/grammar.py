"""
The grammar: a Pratt parser from tokens to the tree. How tightly operators bind is in `levels.py`,
brackets are read in `bundles.py`, functions in `calls.py`, LaTeX commands in `commands.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NoReturn

from grader.errors import UnreadableAnswer
from grader.parse import bundles, calls, commands, operators
from grader.parse.levels import (
    AND,
    OR,
    POSTFIX,
    POWER,
    PRODUCT,
    RELATION,
    SETS,
    STARTS_A_FACTOR,
    STRENGTH,
    SUM,
)
from grader.parse.tokens import DEEPEST_NEST, TOO_DEEP, Token, value_of
from grader.sentences import say
from grader.tree import (
    Constant,
    List,
    Name,
    Negate,
    Node,
    Number,
    PlusMinus,
    Quotient,
    Span,
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
        self.descend()
        left = self.prefix(loosest)
        while True:
            strength = self.strength_here()
            if strength < loosest:
                break
            left = _INFIX[strength](self, left)
        self.depth -= 1
        return left

    def lone_factor(self) -> Node:
        """One factor and nothing behind it: the base of a logarithm, a digit after \\frac."""
        self.descend()
        factor = self.factor()
        self.depth -= 1
        return factor

    def descend(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST_NEST:
            self.refuse(TOO_DEEP)

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
        sign = token.text
        if sign == "+" and self.at("-") and self.token.start == token.end:
            self.advance()
            sign = "+/-"  # +-2, as ± is typed where the keyboard has none
        arg = self.expression(PRODUCT if loosest <= SUM else POWER)
        span = self.span_from(token.start)
        if sign == "-":
            return Negate(arg, span=span)
        if sign == "+":
            return arg
        return PlusMinus(None, arg, flipped=sign == "-/+", span=span)

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
        before = shown(self.tokens[self.index - 1].text) if self.index else ""
        if token.kind == "end" and not self.index:
            raise UnreadableAnswer(say("Nothing has been typed."))
        if token.kind == "end":
            self.refuse(
                say("The answer breaks off after `{before}`.", before=before),
                self.tokens[self.index - 1],
            )
        if token.kind == "close" and self.index and self.tokens[self.index - 1].kind == "open":
            self.refuse(say("There is nothing between these brackets."))
        if token.kind == "transpose":
            self.refuse(say("`T` is read only as the transpose of a matrix, as in A^T."))
        self.refuse(say("Something is missing before `{text}`.", text=shown(token.text)))

    def refuse_stray(self) -> NoReturn:
        token = self.token
        if token.kind == "close":
            self.refuse(
                say("This `{text}` closes a bracket that was never opened.", text=shown(token.text))
            )
        if token.kind == "operator" and token.text == "_":
            self.refuse(say("An underscore belongs to a name, as in x_1."))
        self.refuse(say("`{text}` cannot stand here.", text=shown(token.text)))


def shown(text: str) -> str:
    return {"group": "{", "endgroup": "}", "setminus": "\\"}.get(text, text)


_INFIX: dict[int, Callable[[Reader, Node], Node]] = {
    OR: operators.join_statements,
    AND: operators.join_statements,
    RELATION: operators.relate,
    SETS: operators.combine_sets,
    SUM: operators.add,
    PRODUCT: operators.multiply,
    POWER: operators.raise_power,
    POSTFIX: operators.put_behind,
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
