"""The text of a milestone: what its file leaves out is put in, so that the text stands by itself.

A milestone is an exercise whose file lies in a folder with a `project.yaml`. Two lines of its
programs stand for something that is written once for the whole project:

    # data                       in the draw block: the program that makes the project's data set
    # solution: reg-clean        in the visible tests: the reference of an earlier milestone

Whatever reads exercises reads the whole text; a fault is told with the line of the file it is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from exercises.errors import SourceError
from exercises.reading.layout import lay_out
from exercises.reading.texts import decoded

PROJECT_FILE: Final = "project.yaml"
_STANDS_FOR: Final = re.compile(r"^# (data|solution: ([\w-]+))$")

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Assembled:
    """places   where each line of the text stands: file and line"""

    text: str
    places: tuple[Place, ...]

    def at_home(self, wrong: SourceError) -> SourceError:
        """The same fault, with the line of the file that somebody wrote."""
        file, line = self.places[min(max(wrong.line, 1), len(self.places)) - 1]
        return SourceError(file, line, wrong.message)


def assembled(path: Path) -> Assembled:
    """A file's text as it is read: of most files it is the file. Raises SourceError."""
    text = _read(path)
    if not (path.parent / PROJECT_FILE).exists():
        lines = text.splitlines()
        return Assembled(text, tuple((str(path), n) for n in range(1, len(lines) + 2)))
    placed = list(_placed(path, text))
    return Assembled(
        "".join(f"{line}\n" for line, _ in placed),
        (*(place for _, place in placed), (str(path), len(text.splitlines()))),
    )


def _placed(path: Path, text: str) -> Iterator[tuple[str, Place]]:
    for number, line in enumerate(text.splitlines(), 1):
        found = _STANDS_FOR.match(line)
        if found is None:
            yield line, (str(path), number)
        elif found[1] == "data":
            yield from _data(path.parent)
        else:
            yield from _solution(path, number, found[2])


def _data(folder: Path) -> Iterator[tuple[str, Place]]:
    """The lines of `data` of the project."""
    file = folder / PROJECT_FILE
    lines = _read(file).splitlines()
    first = lines.index("data: |") + 1 if "data: |" in lines else 0
    if not first:
        raise SourceError(str(file), 1, "the program `data: |` is missing")
    for number, line in enumerate(lines[first:], first + 1):
        if line and not line.startswith("  "):
            return
        yield line[2:], (str(file), number)


def _solution(path: Path, number: int, earlier: str) -> Iterator[tuple[str, Place]]:
    """The reference of an earlier milestone of the same project."""
    order = milestones_in(path.parent)
    if earlier not in order[: order.index(path.stem)] if path.stem in order else order:
        message = f"`{earlier}` is no earlier milestone of this project"
        raise SourceError(str(path), number, message)
    file = path.parent / f"{earlier}.md"
    reference = lay_out(str(file), _read(file)).fences.get("reference")
    if reference is None:
        raise SourceError(str(file), 1, "the fence `python reference` is missing")
    for offset, line in enumerate(reference.source.splitlines()):
        yield line, (str(file), reference.line + offset)


@lru_cache(maxsize=32)
def milestones_in(folder: Path) -> tuple[str, ...]:
    """The names of a project's milestones in their order, as its file has them."""
    file = folder / PROJECT_FILE
    try:
        values: Any = yaml.load(_read(file), yaml.CSafeLoader)
    except yaml.YAMLError as wrong:
        raise SourceError(str(file), 1, f"this is not YAML: {wrong}") from wrong
    named = values.get("milestones") if isinstance(values, dict) else None
    if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
        raise SourceError(str(file), 1, "`milestones` must be a list of names of files")
    return tuple(named)


def _read(path: Path) -> str:
    """The file's text byte for byte: line ends stay as they are."""
    return decoded(str(path), path.read_bytes())
