"""What authors write is kept: every text, by whom, byte for byte."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from campus.accounts.models import User
from campus.authoring.differences import counts, differences
from campus.authoring.editing import Refused, begin, save, typed
from campus.authoring.models import Manuscript
from campus.authoring.starter import renamed
from tests.campus.cast import Stage

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]


def test_each_text_that_differs_is_a_revision_with_its_author(
    manuscript: Manuscript, stage: Stage
) -> None:
    save(manuscript, "second", stage.noether, "shorter")
    save(manuscript, "second", stage.noether)  # nothing new
    save(manuscript, "third", stage.grace)
    told = manuscript.revisions.values_list("number", "by__display_name", "note")
    assert list(told) == [(3, "Grace", ""), (2, "Noether", "shorter"), (1, "Noether", "")]


@pytest.mark.parametrize(
    ("slug", "why"),
    [
        ("three-and-four", "an exercise of the bank has it"),
        ("sum-of-multiples", "a manuscript has it"),
        ("new", "an address of the site"),
        ("Upper", "ids are small letters"),
        ("two--hyphens", "ids have single hyphens"),
        ("../etc", "no path"),
        ("x" * 61, "too long"),
    ],
)
def test_an_id_that_cannot_be_had_is_refused(
    manuscript: Manuscript, stage: Stage, slug: str, why: str
) -> None:
    with pytest.raises(Refused):
        begin(slug, "text", stage.hilbert)


def test_a_text_with_a_nul_or_without_end_is_refused(manuscript: Manuscript, stage: Stage) -> None:
    for text in ("a\x00b", "x" * 200_001):
        with pytest.raises(Refused):
            save(manuscript, text, stage.noether)


@pytest.mark.parametrize(
    ("sent", "before", "kept"),
    [
        ("a\r\nb\r\n", "a\nb\n", "a\nb\n"),  # a browser's line ends are no change
        ("a\r\nb\r\n", "a\r\nb\r\n", "a\r\nb\r\n"),  # a file with CR LF stays one
        ("a\r\nc\r\n", "a\nb\n", "a\nc\n"),
    ],
)
def test_a_browser_changes_no_line_ends(sent: str, before: str, kept: str) -> None:
    assert typed(sent, before) == kept


def test_a_copy_differs_in_its_id_alone() -> None:
    text = "---\r\nid: old\r\ntitle: A\r\n---\r\nid: not this one\r\n"
    assert renamed(text, "new-one") == text.replace("id: old", "id: new-one")


def test_differences_are_lines_with_a_little_around_them() -> None:
    before = "\n".join(f"line {n}" for n in range(1, 21))
    rows = differences(before, before.replace("line 10", "line ten"))
    assert counts(rows) == (1, 1)
    assert [row.text for row in rows if row.kind == "same"] == [
        *("line 7", "line 8", "line 9", "line 11", "line 12", "line 13"),
    ]
    assert differences(before, before) == []


def test_saving_and_comparing_in_the_browser(
    manuscript: Manuscript, stage: Stage, as_person: Browser
) -> None:
    browser = as_person(stage.noether)
    source = manuscript.latest.source.replace("Work out", "Find")
    page = f"/authoring/{manuscript.slug}/"
    browser.post(page, {"source": source, "base": "1", "note": "A plainer word"})
    history = browser.get(page + "history/").content.decode()
    assert "A plainer word" in history
    assert "<ins>" in history and "<del>" in history


def test_who_saved_over_another_text_is_told(
    manuscript: Manuscript, stage: Stage, as_person: Browser
) -> None:
    save(manuscript, "Grace was here", stage.grace)
    browser = as_person(stage.noether)
    address = f"/authoring/{manuscript.slug}/"
    answer = browser.post(address, {"source": "mine", "base": "1"}, follow=True)
    assert "Somebody saved another text" in answer.content.decode()
    assert [r.source for r in manuscript.revisions.all()][:2] == ["mine", "Grace was here"]


def test_a_co_author_comes_and_the_last_author_stays(
    manuscript: Manuscript, stage: Stage, as_person: Browser
) -> None:
    address = f"/authoring/{manuscript.slug}/authors/"
    noether, hilbert = as_person(stage.noether), as_person(stage.hilbert)
    noether.post(address, {"name": "hilbert"})
    assert hilbert.get(f"/authoring/{manuscript.slug}/").status_code == 200
    noether.post(address, {"name": "ada"})  # learners write no exercises
    for author in (stage.noether, stage.hilbert):
        hilbert.post(address, {"remove": str(author.pk)})
    assert list(manuscript.authors.all()) == [stage.hilbert]


def test_an_exercise_of_the_bank_is_copied_and_never_changed(
    stage: Stage, as_person: Browser
) -> None:
    assert stage.exercise.current is not None
    stage.exercise.current.source = "---\nid: three-and-four\n---\nText"
    stage.exercise.current.save()
    as_person(stage.noether).post("/authoring/bank/three-and-four/copy/")
    made = Manuscript.objects.get(slug="three-and-four-copy")
    assert made.latest.source == "---\nid: three-and-four-copy\n---\nText"
    assert as_person(stage.noether).get("/authoring/three-and-four/").status_code == 404
