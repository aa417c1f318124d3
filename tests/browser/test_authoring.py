"""The way of an author in a real browser: written, found wrong, mended, published, answered,
changed, taken out and in again; and the worker that proves it dies in the middle."""

import os
import re
import signal
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.behind import listed_mistakes, right_answers, rows
from tests.browser.visitor import Visitor
from tests.processes import children, comes_true, command
from tests.site import RunningSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME: Final = "odd-numbers"
SOUND: Final = r"""---
id: odd-numbers
version: 1
title: Sums of odd numbers
skills: [sum-product-notation]
level: 1
minutes: 3
---
```python draw
n = d.int(3, 12)
c = d.int(2, 6)
s = c * n**2
```
Work out $\displaystyle {{ c }}\sum_{k=1}^{ {{ n }} } (2k - 1)$. [[s: exact; label=Sum]]

## Hints
1. Leave the factor aside: what do the first two, three, four odd numbers add up to?
2. The first $m$ odd numbers add up to $m^2$.

## Mistakes
- `s = n**2` **lost-factor** — That is the sum without its factor.

## Solution
The first {{ n }} odd numbers add up to the square of {{ n }}. With the factor {{ c }} before the
sum that makes ${{ s }}$.
"""
#: What is wrong, the line on which it is told, and words of the finding.
WRONG: Final = [
    ("; label=Sum", "", 14, "has no label"),
    ("2. The first $m$ odd numbers add up to $m^2$.\n", "", 17, "2 to 4 are asked"),
    ("`s = n**2`", "`s = n * c * n`", 20, "is right here"),
]
PROVED: Final = 300_000  # milliseconds: every seed is proved, at the lowest priority


def test_an_author_goes_all_the_way(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.page
    visitor.sign_in("noether")
    three_mistakes_are_told_by_line(page)
    what_was_mended_is_published_with_progress(page)
    a_right_and_a_wrong_answer_are_told_apart(visitor)
    a_second_version_shows_its_differences(page)
    out_and_in_again_it_is_the_same_byte_for_byte(page, tmp_path)


def test_a_check_whose_worker_dies_is_taken_up_again(visitor: Visitor) -> None:
    page, site = visitor.page, visitor.site
    visitor.is_signed_in_as("noether")
    begin(page, "odd-deaths", "Odd deaths")
    write(page, SOUND.replace("Sums of odd numbers", "Odd deaths").replace(NAME, "odd-deaths"))
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_text("seeds are checked")).to_be_visible(timeout=PROVED)
    (bulk,) = bulk_workers(site)
    for victim in [bulk, *children(bulk)]:
        os.kill(victim, signal.SIGKILL)
    assert versions(site, "odd-deaths") == []  # nothing half published
    told = page.get_by_role("heading", name="Version 1 is published")
    expect(told).to_be_visible(timeout=PROVED)
    assert versions(site, "odd-deaths") == [1]
    assert tries(site, "odd-deaths") == [("published", 2)]


def three_mistakes_are_told_by_line(page: Page) -> None:
    begin(page, NAME, "Sums of odd numbers")
    spoiled = SOUND
    for old, new, _, _ in WRONG:
        assert old in spoiled
        spoiled = spoiled.replace(old, new)
    write(page, spoiled)
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("heading", name="Not published yet")).to_be_visible(timeout=PROVED)
    findings = page.locator("#publication .findings li")
    expect(findings).to_have_count(len(WRONG))
    for place, (_, _, line, words) in enumerate(WRONG):
        expect(findings.nth(place)).to_contain_text(f"line {line}")
        expect(findings.nth(place)).to_contain_text(words)


def what_was_mended_is_published_with_progress(page: Page) -> None:
    page.get_by_role("link", name="Mend it").click()
    write(page, SOUND)
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("progressbar", name="Seeds checked")).to_be_visible()
    expect(page.get_by_role("heading", name="Version 1 is published")).to_be_visible(timeout=PROVED)
    expect(page.get_by_text("It held over")).to_be_visible()


def a_right_and_a_wrong_answer_are_told_apart(visitor: Visitor) -> None:
    body = visitor.open(NAME)
    blank, value, tag = listed_mistakes(body)[0]
    visitor.fill_in({"answer-s": value})
    visitor.hand_in()
    assert visitor.read_outcome() == "Not right yet"
    assert "without its factor" in visitor.words_at(blank["name"])
    assert tag == "lost-factor"
    visitor.page.reload()
    visitor.fill_in(right_answers(body))
    visitor.hand_in()
    expect(visitor.page.locator("#submission .outcome h2")).to_contain_text("All right")


def a_second_version_shows_its_differences(page: Page) -> None:
    page.goto(f"/authoring/{NAME}/")
    write(page, second())
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("heading", name="Version 2 is published")).to_be_visible(timeout=PROVED)
    page.goto(f"/authoring/{NAME}/history/")
    expect(page.get_by_text("version 2")).to_be_visible()
    expect(page.locator("table.diff tr.removed code")).to_have_text(["version: 1", "minutes: 3"])
    expect(page.locator("table.diff tr.added code")).to_have_text(["version: 2", "minutes: 4"])


def out_and_in_again_it_is_the_same_byte_for_byte(page: Page, folder: Path) -> None:
    page.goto(f"/authoring/{NAME}/")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download").click()
    file = folder / f"{NAME}.md"
    coming.value.save_as(file)
    assert file.read_bytes() == second().encode()
    page.goto("/authoring/")
    page.get_by_text("Import files").click()
    page.get_by_label("One exercise (.md)").set_input_files(file)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("Imported: 1 unchanged")).to_be_visible()


def second() -> str:
    return SOUND.replace("version: 1", "version: 2").replace("minutes: 3", "minutes: 4")


def begin(page: Page, name: str, title: str) -> None:
    page.goto("/authoring/new/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Id").fill(name)
    page.get_by_role("button", name="Begin").click()
    expect(page).to_have_url(re.compile(f"/authoring/{name}/$"))


def write(page: Page, source: str) -> None:
    """Replace what stands in the editor, by the keyboard."""
    editor = page.locator("code-editor .cm-content")
    editor.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(source)
    expect(editor).to_contain_text("Work out")


def bulk_workers(site: RunningSite) -> list[int]:
    below = children(site.supervisor.pid)
    assert comes_true(lambda: bool(below), 10)
    return [pid for pid in below if "exercises.bulk" in command(pid)]


def versions(site: RunningSite, name: str) -> list[int]:
    question = (
        "SELECT v.number FROM catalog_exerciseversion v JOIN catalog_exercise e "
        "ON e.id = v.exercise_id WHERE e.slug = %s ORDER BY v.number"
    )
    return [number for (number,) in rows(site, question, name)]


def tries(site: RunningSite, name: str) -> list[tuple[str, int]]:
    question = (
        "SELECT p.state, p.tries FROM authoring_publication p JOIN authoring_manuscript m "
        "ON m.id = p.manuscript_id WHERE m.slug = %s"
    )
    return [(state, count) for state, count in rows(site, question, name)]
