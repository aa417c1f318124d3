"""The dashboards' tables, each of which can be taken away as CSV.

A cell that a spreadsheet would run as a formula is made plain text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.courses.models import Course
from campus.dashboards import activity, attention, cohorts, funnel, mastery
from campus.dashboards.scope import Scope, today
from campus.pages.cells import plain_cell

Rows = Iterator[tuple[Any, ...]]


def csv_of(name: str, scope: Scope, user: User) -> str:
    """UTF-8, CRLF, as RFC 4180; the first line names the columns. KeyError for no such table."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    for row in SHEETS[name](scope, user):
        writer.writerow(map(_cell, row))
    return sheet.getvalue()


def _weeks(scope: Scope, user: User) -> Rows:
    yield _("Monday"), _("learners"), _("graded"), _("solved"), _("success, %")
    for week in activity.weeks_of(scope):
        yield week.monday, week.learners, week.graded, week.solved, week.success


def _days(scope: Scope, user: User) -> Rows:
    yield _("day"), _("learners"), _("graded"), _("solved")
    for day in activity.days_of(scope):
        yield day.day, day.learners, day.graded, day.solved


def _modules(scope: Scope, user: User) -> Rows:
    levels = [f"{level.label}, %" for level in mastery.LEVELS]
    yield _("module"), _("first tries"), _("right, %"), *levels
    for module in mastery.modules_of(mastery.skills_of(scope), mastery.sizes_of(scope)):
        yield module.name, module.n, module.success, *module.shares


def _skills(scope: Scope, user: User) -> Rows:
    levels = [str(level.label) for level in mastery.LEVELS]
    head = [_("module"), _("skill"), _("learners"), *levels, _("first tries"), _("right, %")]
    yield *head, _("days to mastery, median"), _("n of these")
    for row in mastery.skills_of(scope):
        name = (row.skill.module, row.skill.title, row.learners)
        yield *name, *row.levels, row.n, row.success, row.median, row.took


def _funnel(scope: Scope, user: User) -> Rows:
    yield _("stage"), _("learners"), _("of all, %"), _("of the stage before, %")
    for step in funnel.funnel_of(scope):
        yield step.name, step.n, step.share, step.kept


def _cohorts(scope: Scope, user: User) -> Rows:
    head = [_("group"), _("learners"), _("active a week"), _("graded"), _("success, %")]
    yield *head, _("first tries right, %"), _("skills mastered a learner")
    for one in cohorts.cohorts_of(scope, Course.objects.taught_by(user)):
        work = (one.learners, one.active, one.graded, one.success)
        yield one.name, *work, one.first_ok, one.mastered


def _concerns(scope: Scope, user: User) -> Rows:
    head = [_("learner"), _("user name"), _("why"), _("last practised")]
    yield *head, _("graded"), _("skills mastered")
    for learner in attention.concerned(scope, today()).iterator(chunk_size=2000):
        one = attention.concern_of(learner, today())
        who = (learner.display_name, learner.username)
        yield *who, one.why, one.last, one.graded, one.mastered


SHEETS: dict[str, Callable[[Scope, User], Iterable[tuple[Any, ...]]]] = {
    "weeks": _weeks,
    "days": _days,
    "modules": _modules,
    "skills": _skills,
    "funnel": _funnel,
    "groups": _cohorts,
    "concerns": _concerns,
}


def _cell(value: object) -> str:
    """
    >>> _cell("=1+1"), _cell(None), _cell(2.5), _cell(-3)
    ("'=1+1", '', '2.5', '-3')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1f}"
    return plain_cell(value) if isinstance(value, str) else str(value)
