"""From a file to an exercise with ready variants; from a changed file to its next version."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from campus.catalog import publishing
from campus.catalog.drawing_lots import lot, pool_seed
from campus.catalog.models import Exercise, Skill, Variant
from campus.catalog.publishing import publish
from campus.catalog.skill_map import publish_skills

pytestmark = pytest.mark.django_db

SOURCE = """---
id: add-two
version: 1
title: Add two numbers
skills: [sum-product-notation]
level: 1
minutes: 2
---
```python draw
a = d.int(2, 9)
b = d.int(11, 19)
s = a + b
```
What is ${{ a }} + {{ b }}$? [[s: exact]]

## Hints
1. Begin at {{ b }}.
2. Count on from there.

## Mistakes
- `s = b - a` **took-away** — You took away instead of adding.

## Solution
${{ a }} + {{ b }} = {{ s }}$.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "M00" / "add-two.md"
    path.parent.mkdir()
    path.write_text(SOURCE)
    return path


def test_a_file_becomes_an_exercise_with_ready_variants(file: Path) -> None:
    publish_skills()
    (done,) = publish([file], variants=3)
    exercise = Exercise.objects.published().get(slug="add-two")
    assert (done.outcome, done.number, exercise.module) == ("new", 1, "M00")
    assert [skill.title for skill in exercise.skills.all()] == ["Sigma and pi notation"]
    assert Variant.objects.filter(version=exercise.current).count() == 3


def test_an_unchanged_file_costs_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    list(publish([file], variants=2))
    monkeypatch.setattr(publishing, "shared", lambda: pytest.fail("the sandbox was opened"))
    (done,) = publish([file], variants=2)
    assert done.outcome == "unchanged"


def test_a_changed_file_is_the_next_version_and_the_old_one_stays(file: Path) -> None:
    list(publish([file], variants=2))
    file.write_text(SOURCE.replace("What is", "How much is"))
    (done,) = publish([file], variants=2)
    exercise = Exercise.objects.get()
    assert (done.outcome, done.number) == ("changed", 2)
    assert exercise.versions.count() == 2
    assert exercise.current is not None and exercise.current.number == 2
    assert Variant.objects.count() == 4  # what learners were shown is marked as it was shown


def test_a_wrong_file_is_refused_with_its_place_and_publishes_nothing(file: Path) -> None:
    file.write_text(SOURCE.replace("level: 1", "levle: 1"))
    with pytest.raises(CommandError, match=r"add-two\.md:\d+"):
        call_command("publish", str(file), stdout=StringIO())
    assert not Exercise.objects.exists()


def test_the_map_of_skills_is_read_once_and_has_its_prerequisites() -> None:
    assert publish_skills() > 100
    assert publish_skills() == 0
    after = Skill.objects.get(slug="functions-activations")
    assert [skill.slug for skill in after.prerequisites.all()] == ["exp-log-rules"]


def test_seeds_are_neither_sequential_nor_small() -> None:
    seeds = [pool_seed("digest", place) for place in range(50)]
    assert len(set(seeds)) == 50
    assert sorted(seeds) != seeds
    assert max(seeds) > 2**40
    assert lot("a", 1) != lot("a", 2)
