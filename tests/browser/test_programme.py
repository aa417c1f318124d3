"""The way to the certificate in a real browser: a placement up to its first review, and an exam
that is interrupted in every way there is."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any, Final

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from campus.demo.people import PASSWORD
from tests.behind import body_of, right_answers, rows
from tests.browser.visitor import Visitor
from tests.site import RunningSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KNOWN: Final = 3  # questions that our learner answers right
TYPED: Final = frozenset({"expr", "exact", "number", "poly", "matrix", "vector", "equation"})
LOOKS: Final = 60  # two seconds apart: tasks of the clock draw, collect and judge
HANDED_IN: Final = 40_000  # milliseconds


@pytest.fixture
def name() -> str:
    """A user name that nobody has."""
    return f"sonja-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def newcomer(visitor: Visitor, name: str) -> Visitor:
    """Somebody with an account of today."""
    page = visitor.page
    page.goto("/sign-up/")
    page.get_by_label("Display name").fill("Sonja K.")
    page.get_by_label("User name").fill(name)
    page.get_by_label("E-mail address").fill(f"{name}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Sign up")
    return visitor


@pytest.fixture
def other_tab(visitor: Visitor) -> Iterator[Page]:
    tab = visitor.page.context.new_page()
    yield tab
    tab.close()


def test_from_the_placement_to_the_first_review(newcomer: Visitor, name: str) -> None:
    page = newcomer.page
    follow_a_track(page)
    page.get_by_role("link", name="To the placement").click()
    page.get_by_label("I have a degree").check()
    page.get_by_role("button", name="Begin").click()
    known = 0
    while known < KNOWN:
        expect(page.get_by_role("button", name="I have not met this")).to_be_visible()
        body = body_on(newcomer)
        if {blank["kind"] for blank in body["grading"]["blanks"]} <= TYPED:
            newcomer.fill_in(right_answers(body))
            newcomer.hand_in()
            assert newcomer.read_outcome() == "All right", body
            page.get_by_role("button", name="Next question").click()
            known += 1
        else:
            page.get_by_role("button", name="I have not met this").click()
    page.goto("/certificate/placement/")
    page.get_by_role("button", name="Stop here").click()
    expect(page.get_by_role("heading", name="Your frontier")).to_be_visible()
    taken = page.locator("section", has=page.get_by_role("heading", name="Taken for known"))
    expect(taken.get_by_role("link").first).to_be_visible()

    a_fortnight_passes(newcomer.site, name)
    page.goto("/")
    expect(page.get_by_role("heading", name="Due for review")).to_be_visible()
    page.goto("/practise/")
    page.get_by_role("button", name="10 minutes").click()
    expect(page.locator(".session-bar")).to_contain_text("1 of ")
    expect(page.get_by_text("Review", exact=False).first).to_be_visible()


def test_an_exam_that_is_interrupted_in_every_way(
    newcomer: Visitor, name: str, other_tab: Page
) -> None:
    page = newcomer.page
    follow_a_track(page)
    practised(newcomer.site, name, "M00")
    begin_when_variants_are_drawn(page)
    first = go_to_a_field(page)
    expect(page.get_by_text(re.compile(r"left$"))).to_be_visible()  # the clock

    write(page, "11")
    expect(page.locator("[data-saved]").first).to_contain_text("saved")
    page.reload()
    assert written(page) == "11", "a reload loses nothing"

    other_tab.goto(first)
    write(other_tab, "12")
    expect(other_tab.locator("[data-saved]").first).to_contain_text("Draft saved")
    write(page, "13")
    expect(page.get_by_role("button", name=re.compile("keep", re.IGNORECASE)).first).to_be_visible()
    page.locator("[data-saved] button").first.click()  # show what the other tab has
    expect(page.locator("[data-saved]").first).not_to_contain_text("other")
    assert written(page) == "12", "of two tabs the learner chose this one"

    page.context.set_offline(True)
    write(page, "14")
    expect(page.locator("[data-saved]").first).to_contain_text("Not saved")
    page.context.set_offline(False)
    expect(page.locator("[data-saved]").first).to_contain_text("Draft saved")

    almost_over(newcomer.site, name, seconds=6)
    page.reload()
    expect(page.get_by_role("button", name="Keep")).to_have_count(0, timeout=HANDED_IN)
    look_until(page, "/certificate/exams/M00/", "not passed")
    ((answers,),) = rows(
        newcomer.site,
        "SELECT answers FROM learning_submission JOIN learning_attempt attempt"
        " ON attempt.id = attempt_id WHERE attempt.learner_id = %s",
        who(newcomer.site, name),
    )
    assert "14" in str(answers), "what was written last is what was handed in"


def follow_a_track(page: Page) -> None:
    page.goto("/certificate/")
    page.get_by_role("link", name="Compare the tracks").click()
    page.get_by_role("button", name=re.compile("this track")).first.click()
    expect(page.get_by_role("heading", name="Certificate", level=1)).to_be_visible()


def begin_when_variants_are_drawn(page: Page) -> None:
    """A site that has just started has too few of them for a paper, and says so."""
    writing = page.get_by_role("heading", name="You are writing this exam")
    for _ in range(LOOKS):
        page.goto("/certificate/exams/M00/")
        page.get_by_role("button", name=re.compile("Begin")).click()
        expect(writing.or_(page.get_by_text("not enough exercises"))).to_be_visible()
        if writing.count():
            return
        page.wait_for_timeout(2000)
    raise AssertionError("the site draws no variants")


def look_until(page: Page, address: str, words: str) -> None:
    for _ in range(LOOKS):
        page.goto(address)
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(2000)
    raise AssertionError(f"{address} never says {words!r}")


def go_to_a_field(page: Page) -> str:
    """To the first exercise of the paper with something to type; its address."""
    links = page.locator("main .rows a").evaluate_all("all => all.map(a => a.href)")
    for link in links:
        page.goto(link)
        if field_of(page).count():
            return str(link)
    raise AssertionError("no exercise of the paper has a field")


def body_on(visitor: Visitor) -> dict[str, Any]:
    found = re.search(r"/attempts/(\d+)/", visitor.form.get_attribute("action") or "")
    assert found, "the page has no form to hand in"
    return body_of(visitor.site, int(found[1]))


def write(page: Page, text: str) -> None:
    field_of(page).fill(text)


def written(page: Page) -> str:
    return field_of(page).input_value()


def field_of(page: Page) -> Locator:
    return page.locator('form[data-draft] input.in[name^="answer-"]').first


def who(site: RunningSite, name: str) -> int:
    ((pk,),) = rows(site, "SELECT id FROM accounts_user WHERE username = %s", name)
    return int(pk)


def change(site: RunningSite, statement: str, *values: object) -> None:
    with psycopg.connect(site.environment()["DATABASE_URL"]) as session:
        assert session.execute(statement, values).rowcount, "there was nothing to change"


def a_fortnight_passes(site: RunningSite, name: str) -> None:
    change(
        site,
        "UPDATE learning_placedskills SET at = at - interval '15 days' WHERE learner_id = %s",
        who(site, name),
    )


def practised(site: RunningSite, name: str, module: str) -> None:
    """As if every skill of the module had been answered right twice."""
    change(
        site,
        "INSERT INTO learning_learnerskill"
        " (learner_id, skill_id, level, n, n_ok, theta, kept, model_version)"
        " SELECT %s, id, 2, 2, 2, 0, false, 1 FROM catalog_skill WHERE module = %s",
        who(site, name),
        module,
    )


def almost_over(site: RunningSite, name: str, seconds: int) -> None:
    """The clock of the sitting is put forward: so many seconds are left."""
    change(
        site,
        "UPDATE learning_sitting sitting SET begun_at ="
        " now() - make_interval(mins => problem_set.minutes) + make_interval(secs => %s)"
        " FROM courses_problemset problem_set"
        " WHERE problem_set.id = sitting.problem_set_id AND sitting.learner_id = %s",
        seconds,
        who(site, name),
    )
