"""From what was typed to what a kind judges: one number, a row, a table of entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from grader.equivalence.balls import CannotEvaluate, compile_tree
from grader.equivalence.rational import rational
from grader.equivalence.sampling import precision
from grader.equivalence.size import too_large
from grader.errors import UnreadableAnswer
from grader.kinds.language import Language
from grader.kinds.spreading import spread
from grader.request import Answer
from grader.sentences import say
from grader.signs import branches
from grader.tree import (
    Call,
    Constant,
    Interval,
    List,
    Matrix,
    Name,
    Negate,
    Node,
    Number,
    Or,
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
    free_names,
    walk,
)

NUMBERS = (Number, Constant, Name, Negate, Sum, Product, Quotient, Power, Call)
# Functions of matrices: no number, however they are spelt.
OF_MATRICES = frozenset({"transpose", "inverse", "diag", "det", "trace", "rank", "cross"})
INFINITY = Constant("inf")
# What a blank may ask for, as parts of sentences.
AN_EXPRESSION, A_NUMBER, A_POINT = say("an expression"), say("a number"), say("a point")
A_VECTOR, A_MATRIX = say("a vector"), say("a matrix")
# Answers in words that mean the empty set.
NOTHING = frozenset({"no solution", "none", "empty set"})
# More than an answer by hand ever has, and little enough to be judged in milliseconds.
MOST_PARTS, MOST_ELEMENTS, MOST_RELATIONS = 400, 100, 12
_GROUPS = re.compile(
    r"\s*[-−+]?[1-9]\d{0,2}([, \u00a0\u2009\u202f]|\{,\}|\\[,;: ])\d{3}(?:\1\d{3})*(?:\.\d+)?\s*"
)
_BETWEEN_GROUPS = re.compile(r"(?<=\d)(?:\{,\}|\\[,;: ]|[, \u00a0\u2009\u202f])(?=\d{3}(?!\d))")


def expression(node: Node, asked: str = AN_EXPRESSION) -> Node:
    """The tree of one number or function; of `y = 3x` the right side.

    Raises UnreadableAnswer, with the place, for anything else and for a division by zero.
    """
    if isinstance(node, Relation) and node.op == "=" and isinstance(node.left, Name):
        if node.left.name not in free_names(node.right):
            node = node.right
    parts = list(walk(node))
    if len(parts) > MOST_PARTS:
        message = say(
            "This has {count} numbers, names and signs; at most {most} are read.",
            count=len(parts),
            most=MOST_PARTS,
        )
        raise unreadable(message, node)
    for part in parts:
        if type(part) is Name or type(part) is Number:
            continue
        if not isinstance(part, NUMBERS) or (isinstance(part, Call) and part.func in OF_MATRICES):
            raise unreadable(
                say("Here {asked} is expected, not {part}.", asked=asked, part=_what(part)), part
            )
        if isinstance(part, Constant) and part.name == "inf" and not _is_infinity(node):
            raise unreadable(say("Infinity cannot be part of a calculation."), part)
    for part in reversed(parts):  # the innermost first: what holds it need not be worked out
        if isinstance(part, Quotient | Power | Call):
            check_value(part)
    return node


def number_of(language: Language, answer: Answer) -> Node:
    """The tree of one number that a learner typed."""
    if not language.decimal_comma:
        answer = replace(answer, text=without_groups(answer.text))
    return constant(language.read(answer, expect="expression"))


def without_groups(text: str) -> str:
    """`7,425,000`, `10 000` and `1{,}000.99` without what stands between their groups of digits.

    Where one number is asked for and the point is the decimal sign they mean nothing else; what
    was read is shown back.
    """
    return _BETWEEN_GROUPS.sub("", text) if _GROUPS.fullmatch(text) else text


def constant(node: Node, asked: str = A_NUMBER) -> Node:
    """The tree of one number without letters, infinity included; raises UnreadableAnswer."""
    node = expression(node, asked)
    if _is_infinity(node):
        return node
    for part in walk(node):
        if isinstance(part, Name):
            raise unreadable(
                say(
                    "Here {asked} is expected, without the letter {name}.",
                    asked=asked,
                    name=part.name,
                ),
                part,
            )
    if not _has_value(node):
        raise unreadable(say("This expression has no value."), node)
    return node


def entries(node: Node, asked: str = A_VECTOR) -> tuple[Node, ...]:
    """The entries of a vector: `[1, 2]`, `(1, 2)`, `1, 2` or a matrix of one row or column."""
    if isinstance(node, Relation) and node.op == "=" and isinstance(node.left, Name):
        node = node.right
    if isinstance(node, Call) and node.func == "transpose":
        node = node.args[0]  # a column or a row: as a vector they are the same
    node = spread(node)
    if isinstance(node, (Row, List)):
        parts: Iterable[Node] = node.items
    elif isinstance(node, Matrix) and node.shape[1] == 1:
        parts = [row[0] for row in node.rows]
    elif isinstance(node, Matrix) and node.shape[0] == 1:
        parts = node.rows[0]
    else:
        raise unreadable(say("Here {asked} is expected, such as [1, 2].", asked=asked), node)
    return tuple(expression(part, A_NUMBER) for part in parts)


def table(node: Node, asked: str = A_MATRIX) -> tuple[tuple[Node, ...], ...]:
    """The rows of a matrix: `[[1, 2], [3, 4]]`; a vector counts as one column."""
    if isinstance(node, Relation) and node.op == "=" and isinstance(node.left, Name):
        node = node.right
    node = spread(node)
    if isinstance(node, Matrix):
        rows: tuple[tuple[Node, ...], ...] = node.rows
    elif isinstance(node, Row) and all(isinstance(item, Row) for item in node.items):
        rows = tuple(item.items for item in node.items if isinstance(item, Row))
        if len({len(row) for row in rows}) > 1:
            raise unreadable(say("All rows must have the same number of entries."), node)
    elif isinstance(node, Row):
        rows = tuple((item,) for item in node.items)
    elif isinstance(node, NUMBERS):
        rows = ((node,),)
    else:
        raise unreadable(
            say("Here {asked} is expected, such as [[1, 2], [3, 4]].", asked=asked), node
        )
    return tuple(tuple(expression(e, A_NUMBER) for e in row) for row in rows)


def same_length(node: Node, length: int) -> tuple[Node, ...]:
    """The entries of a vector that must have as many as the key."""
    found = entries(node)
    if len(found) != length:
        raise unreadable(
            say(
                "A vector of {length} entries is expected; this has {count}.",
                length=length,
                count=len(found),
            ),
            node,
        )
    return found


def elements(node: Node) -> tuple[Node, ...]:
    """The elements of a finite set, however it is written; `±2` is two of them.

    An element is a number, an expression or a point such as (1, 2), whose entries are read.
    """
    found = [value for part in _parts_of_set(node) for value in branches(part)]
    if len(found) > MOST_ELEMENTS:
        raise unreadable(
            say(
                "At most {most} elements are read; here are {count}.",
                most=MOST_ELEMENTS,
                count=len(found),
            ),
            node,
        )
    return tuple(_element(value) for value in found)


def _element(node: Node) -> Node:
    if isinstance(node, Row):
        return Row(entries(node, A_POINT), span=node.span)
    read = expression(node, A_NUMBER)
    if not (_is_infinity(read) or free_names(read) or _has_value(read)):
        raise unreadable(say("This expression has no value."), node)
    return read


def _parts_of_set(node: Node) -> tuple[Node, ...]:
    match node:
        case Set(items=items) | List(items=items):
            return items
        case Matrix(rows=rows):
            return tuple(Row(row, span=node.span) for row in rows)
        case Or(parts=parts):
            return tuple(item for part in parts for item in _parts_of_set(part))
        case Relation(op="=", left=Name(), right=right):
            return _parts_of_set(right)
        case Relation(op="in", left=Name(), right=right):
            return _parts_of_set(right)
        case Text(words=words) if words in NOTHING:
            return ()
        case Text() | Interval() | Union() | SetBuilder() | Relation():
            raise unreadable(say("Here a list of elements is expected, such as {1, 2}."), node)
    return (node,)


def statements(node: Node) -> None:
    """Check the sides of every equation and inequality in a statement, and how many there are."""
    found = [part for part in walk(node) if isinstance(part, Relation)]
    if len(found) > MOST_RELATIONS:
        message = say(
            "At most {most} equations or inequalities are read at once.", most=MOST_RELATIONS
        )
        raise unreadable(message, node)
    for relation in found:
        expression(relation.left), expression(relation.right)


def check_value(part: Node) -> None:
    """Refuse a division by zero, whatever the letters are, and numbers beyond any sense."""
    if isinstance(part, Quotient) and rational(part.den) == 0:
        raise unreadable(say("This divides by zero."), part.den)
    if isinstance(part, Power) and rational(part.base) == 0:
        exponent = rational(part.exp)
        if exponent is not None and exponent < 0:
            raise unreadable(say("This divides by zero."), part)
    if too_large(part):
        raise unreadable(say("This number is too large, or too small, to be worked with."), part)


def _is_infinity(node: Node) -> bool:
    return (node.arg if isinstance(node, Negate) else node) == INFINITY


def unreadable(message: str, node: Node) -> UnreadableAnswer:
    start, end = node.span or (0, 0)
    return UnreadableAnswer(message, start, max(end, start + 1))


def _has_value(node: Node) -> bool:
    """Whether a number is finite, among the reals or else the complex numbers."""
    for complex_field in (False, True):
        for bits in (64, 256):
            try:
                with precision(bits):
                    if compile_tree(node, (), complex_field=complex_field)(()).is_finite():
                        return True
            except CannotEvaluate:
                break
    return False


def _what(node: Node) -> str:
    """The name of a node in plain words, for messages."""
    names = {
        "Row": say("a vector or point"),
        "List": say("a list"),
        "Matrix": A_MATRIX,
        "Set": say("a set"),
        "Interval": say("an interval"),
        "Relation": say("an equation or inequality"),
        "PlusMinus": say("two values with ±"),
        "Text": say("words"),
    }
    return names.get(type(node).__name__, say("this"))
