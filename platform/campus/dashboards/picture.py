"""The charts of the dashboard: numbers from this room, drawn by `campus.pages.charts`."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus.dashboards.activity import Day, Week
from campus.dashboards.funnel import Step
from campus.dashboards.mastery import LEVELS, Module
from campus.dashboards.scope import Scope, today
from campus.pages.charts import Bars, Calendar, Chart, Heat, Lines


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart with its heading, a line that says n and dates, its width in twelfths, and the name
    of the sheet that holds its numbers."""

    title: str
    note: str
    chart: Chart
    span: int
    sheet: str


def panels(
    scope: Scope,
    learners: int,
    weeks: list[Week],
    days: list[Day],
    modules: list[Module],
    steps: list[Step],
) -> list[Panel]:
    since = _("since %(day)s") % {"day": date_format(scope.since, "j M Y")}
    of_all = {"learners": learners, "since": since}
    note = _("of %(learners)d, by week, %(since)s") % of_all
    solved = _("submissions that solved their exercise, by week, %(since)s") % of_all
    pairs = _("per cent of %(learners)d learners × the module's skills") % of_all
    return [
        Panel(_("Learners who practised"), note, _active(weeks), 7, "weeks"),
        Panel(_("Success"), solved, _success(weeks), 5, "weeks"),
        Panel(
            _("Practice days"),
            _("learners a day, %(since)s") % of_all,
            _calendar(days, scope),
            7,
            "days",
        ),
        Panel(
            _("From enrolled onward"), _("of %(learners)d") % of_all, _funnel(steps), 5, "funnel"
        ),
        Panel(_("Mastery by module"), pairs, _levels(modules), 7, "modules"),
        Panel(
            _("First tries right"),
            _("per cent by module, n beside it"),
            _first_tries(modules),
            5,
            "modules",
        ),
    ]


def _active(weeks: list[Week]) -> Chart:
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


def _success(weeks: list[Week]) -> Chart:
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


def _calendar(days: list[Day], scope: Scope) -> Chart:
    most = max((day.learners for day in days), default=0)
    return Calendar(
        summary=_("Practice on %(days)d days of the last %(weeks)d weeks, by at most %(most)d.")
        % {"days": len(days), "weeks": scope.weeks, "most": most},
        counts={day.day: day.learners for day in days},
        until=today(),
        weeks=scope.weeks,
        most=most,
    )


def _funnel(steps: list[Step]) -> Chart:
    last = steps[-1]
    return Bars(
        summary=_("Of %(all)d learners %(n)d have come to the last stage: %(stage)s.")
        % {"all": steps[0].n, "n": last.n, "stage": last.name},
        bars=tuple((step.name, float(step.n)) for step in steps),
        axis=_("stage"),
        counted=_("learners"),
    )


def _first_tries(modules: list[Module]) -> Chart:
    known = [module for module in modules if module.success is not None]
    return Bars(
        summary=_("Share of first tries that were right in %(count)d modules.")
        % {"count": len(known)},
        bars=tuple((f"{m.name} (n={m.n})", m.success or 0.0) for m in known),
        axis=_("module"),
        counted=_("right at the first try, in per cent"),
    )


def _levels(modules: list[Module]) -> Chart:
    return Heat(
        summary=_("Share of learner-skill pairs at each level, by module."),
        columns=tuple(str(level.label) for level in LEVELS),
        rows=tuple((module.name, module.shares) for module in modules),
        corner=_("module"),
    )
