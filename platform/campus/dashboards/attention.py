"""Learners who may need a word, each with every reason, so that nobody is judged by a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus.accounts.models import User
from campus.dashboards.scope import Scope
from campus.rollups.models import LearnerTally

QUIET_DAYS = 7  # no practice for so long is worth a look
FEW_RIGHT = 0.25  # of the last fortnight's graded submissions, at least ENOUGH
FALL = 0.2  # by so much the share that solved is below the month before
ENOUGH = 12
A_PAGE = 25


#: What one can filter by, and how grave it is.
REASONS: dict[str, tuple[Promise, float]] = {
    "quiet": (gettext_lazy("no practice for days"), 2.0),
    "new": (gettext_lazy("has not begun"), 1.0),
    "falling": (gettext_lazy("falling success"), 3.0),
    "few": (gettext_lazy("solves little"), 2.0),
    "stuck": (gettext_lazy("stuck on a prerequisite"), 3.0),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """tone: "bad" or "warn"."""

    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Concern:
    """One learner and why they are listed."""

    learner: User
    url: str
    reasons: tuple[Reason, ...]
    last: date | None
    mastered: int
    graded: int

    @property
    def why(self) -> str:
        return "; ".join(reason.words for reason in self.reasons)


def concerned(scope: Scope, today: date, reason: str = "", find: str = "") -> QuerySet[User]:
    """The learners of the scope with a reason, or with this one; the gravest first."""
    conditions = _conditions(today)
    wanted = {reason: conditions[reason]} if reason in conditions else conditions
    any_of = Q()
    for one in wanted.values():
        any_of |= one
    rows = scope.learners().filter(is_active=True)  # those who can still be written to
    rows = rows.select_related("tally__stuck_skill").filter(any_of)
    if find:
        rows = rows.filter(Q(display_name__icontains=find) | Q(username__icontains=find))
    total: Combinable = Value(0.0)
    for name, condition in conditions.items():
        total = total + Case(When(condition, then=Value(REASONS[name][1])), default=Value(0.0))
    return rows.annotate(weight=total).order_by("-weight", F("tally__last_day").desc(), "pk")


def concern_of(learner: User, today: date) -> Concern:
    """The reasons in words, with the numbers behind each."""
    tally = getattr(learner, "tally", None)
    return Concern(
        learner=learner,
        url=reverse("dashboard-learner", args=[learner.pk]),
        reasons=tuple(_reasons(tally, today)),
        last=tally.last_day if tally else None,
        mastered=tally.mastered if tally else 0,
        graded=tally.graded if tally else 0,
    )


def _conditions(today: date) -> dict[str, Q]:
    """The same as `_reasons`, for the database."""
    some = Q(tally__recent_graded__gte=ENOUGH)
    some_before = some & Q(tally__before_graded__gte=ENOUGH)
    quiet_since = today - timedelta(days=QUIET_DAYS)
    return {
        "quiet": Q(tally__last_day__lte=quiet_since),
        "new": Q(tally__isnull=True),
        "falling": some_before
        & Q(
            tally__recent_solved__lte=(
                F("tally__recent_graded")
                * (Cast("tally__before_solved", FloatField()) / _at_least_one("before_graded"))
                - FALL * F("tally__recent_graded")
            )
        ),
        "few": some & Q(tally__recent_solved__lt=FEW_RIGHT * F("tally__recent_graded")),
        "stuck": Q(tally__stuck_skill__isnull=False),
    }


def _at_least_one(name: str) -> Case:
    """A divisor: the database may divide before it has looked at the other conditions."""
    column = f"tally__{name}"
    return Case(When(**{f"{column}__gt": 0}, then=Cast(column, FloatField())), default=Value(1.0))


def _reasons(tally: LearnerTally | None, today: date) -> list[Reason]:
    if tally is None or tally.last_day is None:
        return [Reason(_("has not practised yet"), "warn")]
    found = []
    if (days := (today - tally.last_day).days) >= QUIET_DAYS:
        tone = "bad" if days >= 2 * QUIET_DAYS else "warn"
        found.append(Reason(_("no practice for %(days)d days") % {"days": days}, tone))
    recent, before = tally.recent_graded, tally.before_graded
    share = tally.recent_solved / recent if recent else 0.0
    was = tally.before_solved / before if before else 0.0
    if recent >= ENOUGH and before >= ENOUGH and share <= was - FALL:
        words = _("solved %(now)d %% in the last fortnight (n = %(n)d), %(was)d %% before")
        said = {"now": round(100 * share), "n": recent, "was": round(100 * was)}
        found.append(Reason(words % said, "bad"))
    elif recent >= ENOUGH and share < FEW_RIGHT:
        words = _("%(solved)d of %(graded)d submissions solved their exercise")
        found.append(Reason(words % {"solved": tally.recent_solved, "graded": recent}, "warn"))
    if tally.stuck_skill is not None:
        words = _(
            "stuck on %(skill)s, which other skills need: %(right)d of %(n)d first tries right"
        )
        said_of = {
            "skill": tally.stuck_skill.title,
            "right": tally.stuck_right,
            "n": tally.stuck_tries,
        }
        found.append(Reason(words % said_of, "bad"))
    return found
