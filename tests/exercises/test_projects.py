"""Projects: files are read strictly, one data set serves all milestones, and nobody cheats."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercises.assembling import assembled
from exercises.errors import SourceError
from exercises.project import Project, read_project, read_projects
from exercises.source import read_exercise
from grader.sandbox import Sandbox
from tests.exercises.attempted import (
    ANOTHERS,
    WEAKER,
    attempts,
    cheat_at,
    hand_in,
    key_of,
    program_of,
    wrong_about,
)
from tests.exercises.attempted import COPIED as COPYING

ALL = list(read_projects().values())
FIRST = read_projects()["proj-linear-regression"]


def a_project(folder: Path, change: tuple[str, str] = ("", "")) -> Path:
    """A copy of a project, with one passage of its file changed."""
    for file in FIRST.folder.iterdir():
        (folder / file.name).write_text(file.read_text())
    place = folder / "project.yaml"
    text = place.read_text()
    assert change[0] in text
    place.write_text(text.replace(*change, 1) if change[0] else text)
    return place


def test_four_projects_are_whole() -> None:
    assert {project.id for project in ALL} == set(WEAKER)
    for project in ALL:
        assert 5 <= len(project.milestones) <= 6
        for name in project.milestones:
            code = read_exercise(project.folder / f"{name}.md").code
            assert code is not None and len(code.mutants) >= 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("hours: 6", "hours: six"), "`hours` must be a whole number"),
        (("hours: 6", "horus: 6"), "did you mean `hours`"),
        (("pass: 70", "pass: 700"), "a number from 1 to 100"),
        (("reg-fit, ", ""), "reg-fit.md is no milestone"),
        (("reg-fit, ", "reg-fitt, "), "there is no file reg-fitt.md"),
        (("least-squares,", "least-sqares,"), "unknown skill `least-sqares`"),
        (("question: 2,", "question: 3,"), "from 0 to 2"),
        (("question: 2,", ""), "marks by criterion"),
        (("accept: 60", "accept: 5"), "one prepared conclusion must be acceptable"),
        (("file: flats.csv", ""), "the field `file` is missing"),
        (("title:", "title: ["), "this is not YAML"),
    ],
)
def test_what_is_wrong_in_a_project_is_told(
    tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    with pytest.raises(SourceError, match=r"project.yaml:\d+") as told:
        read_project(a_project(tmp_path, change))
    assert words in str(told.value)


def test_a_milestone_stands_by_itself_when_it_is_assembled() -> None:
    whole = assembled(FIRST.folder / "reg-ridge.md")
    assert "# data" not in whole.text and "# solution:" not in whole.text
    assert 's = d.shared("flats")' in whole.text and "def clean(rows):" in whole.text
    assert len(whole.places) == len(whole.text.splitlines()) + 1


def test_a_fault_is_told_with_the_line_that_somebody_wrote(tmp_path: Path) -> None:
    a_project(tmp_path, ("  csv =", "  csv = ("))
    with pytest.raises(SourceError, match=r"project.yaml:\d+"):
        read_exercise(tmp_path / "reg-fit.md")
    a_project(tmp_path)
    file = tmp_path / "reg-fit.md"
    file.write_text(file.read_text().replace("# solution: reg-clean", "# solution: reg-ridge"))
    with pytest.raises(SourceError, match=r"reg-fit.md:\d+: `reg-ridge` is no earlier milestone"):
        read_exercise(file)


def test_all_milestones_of_a_learner_share_a_data_set_and_others_have_another(
    box: Sandbox,
) -> None:
    first, second = FIRST.milestones[:2]
    mine = key_of(FIRST.id, first, box)["params"]["csv"]
    assert mine == key_of(FIRST.id, second, box)["params"]["csv"]
    others = key_of(FIRST.id, first, box, ANOTHERS)["params"]["csv"]
    shared_rows = set(mine.splitlines()[1:]) & set(others.splitlines()[1:])
    assert len(shared_rows) < 5


def test_a_milestone_that_was_missed_does_not_stop_the_next(box: Sandbox) -> None:
    """The second milestone hands over what the platform's own solution of the first gives."""
    program = program_of(FIRST.id, "reg-fit")
    assert hand_in(FIRST.id, "reg-fit", program, box).outcome == "right"
    missed = program_of(FIRST.id, "reg-clean", "dummy-trap")
    assert hand_in(FIRST.id, "reg-clean", missed, box).outcome != "right"


def test_anothers_numbers_do_not_pass(box: Sandbox) -> None:
    program = cheat_at(FIRST.id, "reg-clean", COPYING, box)
    assert hand_in(FIRST.id, "reg-clean", program, box).score < 0.2


@pytest.mark.slow
@pytest.mark.parametrize("project", ALL, ids=lambda project: project.id)
def test_references_pass_weaker_ones_miss_and_cheats_get_nothing(
    project: Project, box: Sandbox
) -> None:
    told = {(one.who, one.milestone): wrong_about(one) for one in attempts(project, box)}
    assert {place: words for place, words in told.items() if words} == {}
