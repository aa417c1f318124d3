"""
What the grader says to learners: English sentences that remember what they were made from.

A sentence is its English text, so it can be shown, compared and logged as it is. Who speaks another
language translates its template, which is a fixed text, and puts the values in afterwards; the
grader itself knows no other language, and none of the site's tools.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Value = str | int

_PLACE = re.compile(r"\{(\w+)\}")


class Sentence(str):
    """A text for learners.

    template   the English text with `{name}` where a value is put in; this is translated
    values     what is put in: texts, numbers, or sentences, which are translated themselves

    >>> said = say("At most {most} lines are read.", most=30)
    >>> said
    'At most 30 lines are read.'
    >>> said.parts()
    {'template': 'At most {most} lines are read.', 'values': {'most': 30}}
    """

    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, values: Mapping[str, Value] | None = None) -> Sentence:
        values = values or {}
        sentence = super().__new__(cls, filled(template, values) if values else template)
        sentence.template, sentence.values = template, values
        return sentence

    def about(self, **values: Value) -> Sentence:
        """The sentence with further values put in, for templates that wait in a table."""
        return Sentence(self.template, {**self.values, **values})

    def parts(self) -> dict[str, Any]:
        """The sentence as JSON, for whoever translates it."""
        return {"template": self.template, "values": {n: _part(v) for n, v in self.values.items()}}


def say(template: str, /, **values: Value) -> Sentence:
    """A sentence for learners; its template is collected for translators where `say` is called."""
    return Sentence(template, values)


def filled(template: str, values: Mapping[str, object]) -> str:
    """`template` with every `{name}` of `values` put in; other braces stay as they are.

    >>> filled("Put the base in braces: _{{base}}, not {x}.", {"base": "10"})
    'Put the base in braces: _{10}, not {x}.'
    """
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), template)


def parts(text: str) -> dict[str, Any] | None:
    """What a text was made from; None if it is a text like any other."""
    return text.parts() if isinstance(text, Sentence) else None


def _part(value: Value) -> Any:
    return value.parts() if isinstance(value, Sentence) else value
