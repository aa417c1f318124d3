"""What the learner reads: L02, L05, L07, L08."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from exercises.checking.case import Case
from exercises.checking.findings import Finding
from exercises.checking.numbers import value_of
from exercises.model import HOLE, Blank, Exercise, Pair, Passage
from exercises.statement import plain
from exercises.typesetting import complaint
from exercises.typesetting.templates import Formula, holes_in, template
from grader.errors import UnreadableAnswer
from grader.parse import parse
from grader.tree import List, Matrix, Node, Row, Set, free_names

_OBJECT = re.compile(r"\bnan\b|\bzoo\b|\bNone\b|<\w+ |\bobject at\b|\btilde\\infty")
_UGLY = (
    (re.compile(r"[+-]\s*-\s*[\d\\]"), "two signs in a row: use {{ x:+ }} or {{ x:() }}"),
    (re.compile(r"(?<![\d.\w\\{])[01][a-zA-Z](?![a-zA-Z{])"), "a coefficient 0 or 1: {{ x:* }}"),
    (re.compile(r"\^(?:1(?![\d.])|\{1\})"), "a power of 1"),
)
_DOLLAR = "a `$` stands in the text: a formula opens without a space after it, and is closed"
# One digit by itself may be a whole argument (`\frac12`); of more, how many decides nothing.
_SINGLE, _MANY = re.compile(r"(?<!\d)\d(?!\d)"), re.compile(r"\d\d+")
_HOLE = re.compile(f"{HOLE[0]}(\\d+){HOLE[1]}")
_DECIMAL = re.compile(r"-?\d+\.\d+|-?\d+")


def passages(exercise: Exercise) -> Iterator[tuple[Passage, bool]]:
    """Every text of an exercise, and whether it stays within a line."""
    yield exercise.statement, False
    for hint in exercise.hints:
        yield hint.passage, True
    for mistake in exercise.mistakes:
        yield mistake.feedback, True
    for blank in exercise.blanks:
        yield from ((passage, True) for passage in under(blank))
    yield exercise.solution, False


def under(blank: Blank) -> Iterator[Passage]:
    """The texts that stand under a blank: options, lines, pairs, the cells of a table."""
    for item in blank.items:
        sides = (item.left, item.right) if isinstance(item, Pair) else (item.passage,)
        yield from (passage for passage in (*sides, item.feedback) if passage)
    if grid := blank.grid:
        yield from (grid.corner, *grid.col_heads, *grid.row_heads)
        yield from (cell for row in grid.cells for cell in row if cell)


def check_rendering(case: Case) -> Iterator[Finding]:
    """L02 for one seed. Numbers do not decide whether LaTeX is right: each shape is tried once."""
    for passage, inline in passages(case.exercise):
        for part in template(passage.source, inline):
            if isinstance(part, Formula):
                for message in _formula(case, part):
                    yield case.finding("L02", passage.line, message)
            elif isinstance(part, str) and "$" in part:
                yield Finding("L02", case.exercise.file, passage.line, _DOLLAR, warning=True)
        for number in holes_in(passage.source):
            value = case.drawn["holes"][number]
            shown = str(value.get("word", value.get("text", "")))
            if _OBJECT.search(shown):
                line = case.exercise.holes[number].line
                yield case.finding("L02", line, f"the hole shows `{shown[:40]}`")


def _formula(case: Case, part: Formula) -> Iterator[str]:
    holes = case.drawn["holes"]
    latex = _HOLE.sub(lambda m: str(holes[int(m[1])].get("tex", "x")), part.source)
    if refused := _refused(_SINGLE.sub("2", _MANY.sub("22", latex)), part.display):
        yield f"this is not LaTeX: {refused} (in `{latex[:60]}`)"
    for pattern, why in _UGLY:
        if ugly := pattern.search(latex):
            yield f"`{ugly[0]}` in a formula, {why} (in `{latex[:60]}`)"


@lru_cache(maxsize=4096)
def _refused(latex: str, display: bool) -> str:
    return complaint(latex, display)


def check_feedback(exercise: Exercise) -> Iterator[Finding]:
    """L05 as far as it can be read off the file."""
    needed = 2 if exercise.level >= 2 else 1
    for blank in exercise.blanks:
        listed = sum(m.blank == blank.name for m in exercise.mistakes)
        listed += sum(item.feedback is not None for item in blank.items)
        if listed < needed:
            message = f"`{blank.name}` has {listed} mistakes with words; level {exercise.level}"
            yield Finding("L05", exercise.file, blank.line, f"{message} needs {needed}")
    for mistake in exercise.mistakes:
        for number in holes_in(mistake.feedback.source):
            if exercise.holes[number].source == mistake.blank:
                message = f"the words of `{mistake.tag}` show the right value"
                yield Finding("L05", exercise.file, mistake.line, message)


def check_hints(exercise: Exercise) -> Iterator[Finding]:
    """L08: their number, and no answer by name in the last."""
    count = len(exercise.hints)
    if not 2 <= count <= 4:
        line = exercise.hints[0].passage.line if exercise.hints else exercise.solution.line
        yield Finding("L08", exercise.file, line, f"there are {count} hints, 2 to 4 are asked")
    answers = {blank.name for blank in exercise.blanks}
    for hint in exercise.hints[-1:]:
        for number in holes_in(hint.passage.source):
            if exercise.holes[number].source in answers:
                message = "the last hint shows an answer"
                yield Finding("L08", exercise.file, hint.passage.line, message)


def check_solution(case: Case) -> Iterator[Finding]:
    """L07: every final answer is in the solution; no hint is as long."""
    exercise, values = case.exercise, case.drawn["holes"]
    shown = [values[n] for n in holes_in(exercise.solution.source)]
    letters = _letters(case)
    texts = {str(value.get("text") or value.get("word") or "") for value in shown}
    seen = {entries for text in texts if (entries := _entries_of_text(text, letters))}
    text = plain(exercise.solution, values)
    for blank in case.typed:
        if blank.kind == "number":
            if not _shows_number(text, value_of(case.trees[blank.name]), case.key(blank)):
                message = f"the solution does not show the answer `{blank.name}`"
                yield case.finding("L07", exercise.solution.line, message)
        elif _entries(case.trees[blank.name]) not in seen:
            message = f"the solution does not show the answer `{blank.name}`"
            yield case.finding("L07", exercise.solution.line, message)
    for hint in exercise.hints:
        if len(hint.passage.source) >= len(exercise.solution.source):
            yield case.finding("L07", hint.passage.line, "this hint is longer than the solution")


def _entries(tree: Node) -> tuple[Node, ...]:
    """A value's numbers in order: a vector is the same in a row and in a column."""
    match tree:
        case Matrix(rows=rows):
            return tuple(item for row in rows for item in row)
        case Row(items=items) | Set(items=items) | List(items=items):
            return tuple(entry for item in items for entry in _entries(item))
    return (tree,)


def _letters(case: Case) -> tuple[str, ...]:
    """Small letters, and whatever names the answers hold."""
    answers = {name for tree in case.trees.values() for name in free_names(tree)}
    return tuple(sorted({*"abcdefghijklmnopqrstuvwxyz", *answers}))


@lru_cache(maxsize=8192)
def _entries_of_text(text: str, letters: tuple[str, ...]) -> tuple[Node, ...]:
    try:
        return _entries(parse(text, names=list(letters)))
    except UnreadableAnswer:
        return ()


def _shows_number(text: str, value: float, key: dict[str, object]) -> bool:
    near = max(float(str(key.get("tol", 0)) or 0), 2e-3 * abs(value), 1e-9)
    return any(abs(float(found) - value) <= near for found in _DECIMAL.findall(text))
