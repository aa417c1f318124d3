"""The ladder of levels in words: why one stands on a rung, and what the next one takes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campus.learning.models import LearnerSkill
from campus.learning.tracing import ENOUGH

Level = LearnerSkill.Level
_WORDS = {
    Level.NEW: gettext_lazy("not started"),
    Level.ATTEMPTED: gettext_lazy("attempted"),
    Level.FAMILIAR: gettext_lazy("familiar"),
    Level.PROFICIENT: gettext_lazy("proficient"),
    Level.MASTERED: gettext_lazy("mastered"),
}


@dataclass(frozen=True, slots=True)
class Rung:
    """Where somebody stands in a skill, why, and what comes next ("" at the top)."""

    level: int
    word: str
    why: str
    next: str


def word_of(level: int) -> str:
    return str(_WORDS[Level(level)])


def rung_of(state: LearnerSkill | None) -> Rung:
    """In the terms the level was decided by (tracing.level_of); no chance is shown as a figure."""
    level = Level(state.level) if state else Level.NEW
    if state is None or level == Level.NEW:
        nothing = _("You have not tried an exercise of it yet.")
        return Rung(level, word_of(level), nothing, _("One answer begins it."))
    tried = ngettext(
        "%(ok)d of %(n)d first answer was right.",
        "%(ok)d of %(n)d first answers were right.",
        state.n,
    ) % {"ok": state.n_ok, "n": state.n}
    return Rung(level, word_of(level), f"{tried} {_why(level, state)}".strip(), _next(level, state))


def _why(level: int, state: LearnerSkill) -> str:
    if level == Level.MASTERED:
        return _("You were right again on a later day or in a mixed session.")
    if level == Level.PROFICIENT and state.kept and state.n >= ENOUGH:
        return _("You kept it over days; recent answers still leave a doubt.")
    if level == Level.FAMILIAR and state.n_ok >= 2:
        return _("Recent answers leave doubt whether the next one would be right.")
    return ""


def _next(level: int, state: LearnerSkill) -> str:
    if level == Level.ATTEMPTED:
        return _("One right first answer makes it familiar.")
    if level == Level.FAMILIAR:
        return _("Right first answers on other variants make it proficient.")
    if level == Level.PROFICIENT and not state.kept:
        return _("Mastery wants a right first answer on a later day or in a mixed session.")
    if level == Level.PROFICIENT and state.n < ENOUGH:
        return _("Mastery wants at least four first answers.")
    if level == Level.PROFICIENT:
        return _("A few more right first answers make it mastered.")
    return ""
