"""What the fields of one blank say: its text in the grader's grammar, and its cells as typed.

answer-m                  a line, a program, a choice, the points of a sketch
answer-m (repeated)       several choices, "a,c"; the lines of a derivation, one below the other
answer-v-0, -1, …         entries of a vector, "[1,2]"; gaps of a formula, "2,3"
answer-A-0-0, …           a matrix or table by rows, "[[1,2],[3,4]]"; a basis, a column a vector
answer-F-0-0-0, …         factors, each a matrix, "[[1,0],[2,1]],[[2,1],[0,3]]"
answer-o-at-b             the place of line b in an order: "b,a,d"; "" leaves it out
answer-w-for-1            the partner of item 1: "1-b,2-a"
answer-B-none             "1": the basis of the zero space has no vector
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.http import QueryDict

from campus.numbers import is_number

MOST_CELLS: Final = 30  # in one direction
MOST_FACTORS: Final = 5

BlankSpec = Mapping[str, Any]  # what the page may know of a blank: Variant.blanks
Cells = list[list[str]]
Fields = tuple[str, Cells]  # the text, and the cells it was put together from ([] if it was not)


def fields_of(blank: BlankSpec, data: QueryDict) -> Fields:
    """The text that the fields of `blank` make, "" if nothing was typed into them."""
    field = f"answer-{blank['name']}"
    reader = _READERS.get(blank["kind"])
    if reader is None or _typed_in_one_line(field, blank["kind"], data):
        return cleaned(data.get(field, "")), []
    return reader(field, blank, data)


def cleaned(text: str) -> str:
    """Browsers end lines with CR LF; PostgreSQL keeps no NUL."""
    return text.replace("\r\n", "\n").replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _typed_in_one_line(field: str, kind: str, data: QueryDict) -> bool:
    return kind not in ("ms", "derivation") and field in data


def _several(field: str, _: BlankSpec, data: QueryDict) -> Fields:
    return ",".join(map(cleaned, data.getlist(field))), []


def _lines(field: str, _: BlankSpec, data: QueryDict) -> Fields:
    lines = map(cleaned, data.getlist(field))
    return "\n".join(line.strip() for line in lines if line.strip()), []


def _vector(field: str, _: BlankSpec, data: QueryDict) -> Fields:
    row = _row(field, data)
    return (_row_text(row) if _filled([row]) else ""), [[cell] for cell in row]


def _gaps(field: str, _: BlankSpec, data: QueryDict) -> Fields:
    row = _row(field, data)
    return (_row_text(row)[1:-1] if _filled([row]) else ""), [[cell] for cell in row]


def _matrix(field: str, blank: BlankSpec, data: QueryDict) -> Fields:
    """A field without a column is an entry of a vector that was given the kind of a matrix."""
    if f"{field}-0-0" not in data:
        return _vector(field, blank, data)
    cells = trimmed(_grid(field, data))
    return matrix_text(cells), cells


def _table(field: str, blank: BlankSpec, data: QueryDict) -> Fields:
    """The whole table: what stands given in it, and what was typed between."""
    given: list[list[Mapping[str, str] | None]] = blank.get("cells") or []
    if not given:
        cells = _grid(field, data)
        return (matrix_text(cells) if _filled(cells) else ""), cells
    typed = [
        [cleaned(data.get(f"{field}-{i}-{j}", "")) for j in range(len(row))]
        for i, row in enumerate(given)
    ]
    if not _filled(typed):
        return "", typed
    whole = [
        [shown.get("text", "") if shown else cell for shown, cell in zip(*pair, strict=True)]
        for pair in zip(given, typed, strict=True)
    ]
    return matrix_text(whole), typed


def _factors(field: str, _: BlankSpec, data: QueryDict) -> Fields:
    """The cells of all factors one below the other; an empty factor at the end is left out."""
    grids = []
    for factor in range(MOST_FACTORS):
        if f"{field}-{factor}-0-0" not in data:
            break
        grids.append(_grid(f"{field}-{factor}", data))
    kept = list(grids)
    while kept and not _filled(kept[-1]):
        kept.pop()
    return ",".join(map(matrix_text, kept)), [row for grid in grids for row in grid]


def _basis(field: str, _: BlankSpec, data: QueryDict) -> Fields:
    if data.get(f"{field}-none"):
        return "{}", []
    cells = _grid(field, data)
    vectors = [list(column) for column in zip(*cells, strict=True)]
    while vectors and not any(cell.strip() for cell in vectors[-1]):
        vectors.pop()
    return ",".join(map(_row_text, vectors)), [list(row) for row in zip(*vectors, strict=True)]


def _order(field: str, blank: BlankSpec, data: QueryDict) -> Fields:
    """Lines of one place keep the order of the page; what is no number is left out."""
    places = [(data.get(f"{field}-at-{line['id']}", ""), line["id"]) for line in blank["lines"]]
    chosen = [(int(place), id_) for place, id_ in places if is_number(place)]
    return ",".join(id_ for _, id_ in sorted(chosen, key=lambda pair: pair[0])), []


def _match(field: str, blank: BlankSpec, data: QueryDict) -> Fields:
    partners = [(item["id"], data.get(f"{field}-for-{item['id']}", "")) for item in blank["left"]]
    return ",".join(f"{item}-{cleaned(partner)}" for item, partner in partners if partner), []


_READERS: Final[dict[str, Callable[[str, BlankSpec, QueryDict], Fields]]] = {
    "ms": _several,
    "derivation": _lines,
    "vector": _vector,
    "vec-scale": _vector,
    "vec-sign": _vector,
    "matrix": _matrix,
    "table": _table,
    "factorisation": _factors,
    "basis": _basis,
    "orthonormal-basis": _basis,
    "blanks": _gaps,
    "order": _order,
    "match": _match,
}


def _extent(field: Callable[[int], str], data: QueryDict) -> int:
    """How many of the numbered fields are there."""
    return next((i for i in range(MOST_CELLS) if field(i) not in data), MOST_CELLS)


def _row(field: str, data: QueryDict) -> list[str]:
    length = _extent(lambda i: f"{field}-{i}", data)
    return [cleaned(data.get(f"{field}-{i}", "")) for i in range(length)]


def _grid(field: str, data: QueryDict) -> Cells:
    height = _extent(lambda i: f"{field}-{i}-0", data)
    width = _extent(lambda j: f"{field}-0-{j}", data)
    return [
        [cleaned(data.get(f"{field}-{i}-{j}", "")) for j in range(width)] for i in range(height)
    ]


def _filled(cells: Sequence[Sequence[str]]) -> bool:
    return any(cell.strip() for row in cells for cell in row)


def trimmed(cells: Cells) -> Cells:
    """The cells without empty rows and columns at the end."""
    while cells and not any(cell.strip() for cell in cells[-1]):
        cells = cells[:-1]
    while cells and cells[0] and not any(row[-1].strip() for row in cells):
        cells = [row[:-1] for row in cells]
    return cells


def matrix_text(cells: Sequence[Sequence[str]]) -> str:
    return f"[{','.join(map(_row_text, cells))}]" if cells else ""


def _row_text(row: Sequence[str]) -> str:
    return f"[{','.join(cell.strip() for cell in row)}]"
