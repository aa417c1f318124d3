"""
Answers that are more than one formula: tables, factors, derivations, points, lists.

For each kind the answers that must be right (L03) and the slips that must not be (L04).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from exercises.checking.case import Case
from exercises.checking.findings import Finding
from exercises.gridding import cells_of
from exercises.model import Blank
from grader.kinds.several import cut

Answers = Iterator[tuple[str, str]]


def check_composed(case: Case, slips: bool) -> Iterator[Finding]:
    """Right answers are right; with `slips`, answers with one slip are not."""
    for blank in case.composed:
        answer = case.right[blank.name]
        others = _EQUIVALENTS.get(blank.kind, _none)
        for text, how in [(answer, "as listed"), *others(case, blank, answer)]:
            verdict = case.verdict(blank, text)
            if verdict.outcome != "right":
                words = f": {verdict.feedback}" if verdict.feedback else ""
                message = f"the right answer of `{blank.name}` {how}, `{text}`, is graded as"
                yield case.finding("L03", blank.line, f"{message} {verdict.outcome}{words}")
        for text, how in _SLIPS[blank.kind](case, blank, answer) if slips else ():
            if case.verdict(blank, text).outcome == "right":
                message = f"`{blank.name}` {how}, `{text}`, is graded as right"
                yield case.finding("L04", blank.line, message)


def check_listed_mistakes(case: Case) -> Iterator[Finding]:
    """L04 for what is listed under a blank: each wrong item gets words, and its own."""
    for blank in case.exercise.blanks:
        if not blank.items or blank.kind == "ms":
            continue
        asked = case.judged(blank)["mistakes"]
        for entry in asked:
            verdict = case.verdict(blank, entry["value"])
            if verdict.outcome == "right":
                message = f"`{entry['tag']}` of `{blank.name}` is right here"
                yield case.finding("L04", blank.line, message)
            # Words at a pair are for any other partner; the section's come before them.
            elif verdict.tag != entry["tag"] and (blank.kind != "match" or not verdict.tag):
                message = f"`{entry['tag']}` of `{blank.name}` gets the words of `{verdict.tag}`"
                yield case.finding("L04", blank.line, message)
    yield from _unknown_ids(case)


def _unknown_ids(case: Case) -> Iterator[Finding]:
    """Mistakes that name lines or pairs which no variant has."""
    computed = [m for m in case.exercise.mistakes if m.expression]
    for mistake, value in zip(computed, case.drawn["mistakes"], strict=True):
        blank = case.exercise.blank(mistake.blank)
        if not isinstance(value, str):
            continue
        known: set[str] = {line.id for line in blank.lines}
        parts = [part.strip() for part in value.split(",")]
        if blank.pairs:
            known = {str(place) for place in range(1, len(blank.pairs) + 1)}
            parts = [side.strip() for part in parts for side in part.split("-")]
        if known and (unknown := sorted(set(parts) - known)):
            message = f"the mistake `{mistake.tag}` names `{unknown[0]}`, which is not in the list"
            yield case.finding("L04", mistake.line, message)


def _none(case: Case, blank: Blank, answer: str) -> Answers:
    yield from ()


def _other_order(case: Case, blank: Blank, answer: str) -> Answers:
    """The last possible line first at each place: as far from the written order as needs allow."""
    needs: dict[str, Any] | None = case.key(blank).get("needs")
    lines = answer.split(",")
    if needs is None:
        return
    left, found = lines[:], []
    while left:
        free = [line for line in left if not set(needs.get(line, ())) & set(left)]
        found.append(free[-1])
        left.remove(free[-1])
    if found != lines:
        yield ",".join(found), "in another order that its needs allow"


def _swapped_lines(case: Case, blank: Blank, answer: str) -> Answers:
    lines = answer.split(",")
    needs = case.key(blank).get("needs")
    for i in range(len(lines) - 1):
        if needs is None or lines[i] in needs.get(lines[i + 1], ()):
            swapped = [*lines[:i], lines[i + 1], lines[i], *lines[i + 2 :]]
            yield ",".join(swapped), "with two lines exchanged"
            break
    yield ",".join(lines[:-1]), "without its last line"
    for extra in case.key(blank).get("distractors", "").split(","):
        if extra:
            yield f"{answer},{extra}", "with a line that does not belong"


def _reversed_pairs(case: Case, blank: Blank, answer: str) -> Answers:
    yield ",".join(reversed(answer.split(","))), "in another order"


def _swapped_pairs(case: Case, blank: Blank, answer: str) -> Answers:
    pairs = [pair.split("-") for pair in answer.split(",")]
    for i, (left, partner) in enumerate(pairs):
        other = next((p for _, p in pairs if p != partner), None)
        if other:
            changed = [*pairs[:i], [left, other], *pairs[i + 1 :]]
            yield ",".join(map("-".join, changed)), "with one pair changed"
            return


def _changed_cells(case: Case, blank: Blank, answer: str) -> Answers:
    """Each asked cell moved by more than any tolerance forgives."""
    rows = cells_of(answer)
    given = blank.grid.cells if blank.grid else [[None] * len(row) for row in rows]
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if given[i][j] is None:
                changed = [list(r) for r in rows]
                changed[i][j] = f"({cell}) + 1 + abs({cell})/2"
                text = ",".join(f"[{','.join(r)}]" for r in changed)
                yield f"[{text}]", f"with another value in row {i + 1}, column {j + 1}"


def _moved(case: Case, blank: Blank, answer: str) -> Answers:
    """A reading that is off by twice the step of the grid."""
    steps = str(case.key(blank).get("step", "1")).split(",")
    inner = answer.strip("()[]")
    first, *rest = [part for part, _ in cut(inner, ",")]
    moved = ",".join([f"({first}) + 2*({steps[0]})", *rest])
    yield (f"({moved})" if rest else moved), "two grid lines further"


def _reversed_points(case: Case, blank: Blank, answer: str) -> Answers:
    points = [part for part, _ in cut(answer.strip()[1:-1], ",")]
    if len(points) > 1:
        yield ",".join(reversed(points)), "from the other end"


def _moved_points(case: Case, blank: Blank, answer: str) -> Answers:
    snap = case.key(blank).get("snap", "1")
    first, *rest = [part for part, _ in cut(answer.strip()[1:-1], ",")]
    x, y = (part for part, _ in cut(first.strip("()[]"), ","))
    yield ",".join([f"({x}, {y} + 2*({snap}))", *rest]), "with a point two grid lines higher"
    if rest and case.key(blank).get("shape") != "curve":
        yield ",".join([first]), "with points missing"


def _wrong_step(case: Case, blank: Blank, answer: str) -> Answers:
    *before, last = answer.split("; ")
    side = "" if "=" not in last and "<" not in last and ">" not in last else " + 1"
    yield "; ".join([*before, f"{last}{side or ' + 1'}"]), "with a wrong last line"
    if len(before) > 1:
        yield "; ".join(before[:1]), "without its result"


def _wrong_factor(case: Case, blank: Blank, answer: str) -> Answers:
    """The last entry of the last factor raised by one."""
    place = len(answer.rstrip("] "))
    yield f"{answer[:place]} + 1{answer[place:]}", "with its last entry raised by 1"


def _wrong_gap(case: Case, blank: Blank, answer: str) -> Answers:
    parts = [part for part, _ in cut(answer, ",")]
    parts[-1] = f"{parts[-1]} + 1"
    yield ", ".join(parts), "with its last gap raised by 1"


_EQUIVALENTS: dict[str, Callable[[Case, Blank, str], Answers]] = {
    "order": _other_order,
    "match": _reversed_pairs,
    "sketch": _reversed_points,
}
_SLIPS: dict[str, Callable[[Case, Blank, str], Answers]] = {
    "order": _swapped_lines,
    "match": _swapped_pairs,
    "table": _changed_cells,
    "plot-read": _moved,
    "sketch": _moved_points,
    "derivation": _wrong_step,
    "factorisation": _wrong_factor,
    "blanks": _wrong_gap,
}
