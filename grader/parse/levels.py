"""
How tightly the operators of an answer bind.

    loosest   ,  ;          a list
              or            statements
              and
              = < <= …      relations and chains of them
              union …       sets
              + - ±
              * / mod and what stands side by side, from left to right: 1/2x is (1/2)x
              -             before a factor
              ^             from right to left
    tightest  ! %
"""

from __future__ import annotations

from grader.tree import RelationOp

OR, AND, RELATION, SETS, SUM, PRODUCT, SIGN, POWER, POSTFIX = range(1, 10)

RELATIONS: dict[str, RelationOp] = {
    **{"=": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "~": "~", "in": "in"}
}
STRENGTH: dict[str, int] = {
    **dict.fromkeys(RELATIONS, RELATION),
    "or": OR,
    "and": AND,
    **dict.fromkeys(("union", "intersect", "setminus"), SETS),
    **dict.fromkeys(("+", "-", "+/-", "-/+"), SUM),
    **dict.fromkeys(("*", "/", "mod"), PRODUCT),
    "^": POWER,
    **dict.fromkeys(("!", "%"), POSTFIX),
}
# Kinds of tokens that multiply what stands before them.
STARTS_A_FACTOR = frozenset(
    {"number", "fraction", "name", "constant", "function", "open", "command", "constant set"}
)
