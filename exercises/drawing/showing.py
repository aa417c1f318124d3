"""
How a drawn value is shown in a text: as LaTeX inside formulas, as plain text elsewhere.

    {{ x }}     the value         {{ x:+ }}   a further term: "+ 3", "- 3"
    {{ x:() }}  brackets round anything that starts with a minus or is a sum
    {{ x:* }}   a coefficient: nothing for 1, "-" for -1
    {{ x:+* }}  a further term's coefficient: "+", "-", "+ 3"
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from exercises.drawing.decimals import Shown, Tex, Words
from exercises.drawing.figures import Figure
from exercises.drawing.trees import tree_of
from grader import tree as t
from grader.plain import ascii as plain_text
from grader.typeset import latex

FORMATS = ("", "+", "()", "*", "+*")
_LOW = (t.Number, t.Name, t.Constant)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of drawn values; each cell is shown like a hole of its own."""

    rows: tuple[tuple[Any, ...], ...]
    header: tuple[Any, ...] = ()


def table(rows: Any, header: Any = ()) -> Table:
    """A table for `{{ table(rows, header=["x", "p"]) }}`: a hole that stands alone in its line."""
    grid = rows.tolist() if hasattr(rows, "tolist") else rows
    return Table(tuple(map(tuple, grid)), tuple(header))


def shown(value: Any, form: str = "") -> dict[str, Any]:
    """What a hole becomes: {"tex", "text"}, {"word"} for text, {"md"} for Markdown, {"figure"},
    or {"header", "rows"} for a table."""
    if isinstance(value, Figure):
        return {"figure": value.data}
    if isinstance(value, Words):
        return {"md": str(value)}
    if isinstance(value, Table):
        return {
            "header": [shown(cell) for cell in value.header],
            "rows": [[shown(cell) for cell in row] for row in value.rows],
        }
    if isinstance(value, Tex):
        return {"tex": str(value), "text": str(value)}
    if isinstance(value, Shown):
        return {"tex": _formatted(str(value), form, sum_like=False), "text": str(value)}
    if isinstance(value, str):
        return {"word": value}
    tree = tree_of(value)
    sum_like = isinstance(tree, t.Sum | t.PlusMinus)
    return {"tex": _formatted(latex(_with_powers(tree)), form, sum_like), "text": plain_text(tree)}


def latex_of(value: Any, form: str = "") -> str:
    """The LaTeX a hole would show, for `md`: `md(rf"the slope ${latex(a)}$")`."""
    return str(shown(value, form).get("tex", ""))


def _with_powers(node: t.Node) -> t.Node:
    r"""e^{3/5} rather than \exp(3/5), as long as the exponent fits into a line above the line."""
    node = t.map_children(node, _with_powers)
    if isinstance(node, t.Call) and node.func == "exp" and _is_low(node.args[0]):
        return t.Power(t.Constant("e"), node.args[0])
    return node


def _is_low(node: t.Node) -> bool:
    match node:
        case t.Negate(arg=arg):
            return _is_low(arg)
        case t.Quotient(num=num, den=den):
            return isinstance(num, _LOW) and isinstance(den, _LOW)
        case t.Product(factors=factors):
            return len(factors) <= 3 and all(isinstance(factor, _LOW) for factor in factors)
    return isinstance(node, _LOW)


def _formatted(source: str, form: str, sum_like: bool) -> str:
    negative = source.startswith("-") and not sum_like
    if form == "()":
        return rf"\left({source}\right)" if sum_like or source.startswith("-") else source
    if form in ("*", "+*"):
        source = {"1": "", "-1": "-"}.get(source, rf"\left({source}\right)" if sum_like else source)
    if form.startswith("+"):
        if sum_like and form == "+":
            return rf"+ \left({source}\right)"
        return f"- {source[1:].lstrip()}" if negative else f"+ {source}"
    return source
