"""The course is read strictly: whole, in order, and honest about what is still to be written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exercises.__main__ import main
from exercises.course import COURSE_FILE, read_course, waiting
from exercises.errors import SourceError
from exercises.skills import read_skills

WRITTEN = {path.stem for path in Path("exercises/bank").glob("M*/*.md")}


def test_the_course_has_47_sets_in_16_modules() -> None:
    course = read_course()
    assert (len(course.modules), len(course.sets)) == (16, 47)
    assert all(each.minutes > 0 and each.exercises for each in course.sets)


def test_skills_of_a_set_are_those_of_its_module() -> None:
    skills = read_skills()
    for module in read_course().modules:
        for each in module.sets:
            assert {skills.skills[name].module for name in each.skills} == {module.id}, each.id


def test_every_written_exercise_has_its_place_in_the_course() -> None:
    """If not: name it in a set of exercises/bank/COURSE.yaml."""
    placed = {name for each in read_course().sets for name in each.exercises}
    assert sorted(WRITTEN - placed) == []


def test_a_set_says_what_it_waits_for() -> None:
    course = read_course()
    first = course.sets[0]
    assert first.waits_for(first.exercises[1:]) == first.exercises[:1]
    named = {name for each in course.sets for name in each.exercises}
    assert dict(waiting(course, named)) == {}
    assert len(dict(waiting(course, ()))) == 47


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  hours: 6\n", "", "the field `hours` is missing"),
        ("hours: 6", "hour: 6", "unknown field `hour`; did you mean `hours`?"),
        ("- id: M00\n", "- id: M16\n", "the set `M00.1` belongs to another module"),
        ("- id: M00.2", "- id: M00.1", "the set `M00.1` stands twice"),
        ("exp-log-rules, functions", "exp-log-rule, functions", "unknown skill `exp-log-rule`"),
        ("note-proof-order", "note-solve-exp", "`note-solve-exp` is also in the set M00.1"),
        ("floating-point, desc", "desc", "no set of M00 practises `floating-point`"),
        ("modules:", "moduls:", "the file must hold `modules`"),
    ],
)
def test_a_wrong_course_is_explained(old: str, new: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "COURSE.yaml"
    text = COURSE_FILE.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceError) as wrong:
        read_course(file)
    assert message in wrong.value.message


def test_the_list_tells_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "exercises/bank/M14", "--json"]) == 0
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    row = rows["ttest-one"]
    assert (row["module"], row["level"], row["kinds"]) == ("M14", 2, ["exact", "number", "mc"])
    assert (row["skills"], row["variants"]) == (["one-sample-tests"], 50)
    assert main(["list", "exercises/bank/M14"]) == 0
    assert "exercises in 1 modules" in capsys.readouterr().out
