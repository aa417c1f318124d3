"""Numbers, names, sums, products, fractions, powers and calls."""

from __future__ import annotations

from grader.plain import ATOM, FACTOR, TERM, spelled
from grader.tree import (
    Call,
    Constant,
    Interval,
    Name,
    Negate,
    Node,
    Number,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Row,
    Set,
    SetBuilder,
    Sum,
)
from grader.typeset.setting import PRINTERS, at, bracketed, latex
from grader.typeset.words import (
    BRACKETED_COMMANDS,
    COMMANDS,
    CONSTANTS,
    FUNCTIONS,
    name_latex,
)

_BARE = (Name, Constant, Number)
_BUNDLES = (Row, Set, Interval, SetBuilder)


def _number(node: Number) -> str:
    spelling = spelled(node)
    if not isinstance(spelling, str):
        return latex(spelling)
    mantissa, power, exponent = spelling.partition("e")
    if power:
        return f"{mantissa} \\times 10^{{{exponent}}}"
    return spelling.replace("%", "\\%")


def _negate(node: Negate) -> str:
    return "-" + at(node.arg, TERM)


def _sum(node: Sum) -> str:
    text = _first_term(node.terms[0])
    for term in node.terms[1:]:
        if isinstance(term, Negate):
            text += " - " + at(term.arg, TERM)
        else:
            text += " + " + at(term, TERM)
    return text


def _first_term(node: Node) -> str:
    return latex(node) if isinstance(node, Negate | PlusMinus) else at(node, TERM)


def _plus_minus(node: PlusMinus) -> str:
    sign = "\\mp" if node.flipped else "\\pm"
    if node.left is None:
        return f"{sign} {at(node.right, TERM)}"
    left = latex(node.left) if isinstance(node.left, Sum) else _first_term(node.left)
    return f"{left} {sign} {at(node.right, TERM)}"


def _product(node: Product) -> str:
    text = ""
    factors = node.factors
    for index, factor in enumerate(factors):
        following = factors[index + 1] if index + 1 < len(factors) else None
        written = _factor(factor, following)
        if index:
            text += _joint(factors[index - 1], factor, text, written)
        text += written
    return text


def _factor(factor: Node, following: Node | None) -> str:
    """One factor; a function keeps its brackets unless nothing, or a function, comes after it."""
    if isinstance(factor, Call | Power):
        bare = following is None or (isinstance(following, Call) and following.func in COMMANDS)
        return _applied(factor, bare=bare)
    return at(factor, FACTOR)


def _joint(before: Node, after: Node, left: str, right: str) -> str:
    """What stands between two factors: nothing, a space, or a dot where they would run together."""
    if right[0].isdigit() or _is_mod(after):
        return " \\cdot "
    if isinstance(before, _BUNDLES) or isinstance(after, _BUNDLES):
        return " \\cdot "
    if isinstance(before, Number) and right.startswith("\\frac"):
        return " \\cdot "
    if left[-1].isalpha() and (right[0].isalpha() or right[0] == "\\" or "\\" in left):
        return " "
    return ""


def _is_mod(node: Node) -> bool:
    return isinstance(node, Call) and node.func == "mod"  # beside a factor it would join the two


def _quotient(node: Quotient) -> str:
    return f"\\frac{{{latex(node.num)}}}{{{latex(node.den)}}}"


def _power(node: Power) -> str:
    return _applied(node, bare=True)


def _raised(node: Power) -> str:
    return f"{_base(node.base)}^{{{_exponent(node.exp)}}}"


def _base(node: Node) -> str:
    call = isinstance(node, Call) and not node.indexed
    if call or (isinstance(node, Number) and "%" in node.text):
        return bracketed(latex(node))
    return at(node, ATOM)


def _exponent(node: Node) -> str:
    """A simple fraction stays on one line: e^{-x/2}."""
    if isinstance(node, Negate) and isinstance(node.arg, Quotient):
        return "-" + _exponent(node.arg)
    if isinstance(node, Quotient) and _is_plain(node.num) and _is_plain(node.den):
        return f"{latex(node.num)}/{latex(node.den)}"
    return latex(node)


def _is_plain(node: Node) -> bool:
    return isinstance(node, _BARE) and not (isinstance(node, Number) and "e" in node.text)


def _call(node: Call) -> str:
    return _applied(node, bare=True)


def _applied(node: Call | Power, *, bare: bool) -> str:
    """A call, or a power; `bare` allows \\sin x without brackets."""
    if isinstance(node, Power):
        call = node.base
        if not (isinstance(call, Call) and call.func in COMMANDS and _is_count(node.exp)):
            return _raised(node)
        head = f"\\{call.func}^{{{latex(node.exp)}}}"
        return head + _arguments(call, bare=bare)
    if node.indexed:
        return f"{name_latex(node.func)}_{{{','.join(map(latex, node.args))}}}"
    if node.func in FUNCTIONS:
        return FUNCTIONS[node.func](*map(latex, node.args))
    if node.func == "factorial":
        return _factorial_base(node.args[0]) + "!"
    if node.func == "transpose":
        return f"{_base(node.args[0])}^{{\\top}}"
    if node.func == "log" and len(node.args) == 2:
        inner = bracketed(latex(node.args[0]))
        return f"\\log_{{{latex(node.args[1])}}}{inner}"
    command = node.func in COMMANDS or node.func in BRACKETED_COMMANDS
    head = f"\\{node.func}" if command else name_latex(node.func, "operatorname")
    return head + _arguments(node, bare=bare and node.func in COMMANDS)


def _arguments(node: Call, *, bare: bool) -> str:
    if bare and _reads_bare(node.args[0]) and len(node.args) == 1:
        inner = latex(node.args[0])
        return inner if inner[0] == "\\" else f" {inner}"
    return bracketed(", ".join(map(latex, node.args)))


def _reads_bare(node: Node) -> bool:
    """Whether `\\sin` takes all of it without brackets: x, 2x, 2\\pi x."""
    if isinstance(node, Product):
        return (
            isinstance(node.factors[0], Number)
            and "e" not in node.factors[0].text
            and all(isinstance(factor, Name | Constant) for factor in node.factors[1:])
        )
    return isinstance(node, Name | Constant) or (isinstance(node, Number) and "e" not in node.text)


def _is_count(node: Node) -> bool:
    return isinstance(node, Number) and node.text.isdigit()


def _factorial_base(node: Node) -> str:
    return _base(node) if not isinstance(node, Power) else bracketed(latex(node))


PRINTERS.update(
    {
        Number: _number,
        Constant: lambda node: CONSTANTS[node.name],
        Name: lambda node: name_latex(node.name),
        Negate: _negate,
        Sum: _sum,
        Product: _product,
        Quotient: _quotient,
        Power: _power,
        PlusMinus: _plus_minus,
        Call: _call,
    }
)
