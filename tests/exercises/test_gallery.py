"""The gallery shows every kind, every option and every form; each file is a sound exercise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exercises.checking.run import check_files
from exercises.indexing import GALLERY, gallery, missing, page
from exercises.model import Exercise
from grader.sandbox import Sandbox

FILES = sorted(GALLERY.glob("*.md"))
PAGE = Path("docs/reference/gallery.md")
STORED = Path(__file__).parent / "digests.json"


@pytest.fixture(scope="module")
def exercises() -> list[Exercise]:
    return gallery()


def test_every_kind_option_form_and_key_is_shown(exercises: list[Exercise]) -> None:
    """If not: give what is named a blank of its own in exercises/gallery/<kind>.md."""
    assert missing(exercises) == []


def test_what_is_taken_away_is_missed(exercises: list[Exercise]) -> None:
    without = [exercise for exercise in exercises if exercise.id != "sketch"]
    assert "sketch: shape=curve" in missing(without)


def test_the_index_is_up_to_date(exercises: list[Exercise]) -> None:
    """If not: python -m exercises gallery > docs/reference/gallery.md"""
    assert PAGE.read_text(encoding="utf-8") == page(exercises)


def test_links_between_the_pages_lead_somewhere(exercises: list[Exercise]) -> None:
    names = {path.name for path in FILES}
    for exercise in exercises:
        for part in exercise.text.split("](")[1:]:
            target = part.split(")")[0]
            assert not target.endswith(".md") or target in names, (exercise.id, target)


def test_the_gallery_is_sound(box: Sandbox) -> None:
    """One seed here; `./run check` proves two hundred, and looks at the time a variant takes."""
    findings = [f for f in check_files(FILES, 1, box=box) if " ms on average" not in f.message]
    assert [str(finding) for finding in findings] == []


def test_the_variants_of_every_file_are_stored() -> None:
    """If not: python -m exercises digest exercises/gallery --store"""
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    versions = {exercise.id: exercise.version for exercise in gallery()}
    assert {name: stored.get(name, {}).get("version") for name in versions} == versions
