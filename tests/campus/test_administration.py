"""What administrators may do to accounts, and what borrowing somebody's eyes leaves behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from campus.accounts.models import User
from campus.administration import changing
from campus.administration.changing import Refused
from campus.auditing.models import Entry
from campus.learning.models import Attempt
from campus.privacy.models import Erasure
from tests.campus.cast import PASSWORD, Stage

Browser = Callable[[User | None], Client]


def acts() -> list[str]:
    """What was audited, but for signing in."""
    rows = Entry.objects.exclude(act="signed in").order_by("pk")
    return list(rows.values_list("act", flat=True))


def test_an_account_switched_off_signs_in_no_more_and_keeps_all_it_did(
    stage: Stage, as_person: Browser
) -> None:
    grace = as_person(stage.grace)
    ada = as_person(stage.ada)
    grace.post(f"/people/{stage.ada.pk}/change/", {"active": "0"})
    assert ada.get("/progress/").status_code == 302  # even where she is signed in
    assert not Client().login(username="ada", password=PASSWORD)
    grace.post(f"/people/{stage.ada.pk}/change/", {"active": "1"})
    assert Client().login(username="ada", password=PASSWORD)
    assert acts() == ["account switched off", "account switched on"]


def test_sessions_of_an_account_switched_off_do_not_come_back_with_it(
    stage: Stage, as_person: Browser
) -> None:
    ada = Client()
    ada.post("/sign-in/", {"username": "ada", "password": PASSWORD})
    assert ada.get("/progress/").status_code == 200
    changing.set_active(stage.ada, False, stage.grace)
    stage.ada.refresh_from_db()
    changing.set_active(stage.ada, True, stage.grace)
    assert ada.get("/progress/").status_code == 302


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/account/password/", {"oldpassword": PASSWORD, "password1": "x" * 20}),
        ("/account/email/", {"email": "m@example.org", "action_add": ""}),
        ("/account/data/export/", {}),
        ("/account/erase/", {"typed": "ada", "password": PASSWORD, "keeps_posts": "0"}),
        ("/discussion/ask/?course=sums", {"title": "Not hers", "text": "Not hers."}),
    ],
)
def test_borrowed_eyes_change_no_password_and_write_nothing(
    address: str, fields: dict[str, str], stage: Stage, as_person: Browser
) -> None:
    grace = as_person(stage.grace)
    grace.post(f"/people/{stage.ada.pk}/eyes/")
    assert grace.post(address, fields).headers["Location"] == "/"
    stage.ada.refresh_from_db()
    assert stage.ada.check_password(PASSWORD)
    assert (stage.ada.email, stage.ada.exports.count()) == ("ada@example.org", 0)
    assert not stage.ada.posts.exists()
    assert not Erasure.objects.exists()


def test_a_role_on_the_site_is_given_and_audited(stage: Stage, as_person: Browser) -> None:
    as_person(stage.grace).post(f"/people/{stage.ada.pk}/change/", {"role": "instructor"})
    stage.ada.refresh_from_db()
    assert stage.ada.role == "instructor"
    entry = Entry.objects.get(act="role changed")
    assert (entry.actor, entry.person) == (stage.grace, stage.ada)
    assert entry.details == {"before": "learner", "now": "instructor"}


def test_nobody_changes_their_own_account(stage: Stage) -> None:
    with pytest.raises(Refused):
        changing.set_role(stage.grace, "learner", stage.grace)
    with pytest.raises(Refused):
        changing.set_active(stage.grace, False, stage.grace)


def test_borrowed_eyes_see_what_the_person_sees(stage: Stage, as_person: Browser) -> None:
    grace = as_person(stage.grace)
    grace.post(f"/people/{stage.ada.pk}/eyes/")
    page = grace.get("/courses/").content.decode()
    assert stage.course.title in page
    assert "You see the site as Ada" in page
    assert grace.get("/people/").status_code == 404
    grace.post("/people/eyes/end/")
    assert grace.get("/people/").status_code == 200
    assert acts() == ["looked as somebody", "stopped looking as somebody"]


def test_borrowed_eyes_leave_nothing_behind(stage: Stage, as_person: Browser) -> None:
    grace = as_person(stage.grace)
    grace.post(f"/people/{stage.ada.pk}/eyes/")
    page = grace.get(f"/exercises/{stage.exercise.slug}/")
    assert page.status_code == 200  # it shows a sheet, and no attempt has begun
    assert not Attempt.objects.exists()
    grace.post("/account/", {"display_name": "Mallory"})
    stage.ada.refresh_from_db()
    assert stage.ada.display_name == "Ada"


def test_nobody_looks_as_an_administrator_or_for_ever(
    stage: Stage, as_person: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = User.objects.create_user("hopper", password=None, role="admin")
    grace = as_person(stage.grace)
    grace.post(f"/people/{other.pk}/eyes/")
    assert "You see the site as" not in grace.get("/courses/").content.decode()
    grace.post(f"/people/{stage.ada.pk}/eyes/")
    monkeypatch.setattr("campus.administration.impersonating.time.time", lambda: 9e9)
    assert grace.get("/people/").status_code == 200
    assert acts() == ["looked as somebody", "stopped looking as somebody"]


def test_a_form_that_comes_too_late_is_nobodys_act(
    stage: Stage, as_person: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filled in while looking as Ada, sent after the end: it must not change Grace."""
    grace = as_person(stage.grace)
    grace.post(f"/people/{stage.ada.pk}/eyes/")
    monkeypatch.setattr("campus.administration.impersonating.time.time", lambda: 9e9)
    grace.post("/account/", {"display_name": "Mallory", "email": "m@example.org"})
    assert not User.objects.filter(display_name="Mallory").exists()


def test_no_file_is_given_out_to_borrowed_eyes(stage: Stage, as_person: Browser) -> None:
    """An export is an act of the audit log, and nothing they do stays there."""
    grace = as_person(stage.grace)
    address = f"/teaching/{stage.course.slug}/gradebook.csv"
    grace.post(f"/people/{stage.noether.pk}/eyes/")
    answer = grace.get(address)
    assert (answer.status_code, answer.content) == (302, b"")
    grace.post("/people/eyes/end/")
    assert grace.get(address).status_code == 200


def test_signing_out_ends_the_looking_in_the_log_too(stage: Stage, as_person: Browser) -> None:
    grace = as_person(stage.grace)
    grace.post(f"/people/{stage.ada.pk}/eyes/")
    grace.post("/sign-out/")
    assert acts() == ["looked as somebody", "stopped looking as somebody"]


def test_eyes_end_with_the_role_of_whoever_borrowed_them(stage: Stage, as_person: Browser) -> None:
    grace = as_person(stage.grace)
    grace.post(f"/people/{stage.ada.pk}/eyes/")
    User.objects.filter(pk=stage.grace.pk).update(role="learner")
    assert stage.course.title not in grace.get("/courses/").content.decode()


@pytest.mark.parametrize("words", ["%", "ada", "\x00", "x" * 500, "'"])
def test_people_are_found_whatever_is_typed(stage: Stage, as_person: Browser, words: str) -> None:
    page = as_person(stage.grace).get("/people/", {"find": words, "page": "x", "role": "?"})
    assert page.status_code == 200
