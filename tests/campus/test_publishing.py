"""From a file to an exercise with ready variants; from a changed file to its next version."""

from __future__ import annotations

import subprocess
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries, Settings

from campus.catalog import proving, publishing
from campus.catalog.drawing_lots import lot, pool_seed
from campus.catalog.models import Exercise, ExerciseVersion, Skill, Variant
from campus.catalog.publishing import Published, publish_files
from campus.catalog.skill_map import publish_skills
from campus.catalog.versions import Provenance
from exercises.checking.findings import Finding
from tests.campus.cast import Stage, attempt_of

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


def publish(file: Path, **of: Any) -> Published:
    (done,) = publish_files([file], Provenance(Exercise.Origin.BANK, **of))
    return done


def test_a_file_becomes_an_exercise_without_a_drawing(file: Path) -> None:
    publish_skills()
    done = publish(file)
    exercise = Exercise.objects.published().get(slug="add-two")
    assert exercise.current is not None
    assert (done.outcome, exercise.current.number, exercise.module) == ("new", 1, "M00")
    assert [skill.title for skill in exercise.skills.all()] == ["Sigma and pi notation"]
    assert not Variant.objects.exists()  # they are drawn when somebody wants them


def test_an_unchanged_file_is_not_even_read_as_an_exercise(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(file)
    monkeypatch.setattr(publishing, "parse_exercise", lambda *_: pytest.fail("it was read"))
    assert publish(file).outcome == "unchanged"


def test_unchanged_files_cost_one_query_together(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    files = [tmp_path / f"add-{number}.md" for number in range(20)]
    for each in files:
        each.write_text(SOURCE.replace("add-two", each.stem))
    list(publish_files(files, Provenance(Exercise.Origin.BANK)))
    with django_assert_num_queries(1):
        list(publish_files(files, Provenance(Exercise.Origin.BANK)))


def test_a_changed_file_is_the_next_version_and_the_old_one_stays(file: Path) -> None:
    publish(file)
    file.write_text(SOURCE.replace("What is", "How much is"))
    done = publish(file)
    exercise = Exercise.objects.get()
    assert done.outcome == "changed"
    assert exercise.versions.count() == 2  # what learners were shown is marked as it was shown
    assert exercise.current is not None and exercise.current.number == 2


def test_a_file_that_goes_back_is_the_earlier_version_again(file: Path) -> None:
    for text in (SOURCE, SOURCE.replace("What is", "How much is"), SOURCE):
        file.write_text(text)
        publish(file)
    exercise = Exercise.objects.get()
    assert exercise.versions.count() == 2
    assert exercise.current is not None and exercise.current.number == 1


def test_the_text_is_kept_to_the_byte(file: Path) -> None:
    file.write_bytes(SOURCE.replace("\n", "\r\n").encode())
    publish(file)
    exercise = Exercise.objects.get()
    assert exercise.current is not None
    assert exercise.current.source.encode() == file.read_bytes()


def test_a_file_never_overwrites_what_somebody_wrote_in_the_browser(file: Path) -> None:
    publish(file)
    Exercise.objects.update(origin=Exercise.Origin.AUTHORS)
    file.write_text(SOURCE.replace("What is", "How much is"))
    assert publish(file).outcome == "taken"
    assert ExerciseVersion.objects.count() == 1


@pytest.fixture
def ours(tmp_path: Path, settings: Settings) -> tuple[Path, Path]:
    """A bank of two exercises and a gallery of one."""
    settings.EXERCISE_BANK, settings.EXERCISE_GALLERY = tmp_path / "bank", tmp_path / "gallery"
    for name in ("bank/M00/one", "bank/M00/two", "gallery/example"):
        path = tmp_path / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SOURCE.replace("add-two", path.stem))
    call_command("publish", verbosity=0)
    return settings.EXERCISE_BANK, settings.EXERCISE_GALLERY


def test_the_gallery_is_open_to_those_who_teach_and_not_in_the_catalogue(
    ours: tuple[Path, Path], stage: Stage
) -> None:
    assert not Exercise.objects.published().filter(slug="example").exists()
    assert not Exercise.objects.open_to(stage.ada).filter(slug="example").exists()
    assert Exercise.objects.open_to(stage.noether).filter(slug="example").exists()


def test_what_left_the_bank_is_retired_and_comes_back(
    ours: tuple[Path, Path], stage: Stage
) -> None:
    one = ours[0] / "M00" / "one.md"
    text = one.read_text()
    one.unlink()
    call_command("publish", verbosity=0)
    gone = Exercise.objects.get(slug="one")
    assert gone.retired_at is not None and gone.current is not None  # its history stays
    assert not Exercise.objects.open_to(stage.ada).filter(slug="one").exists()
    assert Exercise.objects.published().filter(slug="two").exists()
    one.write_text(text)
    call_command("publish", verbosity=0)
    assert Exercise.objects.published().filter(slug="one").exists()


def test_who_worked_on_a_retired_exercise_still_sees_it(stage: Stage) -> None:
    attempt_of(stage)
    Exercise.objects.retire()
    assert Exercise.objects.open_to(stage.ada).exists()
    assert not Exercise.objects.open_to(stage.charlie).exists()


def test_a_wrong_file_is_refused_with_its_place_and_publishes_nothing(file: Path) -> None:
    file.write_text(SOURCE.replace("level: 1", "levle: 1"))
    with pytest.raises(CommandError, match=r"add-two\.md:\d+"):
        call_command("publish", str(file), "--no-check", stdout=StringIO())
    assert not Exercise.objects.exists()


def test_a_wrong_file_of_the_bank_keeps_no_other_from_its_learners(
    ours: tuple[Path, Path],
) -> None:
    one, two = (ours[0] / "M00" / f"{name}.md" for name in ("one", "two"))
    one.write_text("no exercise")
    two.write_text(two.read_text().replace("What is", "How much is"))
    with pytest.raises(CommandError, match=r"one\.md:1"):
        call_command("publish", verbosity=0)
    current = Exercise.objects.published().values_list("slug", "current__number")
    assert set(current) == {("one", 1), ("two", 2)}


def test_files_are_proved_first_and_one_error_publishes_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = Finding("L04", str(file), 21, "this mistake is right", 3)
    monkeypatch.setattr(proving, "findings_of", lambda *_: ([error], []))
    told = StringIO()
    with pytest.raises(CommandError, match="Nothing was published: 1 error") as refused:
        call_command("publish", str(file), stdout=StringIO(), stderr=told)
    assert refused.value.returncode == 1
    assert f"{file}:21: L04: this mistake is right (seed 3)" in told.getvalue()
    assert not Exercise.objects.exists()


@pytest.mark.parametrize("what", ["nothing.md", "empty"])
def test_where_there_is_nothing_the_status_says_so(tmp_path: Path, what: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CommandError) as refused:
        call_command("publish", str(tmp_path / what), stdout=StringIO())
    assert refused.value.returncode == 2


def test_the_commit_of_a_checkout_is_kept_unless_the_file_differs(file: Path) -> None:
    def git(*arguments: str) -> str:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        command = ["git", *who, "-C", str(file.parent), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "An exercise")
    call_command("publish", str(file), "--no-check", stdout=StringIO())
    assert ExerciseVersion.objects.get().commit == git("rev-parse", "HEAD")
    file.write_text(SOURCE.replace("What is", "How much is"))
    proving.checkout.cache_clear()
    assert proving.commit_of(file) == ""


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
