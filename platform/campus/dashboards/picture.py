"""The charts of the dashboard: numbers from this room, drawn by `campus.pages.charts`."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus.dashboards import activity, mastery
from campus.dashboards.scope import Scope
from campus.pages.charts import Bars, Calendar, Chart, Heat, Lines


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart with its heading, a line that says n and dates, and its width in twelfths."""

    title: str
    note: str
    chart: Chart
    span: int


def panels(scope: Scope, days: list[activity.Day]) -> list[Panel]:
    weeks = activity.weeks_of(days, scope)
    modules = mastery.modules_of(scope)
    learners = scope.learners().count()
    since = _("since %(day)s") % {"day": date_format(scope.since, "j M Y")}
    return [
        Panel(
            _("Learners who practised"),
            _("of %(learners)d, by week, %(since)s") % {"learners": learners, "since": since},
            _active(weeks),
            7,
        ),
        Panel(
            _("Success"),
            _("submissions that solved their exercise, by week, %(since)s") % {"since": since},
            _success(weeks),
            5,
        ),
        Panel(
            _("Practice days"),
            _("learners a day, %(since)s") % {"since": since},
            _calendar(days, scope),
            7,
        ),
        Panel(
            _("First tries right"),
            _("per cent by module, n in the table"),
            _first_tries(modules),
            5,
        ),
        Panel(
            _("Mastery by module"),
            _("per cent of %(learners)d learners × the module's skills") % {"learners": learners},
            _levels(modules),
            12,
        ),
    ]


def _active(weeks: list[activity.Week]) -> Chart:
    values = tuple(float(week.learners) for week in weeks)
    graded = sum(week.graded for week in weeks)
    return Lines(
        summary=_(
            "%(learners)d learners practised this week; "
            "%(graded)d submissions were graded in %(weeks)d weeks."
        )
        % {"learners": values[-1], "graded": graded, "weeks": len(weeks)},
        labels=tuple(date_format(week.monday, "j M") for week in weeks),
        series=((_("learners"), values),),
    )


def _success(weeks: list[activity.Week]) -> Chart:
    known = [week.success for week in weeks if week.success is not None]
    last = (
        _("%(share)d %% in the last week with practice") % {"share": known[-1]}
        if known
        else _("no practice yet")
    )
    return Lines(
        summary=_("Share of graded submissions that solved their exercise: %(last)s.")
        % {"last": last},
        labels=tuple(date_format(week.monday, "j M") for week in weeks),
        series=((_("solved"), tuple(week.success for week in weeks)),),
        unit="%",
        top=100.0,
    )


def _calendar(days: list[activity.Day], scope: Scope) -> Chart:
    counts = activity.practice_calendar(days)
    return Calendar(
        summary=_("Practice on %(days)d days of the last %(weeks)d weeks.")
        % {"days": len(counts), "weeks": scope.weeks},
        counts=counts,
        until=activity.today(),
        weeks=scope.weeks,
    )


def _first_tries(modules: list[mastery.Module]) -> Chart:
    known = [module for module in modules if module.success is not None]
    return Bars(
        summary=_("Share of first tries that were right in %(count)d modules.")
        % {"count": len(known)},
        bars=tuple((f"{m.name} (n={m.n})", m.success or 0.0) for m in known),
        axis=_("module"),
        counted=_("right at the first try, in per cent"),
    )


def _levels(modules: list[mastery.Module]) -> Chart:
    return Heat(
        summary=_("Share of learner-skill pairs at each level, by module."),
        columns=tuple(str(level.label) for level in mastery.LEVELS),
        rows=tuple((module.name, module.shares) for module in modules),
        corner=_("module"),
    )
