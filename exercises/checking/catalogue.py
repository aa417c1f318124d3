"""An exercise among the others: L20, and the stored digests of L15."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from exercises.checking.findings import Finding
from exercises.checking.spread import Facts
from exercises.errors import nearest
from exercises.model import Exercise
from exercises.skills import SkillMap

DIGEST_SEEDS = 50


def check_skills(exercise: Exercise, skills: SkillMap) -> Iterator[Finding]:
    """L20: skills exist; further ones come no later than the main one's module; labels."""
    known = [name for name in exercise.skills if name in skills.skills]
    for name in exercise.skills:
        if name not in skills.skills:
            message = f"unknown skill `{name}`; {nearest(name, skills.skills)}"
            yield Finding("L20", exercise.file, 1, message)
    for name in known[1:]:
        if skills.place(name) > skills.place(known[0]):
            module = skills.skills[name].module
            message = f"the further skill `{name}` comes later ({module}) than `{known[0]}`"
            yield Finding("L20", exercise.file, 1, message)
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
                yield Finding("L20", exercise.file, 1, message)
            seen.setdefault(value, exercise.file)


def combined_digest(facts: Sequence[Facts]) -> str:
    """One digest of seeds 0 to 49; "" when one of them is missing."""
    by_seed = {f.seed: f.digest for f in facts}
    if any(seed not in by_seed for seed in range(DIGEST_SEEDS)):
        return ""
    text = json.dumps([by_seed[seed] for seed in range(DIGEST_SEEDS)])
    return hashlib.sha256(text.encode()).hexdigest()


def check_digest(
    exercise: Exercise, facts: Sequence[Facts], stored: Mapping[str, Mapping[str, object]]
) -> Iterator[Finding]:
    """L15: while the version stands, so do the variants."""
    kept, found = stored.get(exercise.id), combined_digest(facts)
    if not kept or not found or kept["version"] != exercise.version:
        return
    if kept["digest"] != found:
        message = (
            f"the variants of seeds 0 to 49 differ from those of version {exercise.version}: "
            f"raise `version`, then store the new digest (`python -m exercises digest`)"
        )
        yield Finding("L15", exercise.file, exercise.draw.line, message)
