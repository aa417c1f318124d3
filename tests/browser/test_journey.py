"""The main way in a real browser: answer wrongly, read the words, answer rightly, move on."""

import re

import pytest
from playwright.sync_api import expect

from tests.behind import fields_of, listed_mistakes, right_answers
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


def test_ada_errs_reads_why_mends_it_and_sees_her_progress_move(visitor: Visitor) -> None:
    visitor.sign_in("ada")
    before = answered(visitor)

    body = visitor.open("gcond-hand")
    right = right_answers(body)
    blank, value, tag = listed_mistakes(body)[0]
    visitor.fill_in(right | fields_of(blank, value))
    visitor.hand_in()
    assert visitor.read_outcome() == "Partly right"
    words = re.sub(r"<[^>]+>", " ", body["mistake_words"][blank["name"]][tag]).split()
    assert words[0] in visitor.words_at(blank["name"])

    visitor.fill_in(fields_of(blank, blank["key"]["value"]))
    visitor.hand_in()
    expect(visitor.page.locator("#submission h2")).to_have_text("All right")
    expect(visitor.page.get_by_role("button", name="Another variant")).to_be_visible()

    assert answered(visitor) > before


def answered(visitor: Visitor) -> int:
    """How many exercises the progress page counts as solved."""
    visitor.page.goto("/progress/")
    text = visitor.page.locator("main").inner_text()
    found = re.search(r"(\d+)\s+solved|solved\s+(\d+)", text, re.IGNORECASE)
    assert found, text
    return int(found[1] or found[2])


def test_ada_runs_a_program_mends_it_and_submits_it(visitor: Visitor) -> None:
    visitor.is_signed_in_as("ada")
    program = right_answers(visitor.open("fp-logsumexp"))["answer-code"]

    visitor.write_program("def logsumexp(z):\n    return 0.0\n")
    visitor.page.locator("#run-button").click()
    # An earlier outcome may stand there meanwhile.
    expect(visitor.page.locator("#verdict-code")).to_contain_text("got", timeout=20_000)
    assert visitor.read_outcome() == "Sample tests have run"
    assert "expected" in visitor.words_at("code").lower()

    visitor.write_program(program)
    visitor.hand_in()
    expect(visitor.page.locator("#submission h2")).to_have_text("All right")


def test_what_is_typed_is_shown_as_it_was_read(visitor: Visitor) -> None:
    visitor.is_signed_in_as("ada")
    visitor.open("gcond-hand")
    visitor.page.locator('[name="answer-m"]').fill("1/2 + sqrt(3)")
    expect(visitor.page.locator("#read-m math")).to_be_visible()
    visitor.page.locator('[name="answer-m"]').fill("2 +* 3")
    expect(visitor.page.locator("#read-m math")).to_have_count(0)


def test_the_way_goes_by_keyboard_alone(visitor: Visitor) -> None:
    keys = visitor.page.keyboard
    visitor.is_signed_in_as("ada")
    body = visitor.open("eig-values")
    answers = right_answers(body)
    for name, value in answers.items():
        tab_to(visitor, name)
        keys.press("ControlOrMeta+a")
        keys.type(value)
    keys.press("Control+Enter")
    expect(visitor.page.locator("#submission h2")).to_have_text("All right")


def tab_to(visitor: Visitor, name: str) -> None:
    """Press Tab until the field has the focus; the page must let one get there."""
    visitor.page.locator("h1").click()
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"Tab never reached {name}")


def test_the_way_goes_without_javascript(visitor_without_scripts: Visitor) -> None:
    visitor = visitor_without_scripts
    visitor.is_signed_in_as("ada")
    body = visitor.open("ttest-one")
    right = right_answers(body)
    blank, value, _ = listed_mistakes(body)[0]
    visitor.fill_in(right | fields_of(blank, value))
    visitor.hand_in()
    reload_until_judged(visitor)
    assert visitor.read_outcome() == "Partly right"
    visitor.fill_in(right)
    visitor.hand_in()
    reload_until_judged(visitor)
    assert visitor.read_outcome() == "All right"


def reload_until_judged(visitor: Visitor) -> None:
    for _ in range(40):
        if not visitor.page.locator('#submission [data-tone="wait"]').count():
            return
        visitor.page.wait_for_timeout(250)
        visitor.page.reload()
    raise AssertionError("no verdict after 40 reloads")


def test_charlie_who_is_enrolled_in_nothing_sees_no_course(visitor: Visitor) -> None:
    visitor.is_signed_in_as("charlie")
    visitor.page.goto("/courses/")
    expect(visitor.page.locator("main")).not_to_contain_text("Mathematics for machine learning")


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_of_a_learner_is_wider_than_the_screen(visitor: Visitor, width: int) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 844})
    visitor.is_signed_in_as("ada")
    for path in (
        "/",
        "/exercises/",
        "/exercises/pca-hand/",
        "/exercises/fp-logsumexp/",
        "/progress/",
        "/courses/",
    ):
        visitor.page.goto(path)
        wider = visitor.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, path
