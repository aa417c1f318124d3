"""The map of skills is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercises.errors import SourceError
from exercises.skills import SKILL_FILE, read_skills

MAP = """tracks:
  ds: "Data scientist"
modules:
  M00: "Tools"
  M01: "More"
skills:
- id: one
  title: "One"
  area: foundations
  module: M00
  can_do: "Count."
  prerequisites: []
  ml_method: "Counting"
  tracks: [ds]
- id: two
  title: "Two"
  area: foundations
  module: M01
  can_do: "Count on."
  prerequisites: [one]
  ml_method: "Counting"
  tracks: [ds]
"""


def test_the_map_has_141_skills_in_16_modules() -> None:
    found = read_skills()
    assert (len(found.skills), len(found.modules)) == (141, 16)
    assert found.place("eigenvalues") == 5


def test_no_skill_needs_a_later_module() -> None:
    found = read_skills()
    for skill in found.skills.values():
        assert all(found.place(p) <= found.place(skill.id) for p in skill.prerequisites), skill.id


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("prerequisites: []", "prerequisites: [two]", 7, "go round: one -> two -> one"),
        ("[one]", "[onne]", 15, "`two` needs unknown `onne`; did you mean `one`?"),
        ("id: two", "id: one", 15, "the skill `one` stands twice"),
        ("module: M01", "module: M02", 15, "unknown module `M02`"),
        ('  can_do: "Count."\n', "", 7, "the field `can_do` is missing"),
        ('can_do: "Count."', 'cando: "Count."', 7, "unknown field `cando`; did you mean"),
        ("modules:", "moduls:", 1, "the file must hold `tracks`, `modules` and `skills`"),
        ("tracks: [ds]", "tracks: [dz]", 7, "unknown track `dz`; known: ds"),
        ("tracks: [ds]", "tracks: []", 15, "`two` is in the track `ds`, but it needs `one`"),
    ],
)
def test_a_wrong_map_is_explained(
    old: str, new: str, line: int, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "skills.yaml"
    file.write_text(MAP.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceError) as wrong:
        read_skills(file)
    assert message in wrong.value.message
    assert wrong.value.line == line


def test_an_anchor_is_an_exercise_of_the_bank_that_is_about_its_skill() -> None:
    families = {file.stem: file for file in SKILL_FILE.parent.glob("M*/*.md")}
    anchors = {one.id: one.anchor for one in read_skills().skills.values() if one.anchor}
    assert len(anchors) == len(set(anchors.values()))
    for skill, family in anchors.items():
        assert skill in skills_of(families[family].read_text(encoding="utf-8")), (skill, family)


def skills_of(source: str) -> list[str]:
    line = next(line for line in source.splitlines() if line.startswith("skills:"))
    return [name.strip() for name in line.split(":", 1)[1].strip(" []").split(",")]
