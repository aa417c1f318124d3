"""The few numbers at the top of the dashboard."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from campus.dashboards.activity import Week
from campus.dashboards.mastery import SkillRow


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name, what it is counted over, and "up", "down" or "" against before."""

    label: str
    value: str
    note: str = ""
    trend: str = ""


def figures(learners: int, weeks: list[Week], skills: list[SkillRow]) -> list[Figure]:
    """This week beside the whole week before: this one is still running, so only a rise shows."""
    before, now = weeks[-2:]
    success = "–" if now.success is None else f"{now.success:.0f} %"
    return [
        Figure(_("Learners"), f"{learners:,}", _("with an open account")),
        Figure(
            _("Active this week"),
            f"{now.learners:,}",
            _("%(count)d in the whole week before") % {"count": before.learners},
            "up" if now.learners > before.learners else "",
        ),
        Figure(
            _("Submissions this week"),
            f"{now.graded:,}",
            _("%(count)d the week before") % {"count": before.graded},
        ),
        Figure(
            _("Solved this week"),
            success,
            _("of %(count)d graded submissions") % {"count": now.graded},
        ),
        Figure(
            _("Skills mastered"), f"{sum(row.mastered for row in skills):,}", _("over all learners")
        ),
    ]
