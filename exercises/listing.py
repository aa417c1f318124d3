"""What there is: the exercises of some files as plain rows, for `python -m exercises list`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from exercises.skills import read_skills
from exercises.source import read_exercise

Row = dict[str, Any]


def rows(files: Sequence[Path], stored: Mapping[str, Mapping[str, Any]]) -> list[Row]:
    """One row a file, in the order of the files; raises SourceError.

    stored   digests by id (`python -m exercises digest`): how many seeds of the present version
             are held, 0 for an exercise that is not among them
    """
    skills = read_skills()
    found = []
    for file in files:
        exercise = read_exercise(file)
        kept = stored.get(exercise.id, {})
        main = skills.skills.get(exercise.skills[0])
        found.append(
            {
                "id": exercise.id,
                "title": exercise.title,
                "module": main.module if main else "",
                "skills": list(exercise.skills),
                "level": exercise.level,
                "minutes": exercise.minutes,
                "kinds": list(dict.fromkeys(blank.kind for blank in exercise.blanks)),
                "version": exercise.version,
                "variants": kept.get("seeds", 0) if kept.get("version") == exercise.version else 0,
                "file": str(file),
            }
        )
    return found


def table(found: Sequence[Row]) -> str:
    """The rows for people: one line each, then what the whole has."""
    lines = [
        f"{row['module']:<4} {row['id']:<24} {row['level']}  {', '.join(row['kinds'])}"
        for row in found
    ]
    modules = {row["module"] for row in found}
    kinds = {kind for row in found for kind in row["kinds"]}
    lines.append(f"{len(found)} exercises in {len(modules)} modules, {len(kinds)} kinds of answer")
    return "\n".join(lines)
