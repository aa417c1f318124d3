"""One blank as the page shows it: what stands in it, how its fields look, what was said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from campus.learning.answer_fields import BlankSpec, Cells
from campus.learning.answers import Answers
from campus.learning.judgements import VerdictView
from campus.learning.widgets import Typed, states_of, widget_of


@dataclass(frozen=True, slots=True)
class BlankView:
    """One place for an answer, with what stands in it and what was said of it.

    syntax   "latex" if a mathematics field wrote the value
    widget   what only this kind of blank has: see widgets.py
    """

    name: str
    kind: str
    label: str
    marks: float
    value: str
    options: list[dict[str, Any]]
    vars: list[str]
    starter: str
    entry: str
    visible: list[str]
    verdict: VerdictView | None
    placeholder: str = ""
    syntax: str = "ascii"
    widget: Mapping[str, Any] = field(default_factory=dict)

    @property
    def read_as_html(self) -> str:
        return self.verdict.read_as_html if self.verdict else ""

    @property
    def states(self) -> list[str]:
        """What was said of each field, in the order of the page; [] if nothing was."""
        states = list(states_of(self.widget))
        return states if any(states) else []


def blank_view(
    spec: BlankSpec, typed: Answers, verdict: VerdictView | None, place: int | None
) -> BlankView:
    """The view of a blank; `place` numbers those without a label where there are several."""
    kept = typed.get(spec["name"])
    text = kept["text"] if kept else ""
    cells = kept["cells"] if kept and "cells" in kept else []
    chosen = {option.strip() for option in text.split(",")} if text else set()
    numbered = _("Answer %(number)d") % {"number": place} if place else ""
    return BlankView(
        name=spec["name"],
        kind=spec["kind"],
        label=spec.get("label") or numbered,
        marks=spec["marks"],
        value=text,
        options=[
            {**option, "chosen": option["id"] in chosen} for option in spec.get("options") or []
        ],
        vars=list(spec.get("vars") or []),
        starter=spec.get("starter") or "",
        entry=spec.get("entry") or "",
        visible=list(spec.get("visible") or []),
        verdict=verdict,
        placeholder=spec.get("placeholder") or "",
        syntax=kept["syntax"] if kept else "ascii",
        widget=widget_of(spec, _typed(text, cells, verdict)),
    )


def _typed(text: str, cells: Cells, verdict: VerdictView | None) -> Typed:
    """States of cells are shown only beside the very cells that were judged."""
    if verdict is None or verdict.text != text:
        return Typed(text, cells)
    return Typed(text, cells, verdict.outcome, verdict.details)
