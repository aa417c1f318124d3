"""A course is begun, copied, archived; it announces, and fills calendars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from campus.accounts.models import User
from campus.courses.announcing import announce, html_of, mark_seen, unseen_in
from campus.courses.archiving import archive, reopen
from campus.courses.calendar import renew, revoke
from campus.courses.models import Announcement, Course, Enrolment, ProblemSet
from campus.learning.models import Submission
from tests.campus.cast import Stage, attempt_of

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]


def test_whoever_begins_a_course_owns_it(stage: Stage, as_person: Browser) -> None:
    as_person(stage.hilbert).post("/courses/new/", {"title": "Logic", "slug": "logic", "term": ""})
    assert Course.objects.owned_by(stage.hilbert).filter(slug="logic").exists()


@pytest.mark.parametrize("slug", ["new", "sums"])  # a page of ours; a course that there is
def test_an_address_that_is_taken_is_refused(slug: str, stage: Stage, as_person: Browser) -> None:
    as_person(stage.hilbert).post("/courses/new/", {"title": "Logic", "slug": slug})
    assert not Course.objects.filter(title="Logic").exists()


def test_a_copy_has_the_sets_and_none_of_the_people(stage: Stage, as_person: Browser) -> None:
    due = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
    rules = {"tries": 3, "try_cost": 10, "late_credit": 50}
    ProblemSet.objects.update(due_at=due, closes_at=due + timedelta(days=7), **rules)
    stage.course.sections.create(name="Monday")
    form = {"title": "Sums", "slug": "sums-2", "term": "Spring", "first_due": "2027-03-01"}
    as_person(stage.noether).post("/courses/sums/copy/", form)
    copy = Course.objects.get(slug="sums-2")
    made = copy.sets.get()
    moved = datetime(2027, 3, 1, 18, 30, tzinfo=UTC)  # the same hour of the day
    assert (made.due_at, made.closes_at) == (moved, moved + timedelta(days=7))
    assert {name: getattr(made, name) for name in rules} == rules
    assert [(item.exercise, item.points) for item in made.items.all()] == [(stage.exercise, 10)]
    assert [(row.person, row.role) for row in copy.enrolments.all()] == [(stage.noether, "owner")]
    assert not copy.sections.exists()


def test_an_archived_course_is_read_and_not_changed(stage: Stage, as_person: Browser) -> None:
    archive(stage.course, stage.noether)
    teacher, learner = as_person(stage.noether), as_person(stage.ada)
    assert learner.get("/courses/sums/").status_code == 200
    assert learner.get("/courses/sums/1/").status_code == 200
    for address in ("settings/", "sections/", "ways/", "people/add/", "announcements/new/"):
        assert teacher.post(f"/courses/sums/{address}").headers["Location"] == "/courses/sums/"
    assert teacher.post("/teaching/sums/sets/1/").headers["Location"] == "/courses/sums/"
    assert as_person(stage.charlie).post("/courses/sums/settings/").status_code == 404
    assert "First sums" not in learner.get("/").content.decode()
    reopen(stage.course, stage.noether)
    assert teacher.post("/courses/sums/settings/", {"title": "Sums!"}).status_code == 302
    assert Course.objects.get(slug="sums").title == "Sums!"


def test_attempts_of_an_archived_course_are_closed(
    stage: Stage, as_person: Browser, valkey: object
) -> None:
    attempt = attempt_of(stage)
    archive(stage.course, stage.noether)
    page = as_person(stage.ada).post(
        f"/attempts/{attempt.pk}/submit/",
        {"answer-m": "7", "idem_key": "00000000-0000-4000-8000-000000000001"},
        follow=True,
    )
    assert "has closed" in page.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("markdown", "never"),
    [
        ("<script>alert(1)</script>", "<script"),
        ("[x](javascript:alert(1))", 'href="javascript'),
        ("![x](https://example.org/x.png)", "<img"),
        ("<a onclick=x>", "<a onclick"),
        ("\ue0000\ue001 \ue0041\ue005", "\ue000"),  # the renderer's own marks, typed by somebody
    ],
)
def test_an_announcement_is_harmless(markdown: str, never: str) -> None:
    assert never not in html_of(markdown)


def test_an_announcement_is_new_until_it_is_seen(stage: Stage, as_person: Browser) -> None:
    announce(Announcement(course=stage.course, title="Room 5", text="We **move**."), stage.noether)
    assert (unseen_in(stage.ada), unseen_in(stage.noether)) == ({stage.course.pk: 1}, {})
    browser = as_person(stage.ada)
    assert "<strong>move</strong>" in browser.get("/courses/sums/").content.decode()
    browser.post("/courses/sums/announcements/seen/")
    mark_seen(stage.ada, stage.course)  # twice is once
    assert unseen_in(stage.ada) == {}
    assert "seen by 1" in as_person(stage.noether).get("/courses/sums/").content.decode()


def test_pinned_announcements_stay_on_top(stage: Stage) -> None:
    for title, pinned in (("old", True), ("new", False)):
        row = Announcement(course=stage.course, title=title, text="-", pinned=pinned)
        announce(row, stage.noether)
    assert [row.title for row in stage.course.announcements.all()] == ["old", "new"]


@pytest.fixture
def due(stage: Stage) -> datetime:
    """Ada's set is due; so is one in Hilbert's course, and one that has not opened yet."""
    moment = timezone.now().replace(microsecond=0) + timedelta(days=3)
    ProblemSet.objects.update(due_at=moment)
    elsewhere = Course.objects.get(slug="elsewhere")
    ProblemSet.objects.create(course=elsewhere, number=1, title="CANARY", due_at=moment)
    ProblemSet.objects.create(
        course=stage.course,
        number=2,
        title="CANARY",
        opens_at=moment,
        due_at=moment + timedelta(days=9),
    )
    return moment


def test_a_calendar_holds_what_is_due_and_nothing_of_other_courses(
    stage: Stage, due: datetime
) -> None:
    answer = Client().get(f"/calendar/{renew(stage.ada).secret}.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert b"CANARY" not in answer.content
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("DTSTART") == due
    assert str(event["URL"]).endswith("/courses/sums/1/")


def test_a_program_that_asks_again_is_told_that_nothing_changed(
    stage: Stage, due: datetime
) -> None:
    address = f"/calendar/{renew(stage.ada).secret}.ics"
    etag = Client().get(address).headers["ETag"]
    again = Client().get(address, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    ProblemSet.objects.filter(title="First sums").update(due_at=due + timedelta(hours=1))
    assert Client().get(address, headers={"if-none-match": etag}).status_code == 200


def test_an_old_address_leads_nowhere(stage: Stage) -> None:
    first, second = renew(stage.ada).secret, renew(stage.ada).secret
    statuses = [Client().get(f"/calendar/{secret}.ics").status_code for secret in (first, second)]
    assert statuses == [404, 200]
    revoke(stage.ada)
    assert Client().get(f"/calendar/{second}.ics").status_code == 404


def test_who_left_the_course_has_nothing_of_it_in_the_calendar(stage: Stage, due: datetime) -> None:
    address = f"/calendar/{renew(stage.ada).secret}.ics"
    Enrolment.objects.filter(person=stage.ada).delete()
    assert b"VEVENT" not in Client().get(address).content
