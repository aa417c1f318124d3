"""The few numbers at the top of the dashboard."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from campus.dashboards import mastery
from campus.dashboards.activity import Day, weeks_of
from campus.dashboards.scope import Scope


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name, what it is counted over, and "up", "down" or "" against before."""

    label: str
    value: str
    note: str = ""
    trend: str = ""


def figures(scope: Scope, days: list[Day]) -> list[Figure]:
    """This week beside the whole week before: this one is still running, so only a rise shows."""
    before, now = weeks_of(days, scope)[-2:]
    learners = scope.learners().count()
    success = "–" if now.success is None else f"{now.success:.0f} %"
    return [
        Figure(_("Learners"), str(learners), _("with an open account")),
        Figure(
            _("Active this week"),
            str(now.learners),
            _("%(count)d in the whole week before") % {"count": before.learners},
            "up" if now.learners > before.learners else "",
        ),
        Figure(
            _("Submissions this week"),
            str(now.graded),
            _("%(count)d the week before") % {"count": before.graded},
        ),
        Figure(
            _("Solved this week"),
            success,
            _("of %(count)d graded submissions") % {"count": now.graded},
        ),
        Figure(_("Skills mastered"), str(mastery.mastered(scope)), _("over all learners")),
    ]
