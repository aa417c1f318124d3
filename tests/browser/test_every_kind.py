"""A sheet with a blank of every kind: by keyboard alone, without scripts, in the formula editor."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import faults_here
from tests.browser.tour import OF_EVERY_KIND, lay_out_every_kind
from tests.browser.visitor import Visitor
from tests.every_kind import right_fields

pytestmark = pytest.mark.browser


def open_sheet(visitor: Visitor) -> Page:
    """Ada's open attempt, with a blank of every kind; what she typed before is gone."""
    visitor.is_signed_in_as("ada")
    visitor.open(OF_EVERY_KIND)
    action = visitor.form.get_attribute("action") or ""
    lay_out_every_kind(visitor.site, int(re.findall(r"\d+", action)[0]))
    visitor.page.goto(f"/exercises/{OF_EVERY_KIND}/")
    return visitor.page


def fill_by_plain_fields(page: Page) -> None:
    for name, value in right_fields():
        fields = page.locator(f'[name="{name}"]')
        what = fields.first.evaluate("f => f.type")
        if what == "select-one":
            fields.select_option(value)
        elif what in ("radio", "checkbox"):
            page.locator(f'[name="{name}"][value="{value}"]').check()
        else:  # the lines of a derivation share their name: each takes the first that is free
            free = [field for field in fields.all() if not field.input_value()]
            free[0].fill(value)


def test_every_kind_is_answered_rightly_without_scripts(visitor_without_scripts: Visitor) -> None:
    page = open_sheet(visitor_without_scripts)
    fill_by_plain_fields(page)
    visitor_without_scripts.hand_in()
    for _ in range(40):
        if not page.locator('#submission [data-tone="wait"]').count():
            break
        page.wait_for_timeout(250)
        page.reload()
    assert visitor_without_scripts.read_outcome() == "All right"
    assert page.locator('.verdict:not([data-outcome="right"])').count() == 0


def test_lines_points_and_steps_are_set_by_keyboard_and_the_sheet_is_accessible(
    visitor: Visitor,
) -> None:
    page = open_sheet(visitor)
    keys = page.keyboard
    for line in "bda":
        page.locator(f'li[data-id="{line}"] .handle').focus()
        keys.press("ArrowRight")
    page.locator('li[data-id="a"] .handle').focus()
    keys.press("ArrowUp")
    expect(page.locator("#announce")).to_have_text("a: place 2 of 3")
    keys.press("ArrowDown")
    assert [page.locator(f'[name="answer-order-at-{line}"]').input_value() for line in "bdac"] == [
        "1",
        "2",
        "3",
        "",
    ]

    page.locator('[data-for="answer-sketch"]').first.focus()
    for key in ("Shift+ArrowUp", "Enter", "Shift+ArrowRight", "Shift+ArrowUp", " "):
        keys.press(key)
    expect(page.locator("#answer-sketch")).to_have_value("(0, 1), (1, 2)")
    expect(page.locator("#read-sketch math")).to_be_visible()

    steps = page.locator('[name="answer-steps"]')
    steps.first.focus()
    keys.type("2x = 6")
    keys.press("Enter")
    keys.type("x = 3")
    assert [field.input_value() for field in steps.all()][:2] == ["2x = 6", "x = 3"]

    page.locator('.stepper [data-resize="0,1"]').last.click()
    expect(page.locator('[name="answer-basis-2-2"]')).to_be_visible()
    assert faults_here(page) == []


def test_a_formula_may_be_written_in_two_dimensions_and_goes_back_to_a_line(
    visitor: Visitor,
) -> None:
    """The editor bears the page's policy: its complaints would fail this test."""
    page = open_sheet(visitor)
    page.locator("#answer-line").focus()
    button = page.locator('[data-visual="answer-line"]')
    button.click()
    editor = page.locator("math-field")
    expect(editor).to_be_visible()
    editor.focus()
    page.keyboard.type("x^2/3")
    expect(page.locator("#read-line math mfrac, #read-line math msup").first).to_be_visible()
    expect(page.locator("#read-line [data-plain]")).to_have_count(1)
    page.locator("#answer-line").evaluate("field => field.form.querySelector('.palette').focus()")
    button.evaluate("button => button.click()")
    expect(page.locator("math-field")).to_have_count(0)
    expect(page.locator("#answer-line")).to_have_value(re.compile(r"x\^"))


def test_answers_changed_on_another_device_are_not_lost(visitor: Visitor) -> None:
    page = open_sheet(visitor)
    page.locator("#answer-interval").fill("here")
    expect(page.locator("[data-saved]")).to_contain_text("Draft saved")
    page.locator('[name="revision"]').evaluate(
        "field => { field.value = '0' }"
    )  # as if loaded before
    page.locator("#answer-interval").fill("there")
    expect(page.locator("[data-saved]")).to_contain_text("Another device")
    page.get_by_role("button", name="Keep these").click()
    expect(page.locator("[data-saved]")).to_contain_text("Draft saved")
    page.reload()
    expect(page.locator("#answer-interval")).to_have_value("there")
