"""What the page does while one answers: echo, symbols, matrices, drafts, keys."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


def paste(cell: Locator, text: str) -> None:
    cell.evaluate(
        """(cell, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text', text);
          cell.focus();
          const how = { clipboardData, bubbles: true, cancelable: true };
          cell.dispatchEvent(new ClipboardEvent('paste', how));
        }""",
        text,
    )


def fresh(visitor: Visitor, exercise: str) -> Page:
    visitor.is_signed_in_as("ada")
    visitor.open(exercise)
    return visitor.page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.id"))


def test_what_is_typed_is_echoed_as_mathematics(visitor: Visitor) -> None:
    page = fresh(visitor, "eig-values")
    page.locator("#answer-p").fill("x^2 - 5/2")
    expect(page.locator("#read-p math mfrac")).to_have_count(1)


def test_what_cannot_be_read_is_marked_before_it_is_handed_in(visitor: Visitor) -> None:
    page = fresh(visitor, "eig-values")
    page.locator("#answer-p").fill("2*(x + 1")
    expect(page.locator("#read-p mark")).to_have_text("(")


def test_a_symbol_lands_at_the_caret_and_the_bar_is_one_stop(visitor: Visitor) -> None:
    page = fresh(visitor, "eig-values")
    field = page.locator("#answer-p")
    field.fill("")
    field.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")  # from "power" to "fraction"
    page.keyboard.press("Enter")
    expect(field).to_have_value("()/()")
    assert focused(page) == "answer-p"


@pytest.mark.parametrize(
    "text",
    [
        "[[1, 2/3], [-4, sqrt(2)]]",  # as the grader writes it
        "1 2/3; -4 sqrt(2)",  # as one writes it in other programs
        "1\t2/3\n-4\tsqrt(2)\n",  # a range of a spreadsheet
        r"1 & 2/3 \\ -4 & sqrt(2)",  # from a LaTeX document
        "[1 , 2/3; -4, sqrt(2)]",  # a mixture
    ],
)
def test_a_pasted_matrix_fills_the_cells(visitor: Visitor, text: str) -> None:
    page = fresh(visitor, "pca-hand")
    cells = page.locator("#answer-C input")
    paste(cells.first, text)
    assert [cell.input_value() for cell in cells.all()] == ["1", "2/3", "-4", "sqrt(2)"]


def test_arrows_walk_over_the_cells(visitor: Visitor) -> None:
    page = fresh(visitor, "pca-hand")
    page.locator("#answer-C-0-0").focus()
    for key, cell in (("ArrowRight", "0-1"), ("ArrowDown", "1-1"), ("ArrowLeft", "1-0")):
        page.keyboard.press(key)
        assert focused(page) == f"answer-C-{cell}"


def test_a_draft_waits_for_its_writer(visitor: Visitor) -> None:
    page = fresh(visitor, "eig-values")
    page.locator("#answer-p").fill("x^2 + 41")
    expect(page.locator("[data-saved]")).to_have_text(re.compile("Draft saved"))
    page.reload()
    expect(page.locator("#answer-p")).to_have_value("x^2 + 41")


def test_one_can_leave_the_code_editor_by_keyboard_and_run_from_within(visitor: Visitor) -> None:
    page = fresh(visitor, "fp-logsumexp")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("x = 1")  # over several lines: no violation of the policy
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#submission h2")).to_have_text("Sample tests have run")
    assert page.evaluate("document.activeElement.localName") == "code-editor"
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") != "code-editor"


def test_the_verdict_is_spoken_and_the_focus_stays(visitor: Visitor) -> None:
    page = fresh(visitor, "eig-values")
    page.locator("#answer-p").fill("x")
    page.locator("#answer-e").fill("{0}")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#announce")).to_have_text(re.compile("of 4 marks"))
    assert focused(page) == "answer-e"


def test_the_keys_have_a_sheet_and_can_be_switched_off(visitor: Visitor) -> None:
    page = fresh(visitor, "eig-values")
    page.locator("h1").click()
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_be_visible()
    sheet.get_by_label("Use single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(sheet).to_be_hidden()


def test_a_reading_that_arrives_while_a_button_is_held_does_not_cost_the_click(
    visitor: Visitor,
) -> None:
    """It makes the page longer: the button would have moved from under the pointer."""
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    page = fresh(visitor, "eig-values")
    page.locator("#answer-e").fill("{1}")
    field = page.locator("#answer-p")
    field.fill("x")
    expect(page.locator("#read-p math")).to_have_count(1)
    with page.expect_response(re.compile("/preview/")):
        field.fill("(x^2 + 1/2)/(1/3) + (x + 1/3)/(1/(1/7))")
        page.locator("#submit-button").hover()
        page.mouse.down()
    before = page.locator("#submit-button").bounding_box()
    page.wait_for_timeout(200)
    assert page.locator("#submit-button").bounding_box() == before
    page.mouse.up()
    expect(page.locator("#announce")).to_have_text(re.compile("of 4 marks"))
    expect(page.locator("#read-p math mfrac").first).to_be_visible()
