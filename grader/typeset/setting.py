"""One node to its LaTeX, and the brackets it needs inside another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.plain import ATOM, FACTOR, STRENGTH, spelled
from grader.tree import Node, Number, Quotient, number

# How each type of node is written; filled by arithmetic.py and bundles.py.
PRINTERS: dict[type[Node], Callable[[Any], str]] = {}


def latex(node: Node) -> str:
    """The LaTeX of `node`, to be set in a line of its own or in text.

    >>> from grader.parse import parse
    >>> latex(parse("2x/y", names=["x", "y"]))
    '\\\\frac{2x}{y}'
    """
    return PRINTERS[type(node)](node)


def bracketed(text: str, opening: str = "(", closing: str = ")") -> str:
    """`text` between brackets, which grow with it where it is taller than a line."""
    if any(tall in text for tall in ("\\frac", "^", "\\sqrt", "\\begin", "\\binom")):
        return f"\\left{opening}{text}\\right{closing}"
    return f"{opening}{text}{closing}"


def at(node: Node, least: int) -> str:
    """`node` in brackets unless it binds at least as tightly as `least`."""
    return latex(node) if strength(node) >= least else bracketed(latex(node))


def strength(node: Node) -> int:
    if isinstance(node, Quotient):
        return FACTOR  # built up as a fraction it is a factor
    if isinstance(node, Number):
        spelling = spelled(node)
        if not isinstance(spelling, str):
            return strength(number(node.value))
        return FACTOR if "e" in spelling else ATOM
    return STRENGTH.get(type(node), ATOM)
