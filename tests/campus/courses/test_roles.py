"""What each role may do in a course: the table of docs/why/roles.md, asked of the addresses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from campus.accounts.models import User
from campus.auditing.models import Entry
from campus.courses.enrolling import change, enrol, remove
from campus.courses.errors import Refused
from campus.courses.models import Course, Enrolment
from campus.courses.views import people
from campus.learning.models import Attempt
from tests.campus.cast import Stage, attempt_of

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]
ROLES = ("learner", "assistant", "instructor", "owner")
#                       learner assistant instructor owner
READS_WORK = (False, True, True, True)
TEACHES = (False, False, True, True)
OWNS = (False, False, False, True)

PAGES = {
    "courses/sums/people/": READS_WORK,
    "courses/sums/people/list/": TEACHES,
    "courses/sums/ways/": TEACHES,
    "courses/sums/settings/": TEACHES,
    "courses/sums/copy/": TEACHES,
    "courses/sums/announcements/new/": TEACHES,
    "courses/sums/audit/": OWNS,
    "courses/sums/audit.csv": OWNS,
    "teaching/sums/sets/new/": TEACHES,
}


@pytest.fixture
def emmy(stage: Stage) -> User:
    """Somebody with an instructor's account, who is in no course yet."""
    return User.objects.create_user("emmy", display_name="Emmy", role=User.Role.INSTRUCTOR)


def test_the_pages_of_a_course_by_role(stage: Stage, emmy: User, as_person: Browser) -> None:
    stage.problem_set.opens_at = "2999-01-01T00:00:00Z"
    stage.problem_set.save()
    work = f"attempts/{attempt_of(stage).pk}/"
    row = enrol(stage.course, emmy, stage.noether)
    expected = {**PAGES, work: READS_WORK, "courses/sums/1/": READS_WORK}
    seen: dict[str, list[bool]] = {page: [] for page in expected}
    for role in ROLES:
        Enrolment.objects.filter(pk=row.pk).update(role=role)
        browser = as_person(emmy)
        for page in expected:
            seen[page].append(browser.get(f"/{page}").status_code == 200)
    assert {page: tuple(answers) for page, answers in seen.items()} == expected


def test_an_assistant_needs_only_a_learners_account(stage: Stage, as_person: Browser) -> None:
    enrol(stage.course, stage.charlie, stage.noether, role="assistant")
    browser = as_person(stage.charlie)
    assert browser.get(f"/attempts/{attempt_of(stage).pk}/").status_code == 200
    assert browser.get("/courses/sums/people/").status_code == 200


@pytest.mark.parametrize("role", ["instructor", "owner"])
def test_only_instructors_accounts_teach(role: str, stage: Stage) -> None:
    with pytest.raises(Refused):
        enrol(stage.course, stage.charlie, stage.noether, role=role)
    with pytest.raises(Refused):
        change(
            stage.course.enrolments.get(person=stage.ada), stage.noether, role=role, section=None
        )


def test_an_account_that_was_taken_back_teaches_no_more(stage: Stage) -> None:
    stage.noether.role = User.Role.LEARNER
    stage.noether.save()
    for courses in (Course.objects.taught_by, Course.objects.owned_by, Course.objects.staffed_by):
        assert not courses(stage.noether).exists()


def test_an_instructor_changes_learners_and_no_staff(
    stage: Stage, emmy: User, as_person: Browser
) -> None:
    enrol(stage.course, emmy, stage.noether, role="instructor")
    browser = as_person(emmy)
    of = {row.person_id: row.pk for row in stage.course.enrolments.all()}
    page = "/courses/sums/people/{}/".format
    assert browser.get(page(of[stage.noether.pk])).status_code == 404
    assert browser.post(page(of[stage.noether.pk]) + "remove/").status_code == 404
    browser.post(page(of[stage.ada.pk]), {"role": "assistant"})
    assert stage.course.enrolments.get(person=stage.ada).role == "learner"


def test_a_course_keeps_an_owner(stage: Stage, emmy: User) -> None:
    first = stage.course.enrolments.get(person=stage.noether)
    with pytest.raises(Refused):
        remove(first, stage.noether)
    with pytest.raises(Refused):
        change(first, stage.noether, role="instructor", section=None)
    enrol(stage.course, emmy, stage.noether, role="owner")
    remove(first, stage.noether)
    assert stage.course.enrolments.get(role="owner").person == emmy


def test_who_leaves_keeps_work_and_marks(stage: Stage, as_person: Browser) -> None:
    attempt = attempt_of(stage)
    as_person(stage.ada).post("/courses/sums/leave/")
    assert not Course.objects.visible_to(stage.ada).exists()
    assert Attempt.objects.get(pk=attempt.pk).item == stage.item
    assert Entry.objects.filter(act="person left", person=stage.ada).exists()
    enrol(stage.course, stage.ada, stage.noether)
    assert as_person(stage.ada).get(f"/attempts/{attempt.pk}/").status_code == 200


def test_a_long_list_of_people_has_pages(
    stage: Stage, as_person: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "A_PAGE", 1)
    page = as_person(stage.noether).get("/courses/sums/people/?find=ada&page=1")
    assert [row.person for row in page.context["members"]] == [stage.ada]
    second = as_person(stage.noether).get("/courses/sums/people/?page=2").content.decode()
    assert "Page 2 of 2" in second
    assert "2 people" in second
