"""What is kept by all it shows is the same for the same, and another for another."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override

from campus.pages import keeping
from campus.pages.keeping import kept, piece
from campus.pages.templatetags.pages import difficulty
from tests.campus.pages.pseudo_locale import CODE, pseudo_locale


def test_it_is_made_once_for_the_same_values_in_one_language_and_zone() -> None:
    made: list[tuple[int, str]] = []

    @kept
    def said(number: int, word: str) -> str:
        made.append((number, word))
        return gettext("Hints") + f"{word}{number}"

    with pseudo_locale():
        assert said(1, "a") == said(1, "a") == "Hintsa1"
        assert said(2, "a") == "Hintsa2"
        with override(CODE):
            assert said(1, "a") == "⟦Hints⟧a1"
        with timezone.override(ZoneInfo("Asia/Tokyo")):
            said(1, "a")
    assert made == [(1, "a"), (2, "a"), (1, "a"), (1, "a")]


def test_a_tag_that_is_kept_speaks_each_language() -> None:
    with pseudo_locale():
        plain = difficulty(3)
        with override(CODE):
            assert "⟦difficulty 3 of 5⟧" in difficulty(3)
        assert "difficulty 3 of 5" in plain == difficulty(3)


def test_a_piece_sees_its_values_only(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, object]] = []

    class Template:
        def render(self, context: dict[str, object]) -> str:
            seen.append(context)
            return "<li>"

    monkeypatch.setattr(keeping, "get_template", lambda name: Template())
    assert piece("a row", ("row",), "only of this test") == "<li>"
    assert seen == [{"row": "only of this test"}]
