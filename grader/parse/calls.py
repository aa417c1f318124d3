"""Functions and their arguments, powers, and what may stand side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.parse.bundles import arguments, braced
from grader.parse.functions import FIXED_SECOND, INVERSES, TIGHT
from grader.parse.levels import POSTFIX, POWER, PRODUCT
from grader.parse.tokens import Token, value_of
from grader.parse.vocabulary import ANY_NUMBER
from grader.sentences import say
from grader.tree import Call, Name, Negate, Node, Number, Power, Product, Quotient, Sum, Text

if TYPE_CHECKING:
    from grader.parse.grammar import Reader

Arity = Callable[[str], tuple[int, int]]
_MIXED = say(
    "A number beside a fraction can mean a sum or a product: write 2 + 3/2, or 2*3/2, or 7/2."
)


def call(reader: Reader) -> Node:
    """`sin(x)`, `sin x`, `sin^2 x`, `log_2 x`, `sqrt[3]{x}`, `sin^-1 x` (which is arcsin x)."""
    token = reader.advance()
    if reader.at("_") and reader.arity(token.text) == ANY_NUMBER:
        return _term(reader, token)
    name, extra = token.text, _log_base(reader, token)
    if name in FIXED_SECOND:
        name, second = FIXED_SECOND[name]
        extra = (Number(value_of(second), second, span=(token.start, token.end)),)
    if name == "sqrt" and reader.token.kind == "open" and reader.token.text == "[":
        name, extra = "root", (bracketed_degree(reader),)
    power: Node | None = None
    if reader.at("^"):
        reader.advance()
        power = exponent(reader)
        if isinstance(power, Negate) and power.arg == Number(value_of("1")):
            if name not in INVERSES:
                reader.refuse(
                    say("Write 1/{name}(…) for the reciprocal of {name}.", name=name), token
                )
            name, power = INVERSES[name], None
    args = _arguments(reader, name, token)
    _check_arity(reader, name, len(args) + len(extra), token)
    span = reader.span_from(token.start)
    result = Call(name, (*args, *extra), span=span)
    return Power(result, power, span=span) if power else result


def _term(reader: Reader, sequence: Token) -> Node:
    """`a_n`, `a_{n+1}`, `x_{i,j}` and `x_{ij}`: a declared function at its indices."""
    reader.advance()
    opening = reader.token
    if opening.kind == "open" and opening.text in ("group", "{", "("):
        start = reader.index + 1
        indices = arguments(reader)
        inside = reader.tokens[start : reader.index - 1]
        if len(inside) > 1 and all(token.kind == "name" for token in inside):
            indices = tuple(Name(token.text, span=(token.start, token.end)) for token in inside)
    else:
        if opening.strict and opening.kind == "number" and len(opening.text) > 1:
            reader.refuse(say("Put the index in braces: _{{text}}.", text=opening.text), opening)
        indices = (reader.lone_factor(),)
    return Call(sequence.text, indices, indexed=True, span=reader.span_from(sequence.start))


def exponent(reader: Reader) -> Node:
    """What follows `^`: one factor, signed perhaps; `Text("T")` for a transpose."""
    token = reader.token
    group = token.kind == "open" and token.text in ("group", "{", "(")
    ahead = reader.tokens[reader.index + group]
    if ahead.kind == "transpose":
        closing = reader.tokens[reader.index + 2] if group else None
        if closing is None or closing.kind == "close":
            reader.index += 3 if group else 1
            return Text("T")
    if token.strict and token.kind == "number" and len(token.text) > 1:
        message = say("Put the exponent in braces: ^{{text}}.", text=token.text)
        reader.refuse(message, token)
    if token.kind == "open" and token.text == "{":
        return braced(reader)
    return reader.expression(POWER)


def check_side_by_side(reader: Reader) -> None:
    """Two things side by side are a product, except where that would be a guess."""
    token, before = reader.token, reader.tokens[reader.index - 1]
    if before.kind == "number":
        if token.kind == "number":
            if token.end - token.start == 3 and token.spaced and before.text.isdigit():
                reader.refuse(say("Write the number without a space."), token)
            reader.refuse(
                say(
                    "Two numbers stand side by side: write {left}*{right} for their product.",
                    left=before.text,
                    right=token.text,
                ),
                token,
            )
        if token.kind == "fraction" or (token.text == "frac" and _is_plain_fraction(reader)):
            reader.refuse(_MIXED, token)
    if token.kind == "number" and not token.spaced and before.kind in ("name", "constant"):
        name, number = before.text, token.text
        reader.refuse(
            say(
                "Did you mean {name}*{number}, {name}^{number} or {name}_{number}?",
                name=name,
                number=number,
            ),
            token,
        )


def mixed_number(reader: Reader, whole: Node) -> Node | None:
    """`2½` and `2\\frac{1}{2}` as 2 + 1/2: a whole number right before a proper fraction.

    None for anything else, with nothing read.
    """
    before, token = reader.tokens[reader.index - 1], reader.token
    if not (isinstance(whole, Number) and before.kind == "number" and before.text.isdigit()):
        return None
    ahead = _plain_fraction_ahead(reader)
    if ahead is None or reader.tokens[ahead].text in ("^", "!", "%"):
        return None
    part = reader.factor()
    match part:
        case Quotient(num=Number(value=num), den=Number(value=den)) if 0 < num < den:
            return Sum((whole, part), span=reader.span_from(before.start))
    reader.refuse(_MIXED, token)


def _plain_fraction_ahead(reader: Reader) -> int | None:
    """Where the tokens of a fraction of two whole numbers end; None if there is none here."""
    token = reader.token
    if token.kind == "fraction":
        return reader.index + 1
    kinds = [ahead.kind for ahead in reader.tokens[reader.index : reader.index + 7]]
    if kinds == ["command", *2 * ["open", "number", "close"]]:
        length = 7
    elif kinds[:2] == ["command", "number"] and len(reader.tokens[reader.index + 1].text) == 2:
        length = 2  # \frac12
    else:
        return None
    inside = reader.tokens[reader.index + 1 : reader.index + length]
    whole = all(inner.text.isdigit() for inner in inside if inner.kind == "number")
    return reader.index + length if whole and token.text == "frac" else None


def _is_plain_fraction(reader: Reader) -> bool:
    ahead = reader.tokens[reader.index + 1 : reader.index + 7]
    inner = [token for token in ahead if token.kind not in ("open", "close")]
    return inner[0].kind == "number" and (len(inner[0].text) > 1 or inner[1].kind == "number")


def _log_base(reader: Reader, token: Token) -> tuple[Node, ...]:
    if token.text != "log" or not reader.at("_"):
        return ()
    reader.advance()
    base = reader.token
    if base.strict and base.kind == "number" and len(base.text) > 1:
        reader.refuse(say("Put the base in braces: \\log_{{text}}.", text=base.text), base)
    if base.kind == "open" and base.text == "{":
        return (braced(reader),)
    return (reader.lone_factor(),)


def bracketed_degree(reader: Reader) -> Node:
    """The `[3]` of a cube root."""
    degree = arguments(reader)
    if len(degree) > 1:
        reader.refuse(say("The degree of a root is one value."))
    return degree[0]


def _arguments(reader: Reader, name: str, token: Token) -> tuple[Node, ...]:
    following = reader.token
    if following.kind == "open" and following.text in ("(", "group", "["):
        return arguments(reader)
    if following.kind == "open" and following.text == "{":
        return (braced(reader),)
    if following.kind in ("end", "close"):
        reader.refuse(say("`{name}` needs an argument: {name}(…).", name=name), token)
    if name in TIGHT:
        return (reader.expression(POSTFIX),)
    if reader.arity(name)[0] > 1 or reader.arity(name)[1] > 2:
        reader.refuse(say("Write brackets after `{name}`: {name}(…).", name=name), token)
    return (_bare_argument(reader),)


def _bare_argument(reader: Reader) -> Node:
    """The product that follows, up to a sign, a function or a bracket beside it: sin 2x/3 + 1."""
    start = reader.token.start
    if reader.at("-", "+"):
        sign = reader.advance()
        arg = _bare_argument(reader)
        return Negate(arg, span=reader.span_from(start)) if sign.text == "-" else arg
    if reader.token.kind == "function":
        return reader.expression(POWER)
    left = reader.expression(POWER)
    while reader.strength_here() == PRODUCT:
        kind = reader.token.kind
        explicit = reader.at("*", "/")
        ahead = reader.tokens[reader.index + 1]
        # `ln x / x` with spaces around the sign is (ln x)/x; `ln x/y` without them is ln(x/y).
        if explicit and (ahead.kind == "function" or (reader.token.spaced and ahead.spaced)):
            break
        if reader.at("/"):
            reader.advance()
            left = Quotient(left, reader.expression(PRODUCT + 1), span=reader.span_from(start))
            continue
        if explicit:
            reader.advance()
        elif kind in ("number", "fraction", "name", "constant", "command"):
            check_side_by_side(reader)
        else:
            break
        right = reader.expression(PRODUCT + 1)
        factors = left.factors if isinstance(left, Product) else (left,)
        left = Product((*factors, right), span=reader.span_from(start))
    return left


def _check_arity(reader: Reader, name: str, given: int, token: Token) -> None:
    least, most = reader.arity(name)
    if not least <= given <= most:
        message = say("`{name}` takes {least} to {most} arguments, not {given}.")
        if least == most:
            message = say("`{name}` takes {least} arguments, not {given}.")
        if most == 1:
            message = say("`{name}` takes 1 argument, not {given}.")
        reader.refuse(message.about(name=name, least=least, most=most, given=given), token)
