"""
The tree as LaTeX, the way a mathematician would write it: the "read as …" of the page.

Coefficients stand beside their letters, fractions are built up, brackets are there only where
they are needed. What is written reads back as the same tree with `syntax="latex"`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.plain import ATOM, FACTOR, SETS, STATEMENT, STRENGTH, TERM, links, spelled
from grader.tree import (
    And,
    Call,
    Constant,
    Difference,
    Intersection,
    Interval,
    List,
    Matrix,
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
    Row,
    Set,
    SetBuilder,
    Sum,
    Text,
    Union,
    number,
)
from grader.typeset_words import (
    BRACKETED_COMMANDS,
    COMMANDS,
    CONSTANTS,
    FUNCTIONS,
    RELATIONS,
    name_latex,
)

_BARE = (Name, Constant, Number)
_BUNDLES = (Row, Set, Interval, SetBuilder)


def latex(node: Node) -> str:
    """The LaTeX of `node`, to be set in a line of its own or in text.

    >>> latex(Quotient(Product((Number(2), Name("x"))), Name("y")))
    '\\\\frac{2x}{y}'
    """
    return _PRINTERS[type(node)](node)


def bracketed(text: str, opening: str = "(", closing: str = ")") -> str:
    """`text` between brackets, which grow with it where it is taller than a line."""
    if any(tall in text for tall in ("\\frac", "^", "\\sqrt", "\\begin", "\\binom")):
        return f"\\left{opening}{text}\\right{closing}"
    return f"{opening}{text}{closing}"


def _at(node: Node, strength: int) -> str:
    """`node` in brackets unless it binds at least as tightly as `strength`."""
    return latex(node) if _strength(node) >= strength else bracketed(latex(node))


def _strength(node: Node) -> int:
    if isinstance(node, Quotient):
        return FACTOR  # built up as a fraction it is a factor
    if isinstance(node, Number):
        spelling = spelled(node)
        if not isinstance(spelling, str):
            return _strength(number(node.value))
        return FACTOR if "e" in spelling else ATOM
    return STRENGTH.get(type(node), ATOM)


def _number(node: Number) -> str:
    spelling = spelled(node)
    if not isinstance(spelling, str):
        return latex(spelling)
    mantissa, power, exponent = spelling.partition("e")
    if power:
        return f"{mantissa} \\times 10^{{{exponent}}}"
    return spelling.replace("%", "\\%")


def _negate(node: Negate) -> str:
    return "-" + _at(node.arg, TERM)


def _sum(node: Sum) -> str:
    text = _first_term(node.terms[0])
    for term in node.terms[1:]:
        if isinstance(term, Negate):
            text += " - " + _at(term.arg, TERM)
        else:
            text += " + " + _at(term, TERM)
    return text


def _first_term(node: Node) -> str:
    return latex(node) if isinstance(node, Negate | PlusMinus) else _at(node, TERM)


def _plus_minus(node: PlusMinus) -> str:
    sign = "\\mp" if node.flipped else "\\pm"
    if node.left is None:
        return f"{sign} {_at(node.right, TERM)}"
    left = latex(node.left) if isinstance(node.left, Sum) else _first_term(node.left)
    return f"{left} {sign} {_at(node.right, TERM)}"


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
    return _at(factor, FACTOR)


def _joint(before: Node, after: Node, left: str, right: str) -> str:
    """What stands between two factors: nothing, a space, or a dot where they would run together."""
    if right[0].isdigit() or _is_mod(after) or isinstance(before, _BUNDLES) or isinstance(after, _BUNDLES):
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
    if isinstance(node, Call) or (isinstance(node, Number) and "%" in node.text):
        return bracketed(latex(node))
    return _at(node, ATOM)


def _exponent(node: Node) -> str:
    """A simple fraction stays on one line: e^{-x/2}."""
    if isinstance(node, Negate) and isinstance(node.arg, Quotient):
        return "-" + _exponent(node.arg)
    if isinstance(node, Quotient) and all(isinstance(part, _BARE) for part in (node.num, node.den)):
        return f"{latex(node.num)}/{latex(node.den)}"
    return latex(node)


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


def _items(nodes: tuple[Node, ...]) -> str:
    return ", ".join(_at(node, STATEMENT) for node in nodes)


def _row(node: Row) -> str:
    opening = node.bracket if len(node.items) > 1 else "["
    items = _items(node.items)
    if all(isinstance(item, Row) for item in node.items):
        opening = "(" if len(node.items) > 1 else "["  # [[1,2],[3,4]] would be a matrix
        if len(node.items) == 1:
            items = bracketed(_items(node.items[0].items))  # type: ignore[attr-defined]
    return bracketed(items, opening, ")" if opening == "(" else "]")


def _matrix(node: Matrix) -> str:
    rows = " \\\\ ".join(" & ".join(map(latex, row)) for row in node.rows)
    return f"\\begin{{pmatrix}} {rows} \\end{{pmatrix}}"


def _set(node: Set) -> str:
    return f"\\left\\{{{_items(node.items)}\\right\\}}" if node.items else "\\varnothing"


def _interval(node: Interval) -> str:
    reals = Interval(Negate(Constant("inf")), Constant("inf"), False, False)
    if node == reals:
        return "\\mathbb{R}"
    opening, closing = "[" if node.low_closed else "(", "]" if node.high_closed else ")"
    return bracketed(f"{latex(node.low)}, {latex(node.high)}", opening, closing)


def _builder(node: SetBuilder) -> str:
    return f"\\left\\{{{latex(node.member)} \\mid {latex(node.condition)}\\right\\}}"


def _side(node: Node) -> str:
    return _at(node, SETS - 1)


def _relation(node: Relation) -> str:
    return f"{_side(node.left)} {RELATIONS[node.op]} {_side(node.right)}"


def _and(node: And) -> str:
    texts = []
    for first, *others in links(node):
        text = _at(first, STRENGTH[Relation])
        for link in others:
            if isinstance(link, Relation):
                text += f" {RELATIONS[link.op]} {_side(link.right)}"
        texts.append(text)
    return " \\text{ and } ".join(texts)


def _joined(joint: str, attribute: str, strength: int) -> Callable[[Any], str]:
    def join(node: Any) -> str:
        return joint.join(_at(part, strength) for part in getattr(node, attribute))

    return join


_PRINTERS: dict[type[Node], Callable[[Any], str]] = {
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
    Row: _row,
    List: _joined(", ", "items", STATEMENT),
    Matrix: _matrix,
    Set: _set,
    Interval: _interval,
    Union: _joined(" \\cup ", "parts", SETS),
    Intersection: _joined(" \\cap ", "parts", SETS),
    Difference: lambda node: f"{_at(node.left, SETS)} \\setminus {_at(node.right, SETS)}",
    SetBuilder: _builder,
    Relation: _relation,
    And: _and,
    Or: _joined(" \\text{ or } ", "parts", STRENGTH[And]),
    Text: lambda node: f"\\text{{{node.words}}}",
}
