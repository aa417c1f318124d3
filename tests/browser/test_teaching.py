"""The way of an instructor in a real browser: from an empty course to a regrade, taken back."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.behind import body_of
from tests.browser.visitor import Visitor
from tests.site import RunningSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: The key forgets the factor 2. No checker can know: its right answers are right by it.
SOURCE: Final = r"""---
id: double-sum
version: 1
title: Twice a sum
skills: [sum-product-notation]
level: 1
minutes: 3
---
```python draw
n = d.int(4, 10)
c = d.int(2, 9)
s = KEY
```
Work out $\displaystyle 2\sum_{k=1}^{ {{ n }} } (k + {{ c }})$. [[s: exact; label=Sum]]

## Hints
1. Leave the factor aside and add the whole numbers up.
2. The first $m$ whole numbers add up to $m(m+1)/2$.

## Mistakes
- `s = n + c` **last-term** — That is the last term alone.

## Solution
The whole numbers from 1 up to {{ n }} add up to {{ n }} times {{ n + 1 }}, halved; each of the
{{ n }} terms adds {{ c }} to that. With the factor before the sum that makes ${{ s }}$.
"""
HALF: Final = "n * (n + 1) // 2 + n * c"
PROVED: Final = 300_000  # milliseconds: every seed is proved, at the lowest priority
COURSE: Final = "zeta-sums"


@pytest.fixture
def emil(browser: Browser, site: RunningSite) -> Iterator[Visitor]:
    """A learner at a machine of his own."""
    context = browser.new_context(base_url=site.url, locale="en-GB")
    context.set_default_timeout(20_000)
    yield Visitor(context.new_page(), site, {})
    context.close()


def test_an_instructor_goes_all_the_way(visitor: Visitor, emil: Visitor) -> None:
    page = visitor.page
    emil_makes_an_account(emil.page)
    visitor.sign_in("noether")
    a_course_is_made_and_emil_enrolled_by_a_list(page)
    an_exercise_is_written_and_what_was_found_is_mended(page)
    a_set_is_built_with_a_pool_and_a_late_timeline(page)
    emil_answers_as_he_should_and_is_called_wrong(emil)
    the_mistake_gets_words_which_he_reads(page, emil)
    the_key_is_mended_and_the_answers_are_judged_anew(page)
    it_counts_is_taken_back_and_the_gradebook_leaves(page, emil)


def emil_makes_an_account(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Sign up").first.click()
    page.get_by_label("Display name").fill("Emil Post")
    page.get_by_label("User name").fill("post")
    page.get_by_label("E-mail address").fill("post@example.org")
    page.get_by_label("Password", exact=True).fill("sums of sums of sums")
    page.get_by_label("The same once more").fill("sums of sums of sums")
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Sign up")


def a_course_is_made_and_emil_enrolled_by_a_list(page: Page) -> None:
    page.get_by_role("link", name="Teaching").first.click()
    page.get_by_role("link", name="New course").click()
    page.get_by_label("Title").fill("Zeta sums")
    page.get_by_label("Name in addresses").fill(COURSE)
    page.get_by_role("button", name="Begin the course").click()
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="by a list").click()
    page.get_by_label("Or the list itself").fill("email,section\npost@example.org,Monday\nx,\n")
    page.get_by_role("button", name="Show what would happen").click()
    expect(page.get_by_text("1 enrolled")).to_be_visible()
    expect(page.get_by_text("1 line with an error")).to_be_visible()
    page.get_by_role("button", name="Do it").click()
    page.get_by_role("link", name="People", exact=True).click()
    expect(page.get_by_role("row", name="Emil Post")).to_contain_text("Monday")


def an_exercise_is_written_and_what_was_found_is_mended(page: Page) -> None:
    page.get_by_role("link", name="Authoring").first.click()
    page.get_by_role("link", name="New exercise").click()
    page.get_by_label("Title").fill("Twice a sum")
    page.get_by_label("Id").fill("double-sum")
    page.get_by_role("button", name="Begin").click()
    write(page, SOURCE.replace("KEY", HALF).replace("[s:", "[t:"))
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("heading", name="Not published yet")).to_be_visible(timeout=PROVED)
    expect(page.locator("#publication .findings li").first).to_be_visible()
    page.get_by_role("link", name="Mend it").click()
    publish(page, HALF, 1)


def publish(page: Page, key: str, version: int) -> None:
    write(page, SOURCE.replace("KEY", key))
    page.get_by_role("button", name="Save and publish").click()
    told = page.get_by_role("heading", name=f"Version {version} is published")
    expect(told).to_be_visible(timeout=PROVED)


def write(page: Page, source: str) -> None:
    """Replace what stands in the editor, by the keyboard."""
    editor = page.locator("code-editor .cm-content")
    editor.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(source)
    expect(editor).to_contain_text("Work out")


def a_set_is_built_with_a_pool_and_a_late_timeline(page: Page) -> None:
    page.get_by_role("link", name="Teaching").first.click()
    page.get_by_role("link", name="Zeta sums").first.click()
    page.get_by_role("link", name="New problem set").click()
    page.get_by_label("Title").fill("Sums of sums")
    due = datetime.now() - timedelta(hours=1)
    page.get_by_label("Due").fill(f"{due:%Y-%m-%dT%H:%M}")
    page.get_by_label("Late credit, step by step").fill("2 days: 80 %\n4 days: 90 %")
    page.get_by_label("Late answers count").fill("20")
    page.get_by_label("Exercise, row 1").select_option(label="Twice a sum")
    pool = page.locator("details", has_text="Another pool")
    pool.locator("summary").click()
    pool.get_by_label("Name of the pool").fill("One of three")
    pool.get_by_label("Exercises, by their names in addresses").fill(
        "gcond-hand eig-values grad-compute"
    )
    page.get_by_role("button", name="Save the set").click()
    expect(page.get_by_text("counts no more")).to_be_visible()  # of 80 and then 90
    page.get_by_label("Late credit, step by step").fill("2 days: 80 %\n4 days: 50 %")
    page.get_by_role("button", name="Save the set").click()
    expect(page.get_by_text("is saved")).to_be_visible()
    page.get_by_role("link", name="See it as a learner").click()
    expect(page.locator("main .rows li")).to_have_count(2)  # one of the three is drawn
    expect(page.locator("main")).to_contain_text("80 %")


def emil_answers_as_he_should_and_is_called_wrong(emil: Visitor) -> None:
    page = emil.page
    page.get_by_role("link", name="Courses").first.click()
    page.get_by_role("link", name="Zeta sums").click()
    page.get_by_role("link", name="Sums of sums").first.click()
    page.get_by_role("link", name="Twice a sum").click()
    action = emil.form.get_attribute("action") or ""
    body = body_of(emil.site, int(re.findall(r"\d+", action)[0]))
    emil.fill_in({"answer-s": str(2 * int(body["grading"]["blanks"][0]["key"]["value"]))})
    emil.hand_in()
    assert emil.read_outcome() == "Not right yet"


def the_mistake_gets_words_which_he_reads(page: Page, emil: Visitor) -> None:
    to_the_statistics(page)
    expect(page.get_by_role("heading", name="factor two")).to_be_visible()
    page.get_by_text("Name this mistake").click()
    page.get_by_label("Name, for the staff").fill("Our key is half")
    page.get_by_label("Words to everybody").fill("You may be right: we look at our key.")
    page.get_by_role("button", name="Keep the words").click()
    expect(page.get_by_text("named", exact=True)).to_be_visible()
    emil.page.reload()
    expect(emil.page.get_by_text("we look at our key")).to_be_visible()


def to_the_statistics(page: Page) -> None:
    """Of the exercise, by the results of its set."""
    page.get_by_role("link", name="Teaching").first.click()
    page.get_by_role("link", name="Sums of sums").first.click()
    page.get_by_role("link", name="Statistics").click()
    page.get_by_role("link", name="1. Twice a sum").click()


def the_key_is_mended_and_the_answers_are_judged_anew(page: Page) -> None:
    page.get_by_role("link", name="Authoring").first.click()
    page.get_by_role("link", name="Twice a sum").click()
    publish(page, f"2 * ({HALF})", 2)
    page.get_by_role("link", name="Judge earlier answers anew").click()
    page.get_by_label("Reason").fill("The key forgot the factor.")
    page.get_by_role("button", name="Judge them anew").click()
    apply = page.get_by_role("button", name="Apply")
    for _ in range(60):  # in the slow lane; the page tells when it is done
        if apply.is_visible():
            break
        page.wait_for_timeout(1000)
    expect(page.get_by_role("row", name="Emil Post").first).to_contain_text("1")


def it_counts_is_taken_back_and_the_gradebook_leaves(page: Page, emil: Visitor) -> None:
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("1 answer has its new verdict")).to_be_visible()
    emil.page.goto("/")
    expect(emil.page.get_by_text("went up from 0% to 80%")).to_be_visible()
    page.get_by_role("link", name="Gradebook", exact=True).click()
    assert "40" in exported(page)  # 80 % of ten points, of twenty
    page.get_by_role("link", name="Regrades", exact=True).click()
    page.get_by_role("link", name="Twice a sum").first.click()
    page.get_by_role("button", name="Roll it back").click()
    expect(page.get_by_text("Everything is as it was before")).to_be_visible()
    page.get_by_role("link", name="Gradebook", exact=True).click()
    assert exported(page).split(",")[3] == "0"


def exported(page: Page) -> str:
    """Emil's line of the sheet."""
    with page.expect_download() as sheet:
        page.get_by_role("link", name="CSV").first.click()
    text = Path(sheet.value.path()).read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith("Emil Post"))
