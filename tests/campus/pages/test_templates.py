"""Promises of all templates, read from their source: they bear the content security policy."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

FOLDER: Path = settings.CHECKOUT / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))


def name(path: Path) -> str:
    return str(path.relative_to(FOLDER))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_compiles(path: Path) -> None:
    get_template(name(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_says_at_its_head_what_it_is_for(path: Path) -> None:
    assert path.read_text().startswith("{#")


FORBIDDEN = {
    "an inline style": r"<style|\sstyle=",
    "an inline script": r"<script(?![^>]*\ssrc=)",
    "an inline handler": r"\son[a-z]+=|\shx-on|javascript:",
    "something evaluated": r"\shx-vars|hx-vals=.js:|hx-trigger=\"[^\"]*\[",
    "another origin": r"(src|href|action)=\"(https?:)?//",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_holds_nothing_that_the_policy_forbids(path: Path) -> None:
    source = path.read_text()
    found = [what for what, pattern in FORBIDDEN.items() if re.search(pattern, source)]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_form_that_changes_something_carries_its_token(path: Path) -> None:
    source = path.read_text()
    posting = len(re.findall(r"<form[^>]*method=\"post\"", source))
    assert source.count("{% csrf_token %}") >= posting


def test_the_page_of_our_failure_needs_nothing() -> None:
    """It is shown when the database is gone: no context, no other template, no tag that asks."""
    source = (FOLDER / "500.html").read_text()
    assert "{% extends" not in source
    assert "{% url" not in source
    assert "Something broke on our side" in get_template("500.html").render()
