"""A number times a vector or a matrix, and their sums: worked into the entries.

`1/sqrt(2) (1, 1)` is how such an answer is written by hand. Entries may be calculations, and this
is one more way to write them; a product of matrices is not.
"""

from __future__ import annotations

from collections.abc import Callable

from grader.errors import UnreadableAnswer
from grader.sentences import say
from grader.tree import (
    Call,
    Matrix,
    Negate,
    Node,
    Product,
    Quotient,
    Row,
    Sum,
    walk,
)

#: Numbers, names and signs in all entries together: what stands before a bracket is in each.
MOST_SPREAD = 4_000

Bundle = Row | Matrix


def spread(node: Node) -> Node:
    """The vector or matrix that `node` comes to; `node` itself if it is nothing of the kind.

    Raises UnreadableAnswer where it would come to more than anybody writes.
    """
    found = _bundle(node)
    return node if found is None else found


def _bundle(node: Node) -> Bundle | None:
    match node:
        case Row() | Matrix():
            return node
        case Call(func="transpose", args=(Row() as row,)):
            return row  # a column or a row: as a vector they are the same
        case Negate(arg=arg) if (inner := _bundle(arg)) is not None:
            return _each(inner, lambda entry: Negate(entry, span=entry.span))
        case Quotient(num=num, den=den) if (inner := _bundle(num)) is not None:
            return _each(inner, lambda entry: Quotient(entry, den, span=entry.span), den)
        case Product(factors=factors):
            return _scaled(factors)
        case Sum(terms=terms):
            return _added(terms)
    return None


def _scaled(factors: tuple[Node, ...]) -> Bundle | None:
    """The one bundle among the factors, each entry times the others."""
    places = [place for place, one in enumerate(factors) if _bundle(one) is not None]
    if len(places) != 1:
        return None
    place = places[0]
    inner = _bundle(factors[place])
    if inner is None:
        return None
    before, after = factors[:place], factors[place + 1 :]
    return _each(
        inner,
        lambda entry: Product((*before, entry, *after), span=entry.span),
        *before,
        *after,
    )


def _added(terms: tuple[Node, ...]) -> Bundle | None:
    """Bundles of one shape, entry by entry."""
    found = [_bundle(term) for term in terms]
    first = found[0]
    if isinstance(first, Row):
        rows = [one.items for one in found if isinstance(one, Row)]
        if len(rows) == len(terms) and len({len(row) for row in rows}) == 1:
            return Row(tuple(map(_sum, zip(*rows, strict=True))), span=first.span)
    if isinstance(first, Matrix):
        tables = [one for one in found if isinstance(one, Matrix)]
        if len(tables) == len(terms) and len({one.shape for one in tables}) == 1:
            lines = zip(*(one.rows for one in tables), strict=True)
            rows_of = (tuple(map(_sum, zip(*line, strict=True))) for line in lines)
            return Matrix(tuple(rows_of), span=first.span)
    return None


def _sum(entries: tuple[Node, ...]) -> Node:
    return Sum(entries, span=entries[0].span)


def _each(bundle: Bundle, change: Callable[[Node], Node], *spread_out: Node) -> Bundle:
    """The bundle with every entry changed; `spread_out` is what comes to stand in each."""
    rows = bundle.rows if isinstance(bundle, Matrix) else (bundle.items,)
    copies = sum(len(row) for row in rows) * sum(1 for part in spread_out for _ in walk(part))
    if copies > MOST_SPREAD:
        start, end = bundle.span or (0, 1)
        raise UnreadableAnswer(
            say("What stands before this bracket is too long to be worked into every entry."),
            start,
            end,
        )
    changed = tuple(tuple(change(entry) for entry in row) for row in rows)
    if isinstance(bundle, Matrix):
        return Matrix(changed, span=bundle.span)
    return Row(changed[0], bundle.bracket, span=bundle.span)
