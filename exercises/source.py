"""Read one exercise file strictly: a wrong file is explained, a right one becomes an Exercise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exercises.assembling import assembled
from exercises.errors import SourceError, nearest
from exercises.model import LISTED_KINDS, Blank, CodeParts, Exercise, Hole, Python
from exercises.reading import python
from exercises.reading.asking import read_statement
from exercises.reading.changes import changed
from exercises.reading.front_matter import read_front_matter
from exercises.reading.grouping import check_groups
from exercises.reading.holes import Holes
from exercises.reading.layout import Layout, lay_out
from exercises.reading.words import read_hints, read_mistakes

_CODE_FENCES = ("starter", "reference", "visible", "hidden")
_CODE_OPTIONS = ("battery", "weights", "groups", "timing", "libraries")


def read_exercise(path: Path | str) -> Exercise:
    """The exercise in a file; its id must be the file's name. Raises SourceError."""
    path = Path(path)
    whole = assembled(path)
    try:
        exercise = parse_exercise(whole.text, str(path))
    except SourceError as wrong:
        raise whole.at_home(wrong) from wrong
    if exercise.id != path.stem:
        message = f"the id `{exercise.id}` must be the file's name, `{path.stem}`"
        raise SourceError(str(path), 2, message)
    return exercise


def parse_exercise(text: str, name: str = "<exercise>") -> Exercise:
    """The exercise in a text; `name` stands for the file in messages. Raises SourceError."""
    layout = lay_out(name, text)
    values, lines = read_front_matter(name, layout.front)
    holes = Holes(name)
    draw = layout.fences.get("draw")
    if draw is None:
        raise SourceError(name, 1, "the fence `python draw` is missing: what is drawn for a seed")
    drawn = python.drawn_names(name, draw)
    statement, blanks = read_statement(name, layout.statement, holes)
    code = _code(name, values, lines, layout, blanks)
    names = [blank.name for blank in blanks]
    _check_answers(name, blanks, drawn)
    for section in ("Hints", "Mistakes", "Solution"):
        if section not in layout.sections:
            raise SourceError(name, layout.end, f"the section `## {section}` is missing")
    exercise = Exercise(
        file=name,
        text=text,
        id=values["id"],
        version=values["version"],
        title=values["title"],
        skills=tuple(values["skills"]),
        level=values["level"],
        minutes=values["minutes"],
        kind=values.get("kind", "math"),
        calculator=values.get("calculator", "none"),
        few_variants=_few(values),
        authors=tuple(values.get("authors", ())),
        licence=values.get("licence", ""),
        draw=draw,
        statement=statement,
        blanks=tuple(blanks),
        hints=read_hints(name, layout.sections["Hints"], names, holes),
        mistakes=read_mistakes(
            name,
            layout.sections["Mistakes"],
            blanks,
            frozenset(drawn),
            [test.name for test in code.tests] if code else [],
            holes,
        ),
        solution=holes.passage(layout.sections["Solution"]),
        holes=tuple(holes.found),
        rules=python.rules(name, draw, names),
        code=code,
    )
    _check_holes(exercise, {*drawn, *names})
    _check_carries(exercise)
    return exercise


def _code(
    file: str, values: dict[str, Any], lines: dict[str, int], layout: Layout, blanks: list[Blank]
) -> CodeParts | None:
    """The programs of a code exercise; None for mathematics, where they are out of place."""
    blank = next((blank for blank in blanks if blank.kind == "code"), None)
    if values.get("kind", "math") != "code":
        for key in ("entry", "limits", "ban", *_CODE_OPTIONS):
            if key in values:
                raise SourceError(file, lines[key], f"`{key}` belongs to `kind: code`")
        for name, fence in {**layout.fences, **layout.mutants}.items():
            if name != "draw":
                message = f"the fence `{name}` belongs to exercises with `kind: code`"
                raise SourceError(file, fence.line - 1, message)
        if blank:
            raise SourceError(file, blank.line, "a code blank needs `kind: code` at the head")
        return None
    if blank is None:
        raise SourceError(file, lines["kind"], "a code exercise needs the blank [[code: entry]]")
    if "entry" not in values:
        message = "the key `entry` is missing: the name that the learner must define"
        raise SourceError(file, lines["kind"], message)
    entries = tuple([values["entry"]] if isinstance(values["entry"], str) else values["entry"])
    entry = ", ".join(entries)
    if blank.options.setdefault("entry", entry) != entry:
        message = f"the blank asks for `{blank.options['entry']}`, the key `entry` for `{entry}`"
        raise SourceError(file, blank.line, message)
    return _programs(file, values, lines, layout, entries)


def _programs(
    file: str,
    values: dict[str, Any],
    lines: dict[str, int],
    layout: Layout,
    entries: tuple[str, ...],
) -> CodeParts:
    for name in _CODE_FENCES:
        if name not in layout.fences:
            raise SourceError(file, layout.end, f"the fence `python {name}` is missing")
    programs: dict[str, Python] = {name: layout.fences[name] for name in _CODE_FENCES}
    mutants = {
        tag: changed(file, programs["reference"], mutant) if tag in layout.diffs else mutant
        for tag, mutant in layout.mutants.items()
    }
    for program in (programs["starter"], programs["reference"], *mutants.values()):
        for entry in entries:
            if not python.defines(file, program, entry):
                raise SourceError(file, program.line, f"this program does not define `{entry}`")
    tests = [
        *python.tests(file, programs["visible"], hidden=False),
        *python.tests(file, programs["hidden"], hidden=True),
    ]
    names = [test.name for test in tests]
    for test in tests:
        if names.count(test.name) > 1:
            raise SourceError(file, test.line, f"the test `{test.name}` stands twice")
    _check_named_tests(file, values, lines, names)
    check_groups(file, values, lines, tests)
    return CodeParts(
        entries,
        **programs,
        mutants=mutants,
        tests=tuple(tests),
        limits={k: float(v) for k, v in values.get("limits", {}).items()},
        ban=tuple(values.get("ban", ())),
        options={name: values[name] for name in _CODE_OPTIONS if name in values},
    )


def _check_named_tests(
    file: str, values: dict[str, Any], lines: dict[str, int], names: list[str]
) -> None:
    """The tests that `weights` and `timing` name are there."""
    wanted = [("weights", name) for name in values.get("weights", {})]
    if "timing" in values:
        wanted.append(("timing", values["timing"]["test"]))
    for key, name in wanted:
        if name not in names:
            message = f"`{key}` names the test `{name}`, which is not there; {nearest(name, names)}"
            raise SourceError(file, lines[key], message)


def _few(values: dict[str, Any]) -> tuple[int, str] | None:
    few = values.get("few_variants")
    return (few["count"], few["reason"]) if few else None


def _check_answers(file: str, blanks: list[Blank], drawn: dict[str, int]) -> None:
    for blank in blanks:
        if blank.kind in LISTED_KINDS and blank.name in drawn:
            message = f"the draw block sets `{blank.name}`, but its answer is the list below"
            raise SourceError(file, blank.line, f"{message}: rename one of them")
        if (on := blank.options.get("on")) and on not in drawn:
            message = f"the figure `{on}` is not drawn; {nearest(on, drawn)}"
            raise SourceError(file, blank.line, message)
        if blank.kind not in {*LISTED_KINDS, "code"} and blank.name not in drawn:
            message = f"the blank `{blank.name}` has no answer: the draw block must set that name"
            raise SourceError(file, blank.line, f"{message} ({nearest(blank.name, drawn)})")


def _check_holes(exercise: Exercise, known: set[str]) -> None:
    conditions = [c for blank in exercise.blanks for c in _conditions(blank)]
    for hole in (*exercise.holes, *conditions):
        python.names_used(exercise.file, hole.line, hole.source, known)


def _conditions(blank: Blank) -> Iterator[Hole]:
    """The expressions that decide for each seed what is right or what is there."""
    yield from (c.right for c in blank.choices if isinstance(c.right, Hole))
    yield from (condition for condition in blank.conditions if condition)


def _check_carries(exercise: Exercise) -> None:
    for blank in exercise.blanks:
        if blank.carry is not None and not exercise.rules.get(blank.name):
            message = (
                f"`carry` needs an answer that follows from earlier ones: "
                f"`{blank.name} = lambda earlier: …`"
            )
            raise SourceError(exercise.file, blank.line, message)
