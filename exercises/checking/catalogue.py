"""An exercise among the others: L20."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exercises.checking.findings import Finding
from exercises.errors import nearest
from exercises.model import Exercise
from exercises.skills import SkillMap


def check_skills(exercise: Exercise, skills: SkillMap) -> Iterator[Finding]:
    """L20: skills exist; further ones come no later than the main one's module; labels."""
    line = _line_of("skills", exercise)
    known = [name for name in exercise.skills if name in skills.skills]
    for name in exercise.skills:
        if name not in skills.skills:
            message = f"unknown skill `{name}`; {nearest(name, skills.skills)}"
            yield Finding("L20", exercise.file, line, message)
    for name in known[1:]:
        if skills.place(name) > skills.place(known[0]):
            module = skills.skills[name].module
            message = f"the further skill `{name}` comes later ({module}) than `{known[0]}`"
            yield Finding("L20", exercise.file, line, message)
    for blank in exercise.blanks:
        if not blank.label:
            message = f"`{blank.name}` has no label for screen readers: label=…"
            yield Finding("L20", exercise.file, blank.line, message)


def check_titles(exercises: Sequence[Exercise]) -> Iterator[Finding]:
    """L20: no two exercises of the files checked share a title or an id."""
    for what in ("title", "id"):
        seen: dict[str, str] = {}
        for exercise in exercises:
            value = getattr(exercise, what)
            if value in seen:
                message = f"the {what} `{value}` is also that of {seen[value]}"
                yield Finding("L20", exercise.file, _line_of(what, exercise), message)
            seen.setdefault(value, exercise.file)


def _line_of(key: str, exercise: Exercise) -> int:
    """Where a key of the front matter stands."""
    lines = exercise.text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)
