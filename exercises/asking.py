"""What the page may know of a blank: no key, no value, no tag."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercises.choosing import letters
from exercises.errors import VariantError
from exercises.gridding import grid_view
from exercises.model import CHOICE_KINDS, Blank, Exercise
from exercises.ordering import shown_lines
from exercises.pairing import columns
from exercises.statement import filled_text, line_html
from exercises.typesetting.figures import pad
from exercises.typesetting.formulas import mathml
from grader.errors import UnreadableAnswer
from grader.kinds.factorisation import SCHEMES
from grader.kinds.several import bundles
from grader.parse import parse
from grader.tree import Matrix, Name, Node, Row, free_names
from grader.typeset import latex

View = dict[str, Any]


def view_of(exercise: Exercise, blank: Blank, drawn: dict[str, Any], seed: int) -> View:
    """One entry of Variant.blanks; raises VariantError for an answer no grader can read."""
    values = drawn["holes"]
    view: View = {
        "name": blank.name,
        "kind": blank.kind,
        "label": filled_text(blank.label, values),
        "marks": blank.marks,
    }
    if blank.kind == "code":
        return view | _program(exercise)
    if blank.kind in CHOICE_KINDS:
        shown = [(letter, blank.choices[place].passage) for letter, place in letters(blank, drawn)]
        view["options"] = _items(shown, values)
    elif blank.kind == "order":
        lines = [(letter, line.passage) for letter, line in shown_lines(blank, drawn)]
        view["lines"] = _items(lines, values)
    elif blank.kind == "match":
        both = columns(blank, drawn)
        view |= {"left": _items(both.left, values), "right": _items(both.right, values)}
    else:
        try:
            view |= _typed(blank, drawn)
        except UnreadableAnswer as wrong:
            answer = drawn["answers"][blank.name]
            message = f"the answer `{answer}` cannot be read: {wrong.message}"
            raise VariantError(exercise.file, blank.line, message, seed) from wrong
    return view


def _program(exercise: Exercise) -> View:
    code = exercise.code
    if code is None:
        return {}
    return {
        "entry": code.entry,
        "starter": code.starter.source,
        "visible": [test.doc for test in code.tests if not test.hidden],
        "hidden": [test.doc for test in code.tests if test.hidden],
    }


def _items(items: list[tuple[str, Any]], values: Any) -> list[View]:
    return [{"id": name, "html": line_html(passage, values)} for name, passage in items]


def _typed(blank: Blank, drawn: dict[str, Any]) -> View:
    """Sizes of what is typed, those of the right answer unless the author set them."""
    answer = drawn["answers"][blank.name]
    options = {k: filled_text(v, drawn["holes"]) for k, v in blank.options.items()}
    view: View = {}
    if blank.name in drawn.get("pads", {}):
        view["pad"] = _pad(drawn["pads"][blank.name], options)
    view |= _SIZES.get(blank.kind, _line)(blank, answer, options, drawn)
    view |= {k: options[k] for k in ("rows", "cols") if k in options}
    if names := options.get("vars"):
        view["vars"] = [name.strip() for name in names.split(",")]
    if options.get("decimal_comma") in ("true", "yes"):
        view["decimal_comma"] = True
    if hint := options.get("placeholder"):
        view["placeholder"] = hint
    return view


def _pad(figure: Any, options: dict[str, Any]) -> View:
    """The figure that is drawn on; points snap where the grader forgives half of that distance."""
    found = pad(figure)
    if snap := options.get("snap"):
        found["snap"] = [float(snap), float(snap)]
    return found


def _nothing(blank: Blank, answer: str, options: View, drawn: dict[str, Any]) -> View:
    return {}


def _line(blank: Blank, answer: str, options: View, drawn: dict[str, Any]) -> View:
    tree = parse(answer, names=_names(options, "vars"))
    if isinstance(tree, Matrix) and blank.kind == "matrix":
        return {"rows": tree.shape[0], "cols": tree.shape[1]}
    return {"rows": len(tree.items)} if isinstance(tree, Row) else {}


def _table(blank: Blank, answer: str, options: View, drawn: dict[str, Any]) -> View:
    return grid_view(blank, answer, drawn["holes"])


def _place(blank: Blank, answer: str, options: View, drawn: dict[str, Any]) -> View:
    tree = parse(answer)
    return {"size": len(tree.items) if isinstance(tree, Row) else 1}


def _sketch(blank: Blank, answer: str, options: View, drawn: dict[str, Any]) -> View:
    return {"shape": options.get("shape", "points"), "least": int(options.get("least", 3))}


def _basis(blank: Blank, answer: str, options: View, drawn: dict[str, Any]) -> View:
    """How many entries a vector has; how many vectors is what is asked."""
    first = bundles(parse(answer, names=_names(options, "vars")))[:1]
    node: Any = first[0] if first else None
    if isinstance(node, Matrix):
        return {"dim": node.shape[1]}
    return {"dim": len(node.items)} if isinstance(node, Row) else {}


def _derivation(blank: Blank, answer: str, options: View, drawn: dict[str, Any]) -> View:
    first, *rest = answer.split("; ")
    start = options.get("start", first if rest else "")
    if not start:
        return {"start": ""}
    tree = parse(start, names=_names(options, "vars", text=start))
    return {"start": mathml(latex(tree))}


def _factorisation(blank: Blank, answer: str, options: View, drawn: dict[str, Any]) -> View:
    scheme = SCHEMES[options["into"]]
    names = _names(options, "vars", text=answer)
    sizes = [m.shape if isinstance(m, Matrix) else (1, 1) for m in _matrices(answer, names)]
    # The last factor may be left out of the answer: P^-1 has the shape of P.
    sizes += sizes[:1] * (len(scheme.factors) - len(sizes))
    factors = [
        {"name": name, "html": mathml(name), "rows": rows, "cols": cols}
        for name, (rows, cols) in zip(scheme.factors, sizes, strict=False)
    ]
    return {"factors": factors, "optional": scheme.optional}


def _gaps(blank: Blank, answer: str, options: View, drawn: dict[str, Any]) -> View:
    """The displayed matrices, each cell a formula or a gap."""
    gaps = _names(options, "gaps")
    if "factors" not in options:
        tree = parse(answer, names=_names(options, "vars", text=answer))
        return {"gaps": len(tree.items) if hasattr(tree, "items") else 1, "display": []}
    names = [*gaps, *_names(options, "vars")]
    display = [
        [[_cell(node, gaps) for node in row] for row in matrix.rows]
        for matrix in _matrices(options["factors"], names)
        if isinstance(matrix, Matrix)
    ]
    return {"gaps": len(gaps), "display": display}


def _cell(node: Node, gaps: list[str]) -> View:
    if isinstance(node, Name) and node.name in gaps:
        return {"gap": gaps.index(node.name)}
    return {"html": mathml(latex(node))}


def _matrices(text: str, names: list[str]) -> tuple[Node, ...]:
    tree = parse(text, names=names)
    return (tree,) if isinstance(tree, Matrix) else bundles(tree)


def _names(options: View, option: str, text: str = "") -> list[str]:
    """The letters an option names; with a text and no such option, those of the text."""
    found = [name.strip() for name in str(options.get(option, "")).split(",") if name.strip()]
    if found or not text:
        return found
    return sorted(free_names(parse(text, names=list(ALL_LETTERS))))


ALL_LETTERS = "abcdfghjklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

_SIZES: dict[str, Callable[[Blank, str, View, dict[str, Any]], View]] = {
    "antiderivative": _nothing,  # its constant is a letter that nobody declares
    "table": _table,
    "plot-read": _place,
    "sketch": _sketch,
    "basis": _basis,
    "orthonormal-basis": _basis,
    "derivation": _derivation,
    "factorisation": _factorisation,
    "blanks": _gaps,
}
