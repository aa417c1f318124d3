"""An administrator finds who needs a word and why, and sees at once when a sandbox refuses."""

import json
import re

import pytest
import redis
from playwright.sync_api import expect

from grader.queue import GRADER_MARK
from tests.browser.visitor import Visitor
from tests.site import RunningSite

pytestmark = pytest.mark.browser

FOLDED = 60  # seconds; a round comes every five


def test_grace_finds_a_learner_at_risk_sees_why_reads_their_story_and_takes_the_table(
    visitor: Visitor,
) -> None:
    visitor.is_signed_in_as("grace")
    page = visitor.page
    page.goto("/dashboard/")
    page.get_by_role("link", name="Learners at risk").click()
    for _ in range(FOLDED):
        if page.locator("main tbody tr").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    row = page.locator("main tbody tr").first
    reason = row.locator(".chip").first.inner_text()
    assert re.search(r"\d+|not practised", reason)  # with the number behind it

    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    lines = taken.value.path().read_text("utf-8").splitlines()
    assert lines[0].startswith("learner,user name,why")
    assert any(reason in line for line in lines[1:])

    row.locator("th a").click()
    expect(page.locator("main .pagehead")).to_contain_text(reason)
    expect(page.get_by_role("heading", name="Latest attempts")).to_be_visible()


def test_a_sandbox_that_refuses_is_on_the_health_page(visitor: Visitor, site: RunningSite) -> None:
    visitor.is_signed_in_as("grace")
    visitor.page.goto("/dashboard/health/")
    expect(visitor.page.locator("main")).not_to_contain_text("refuses")
    state = {"tier": "none", "reason": "made to refuse", "checked": "2026-03-02 12:00 UTC"}
    with redis.Redis.from_url(site.environment()["REDIS_URL"]) as broker:
        broker.set(f"{GRADER_MARK}refusing", json.dumps(state), ex=60)
        visitor.page.reload()
        expect(visitor.page.get_by_role("alert").first).to_contain_text("refuses programs")
        expect(visitor.page.locator("main")).to_contain_text("made to refuse")
        broker.delete(f"{GRADER_MARK}refusing")
