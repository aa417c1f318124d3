"""A file's large parts: front matter, Python fences, sections; each line keeps its number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from exercises.errors import SourceError, nearest
from exercises.model import Python
from exercises.reading.texts import check_text

SECTIONS = ("Hints", "Mistakes", "Solution")
FENCES = ("draw", "starter", "reference", "visible", "hidden", "mutant")

_PYTHON = re.compile(r"^(`{3,})python[ \t]+(\w+)(?:[ \t]+([\w-]+))?[ \t]*$")
_DIFF = re.compile(r"^(`{3,})diff[ \t]+(mutant)(?:[ \t]+([\w-]+))?[ \t]*$")
_FENCE = re.compile(r"^(`{3,}|~{3,})")
_NO_SECTION = re.compile(r"^(?:#+|\*\*)\s*(hints|mistakes|solution)\W*$", re.IGNORECASE)

Line = tuple[int, str]


@dataclass(slots=True)
class Layout:
    """What stands where. `statement` and each section are numbered lines.

    diffs   tags of the mutants that are written as changes to the reference
    """

    front: str = ""
    statement: list[Line] = field(default_factory=list)
    sections: dict[str, list[Line]] = field(default_factory=dict)
    fences: dict[str, Python] = field(default_factory=dict)
    mutants: dict[str, Python] = field(default_factory=dict)
    diffs: set[str] = field(default_factory=set)
    end: int = 1


def lay_out(file: str, text: str) -> Layout:
    """Divide the text; raises SourceError where a fence or the front matter stays open."""
    check_text(file, text)
    lines = text.splitlines()
    if lines[0].rstrip() != "---":
        message = "the file must begin with front matter: a line `---`, and `id: …` below it"
        raise SourceError(file, 1, message)
    closing = next((i for i, x in enumerate(lines[1:], 1) if x.rstrip() == "---"), None)
    if closing is None:
        raise SourceError(file, 1, "the front matter is not closed: a second line `---` is missing")
    layout = Layout(front="\n".join(lines[1:closing]) + "\n", end=len(lines))
    current = layout.statement
    number = closing + 1
    while number < len(lines):
        line = lines[number]
        if role := _PYTHON.match(line):
            number = _take_python(file, layout, lines, number, role)
        elif change := _DIFF.match(line):
            number = _take_python(file, layout, lines, number, change)
            layout.diffs.add(change[3])
        elif fence := _FENCE.match(line):
            closed = _end_of_fence(file, lines, number, fence[1])
            current += [(i + 1, lines[i]) for i in range(number, closed + 1)]
            number = closed
        elif line.startswith("## "):
            current = _open_section(file, layout, line[3:].strip(), number + 1)
        else:
            if heading := _NO_SECTION.match(line):
                message = f"`{line.strip()}` opens no section; write `## {heading[1].title()}`"
                raise SourceError(file, number + 1, message)
            current.append((number + 1, line))
        number += 1
    return layout


def _take_python(
    file: str, layout: Layout, lines: list[str], number: int, role: re.Match[str]
) -> int:
    """Keep one fenced program; the number of its closing line."""
    ticks, name, tag = role.groups()
    closed = _end_of_fence(file, lines, number, ticks)
    program = Python("\n".join(lines[number + 1 : closed]) + "\n", number + 2)
    if name not in FENCES:
        message = f"unknown fence `python {name}`; {nearest(name, FENCES)}"
        raise SourceError(file, number + 1, message)
    if (name == "mutant") != (tag is not None):
        message = "write `python mutant <tag>`; other fences have no tag"
        raise SourceError(file, number + 1, message)
    kept = layout.fences if tag is None else layout.mutants
    key = tag or name
    if key in kept:
        raise SourceError(file, number + 1, f"the fence `{key}` stands twice; keep one")
    kept[key] = program
    return closed


def _end_of_fence(file: str, lines: list[str], opened: int, ticks: str) -> int:
    for number in range(opened + 1, len(lines)):
        if lines[number].rstrip() == ticks:
            return number
    message = f"this fence is not closed: a line {ticks} is missing"
    for number in range(opened + 1, len(lines)):
        if (nearly := lines[number].strip()) and set(nearly) == {ticks[0]} and len(nearly) > 1:
            message += f"; line {number + 1} has {len(nearly)} ticks, not {len(ticks)}"
            if len(nearly) == len(ticks):
                message = f"{message.rpartition(';')[0]}; line {number + 1} is indented"
            break
    raise SourceError(file, opened + 1, message)


def _open_section(file: str, layout: Layout, name: str, number: int) -> list[Line]:
    if name not in SECTIONS:
        raise SourceError(file, number, f"unknown section `## {name}`; {nearest(name, SECTIONS)}")
    if name in layout.sections:
        raise SourceError(file, number, f"the section `## {name}` stands twice; join them")
    return layout.sections.setdefault(name, [])
