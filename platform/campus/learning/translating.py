"""The grader's sentences in the reader's language: templates translated, then values put in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from grader.sentences import filled, parts


def translated(said: Mapping[str, Any] | None, text: str) -> str:
    """The sentence that was made from `said` (grader.sentences.Sentence.parts); the English
    `text` where nothing is known of how it was made.

    >>> translated({"template": "At most {most} lines.", "values": {"most": 30}}, "")
    'At most 30 lines.'
    """
    if not said or not said["template"]:
        return text
    values = {
        name: translated(value, "") if isinstance(value, Mapping) else value
        for name, value in said["values"].items()
    }
    return filled(gettext(said["template"]), values)


def in_words(sentence: str) -> str:
    """What the grader raised or returned just now, in this process."""
    return translated(parts(sentence), sentence)
