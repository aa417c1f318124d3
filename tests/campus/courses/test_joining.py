"""Ways into a course: who comes in by them, and when they are closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from campus import clock
from campus.accounts.models import User
from campus.auditing.models import Entry
from campus.courses import tasks
from campus.courses.archiving import archive
from campus.courses.errors import Refused
from campus.courses.inviting import TRIES, invite, send_waiting
from campus.courses.joining import GUESSES, enter, entrance_by_code, make, revoke
from campus.courses.models import Enrolment, Entrance
from tests.campus.cast import PASSWORD, Stage

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]


def entrance(stage: Stage, kind: str = "link", **more: Any) -> Entrance:
    return make(Entrance(course=stage.course, kind=kind, **more), stage.noether)


def test_whoever_has_the_link_and_says_yes_is_a_learner(stage: Stage, as_person: Browser) -> None:
    section = stage.course.sections.create(name="Monday")
    way = entrance(stage, section=section)
    browser = as_person(stage.charlie)
    browser.get(f"/join/{way.secret}/")
    assert not Enrolment.objects.filter(person=stage.charlie).exists()
    browser.post(f"/join/{way.secret}/")
    row = Enrolment.objects.get(person=stage.charlie)
    assert (row.role, row.section) == ("learner", section)
    assert Entry.objects.get(act="person enrolled").details["way"] == "link"


@pytest.mark.parametrize("door", ["/sign-in/", "/sign-up/"])
def test_a_link_opened_before_signing_in_lets_in_by_either_door(door: str, stage: Stage) -> None:
    browser = Client()
    browser.get(f"/join/{entrance(stage).secret}/")
    form = {"username": "charlie", "password": PASSWORD}
    if door == "/sign-up/":
        chosen = {"password1": PASSWORD, "password2": PASSWORD}
        form = {"username": "emmy", "display_name": "E", "email": "e@example.org", **chosen}
    browser.post(door, form)
    assert stage.course.enrolments.filter(person__username=form["username"]).exists()


def _revoked(way: Entrance, stage: Stage) -> None:
    revoke(way, stage.noether)


def _run_out(way: Entrance, stage: Stage) -> None:
    Entrance.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def _full(way: Entrance, stage: Stage) -> None:
    Entrance.objects.update(most=1)
    enter(way, stage.hilbert)


def _archived(way: Entrance, stage: Stage) -> None:
    archive(stage.course, stage.noether)


@pytest.mark.parametrize("closed", [_revoked, _run_out, _full, _archived])
@pytest.mark.parametrize("kind", ["link", "code"])
def test_a_closed_way_lets_nobody_in(
    kind: str, closed: Callable[[Entrance, Stage], None], stage: Stage
) -> None:
    way = entrance(stage, kind)
    closed(way, stage)
    with pytest.raises(Refused):
        enter(way, stage.charlie)
    assert kind == "link" or entrance_by_code(way.secret, stage.charlie) is None


def test_coming_twice_takes_one_place(stage: Stage) -> None:
    way = entrance(stage, most=2)
    for _ in range(3):
        enter(way, stage.charlie)
    way.refresh_from_db()
    assert way.uses == 1


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("{code}", True),
        ("{lower}", True),
        (" {first}-{last} ", True),
        ("{first}", False),
        ("{code}X", False),
        ("", False),
    ],
)
def test_a_code_is_read_as_people_write_it(typed: str, found: bool, stage: Stage) -> None:
    code = entrance(stage, "code").secret
    words = typed.format(code=code, lower=code.lower(), first=code[:4], last=code[4:])
    assert (entrance_by_code(words, stage.charlie) is not None) is found


def test_codes_cannot_be_guessed_quickly(stage: Stage) -> None:
    with pytest.raises(Refused):
        for _ in range(2 * GUESSES + 2):  # the minute may change in between
            entrance_by_code("AAAAAAAA", stage.charlie)


def test_a_code_is_not_an_address(stage: Stage, as_person: Browser) -> None:
    """Else the limit on guesses could be gone round."""
    code = entrance(stage, "code").secret
    assert as_person(stage.charlie).get(f"/join/{code}/").status_code == 404


def test_an_invitation_is_mailed_once_and_leads_one_person_in(stage: Stage) -> None:
    invite(stage.course, ["new@example.org"], stage.noether, role="assistant")
    assert invite(stage.course, ["NEW@example.org"], stage.noether) == 0
    assert (send_waiting(), send_waiting()) == (1, 0)
    same = Entrance.objects.get()
    assert same.secret in mail.outbox[0].body
    assert mail.outbox[0].to == ["new@example.org"]
    assert enter(same, stage.charlie).role == Enrolment.Role.ASSISTANT
    with pytest.raises(Refused):
        enter(same, stage.hilbert)


def test_an_invitation_to_assist_reaches_who_learns_and_demotes_nobody(stage: Stage) -> None:
    invite(stage.course, ["any@example.org"], stage.noether, role="assistant")
    way = Entrance.objects.get()
    assert enter(way, stage.noether).role == Enrolment.Role.OWNER
    assert enter(way, stage.ada).role == Enrolment.Role.ASSISTANT


def test_the_clock_asks_for_invitations_to_be_sent() -> None:
    asked = {entry["task"] for entry in clock.app.conf.beat_schedule.values()}
    assert tasks.invite.name in asked


def test_a_mail_server_that_refuses_is_asked_a_few_times(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> int:
        raise OSError("nobody there")

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    invite(stage.course, ["new@example.org"], stage.noether)
    for _ in range(TRIES + 2):
        assert send_waiting() == 0
    row = Entrance.objects.get()
    assert (row.sent_at, row.send_tries) == (None, TRIES)
