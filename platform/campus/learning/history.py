"""What a learner has done: attempts, time, how often right, and the mistakes that come back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum, Value
from django.db.models.functions import Least
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.learning import elo
from campus.learning.intervals import wilson
from campus.learning.models import ActiveDay, Attempt, Outcome

LATEST: Final = 15  # attempts shown
LOOKED_AT: Final = 300  # latest outcomes, for mistakes
OFTEN: Final = 6  # mistakes shown
PAUSE: Final = timedelta(minutes=30)  # an attempt that lasted longer was left lying meanwhile


@dataclass(frozen=True, slots=True)
class PastWork:
    title: str
    url: str
    when: datetime
    score: float | None
    ended_word: str


@dataclass(frozen=True, slots=True)
class Accuracy:
    """First answers of one sort; low and high: where the true share lies, in per cent, with nine
    chances in ten (Wilson's interval), None while there are fewer than five."""

    name: str
    right: int
    n: int
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class OwnMistake:
    """A mistake the learner made more than once. `words_html` are the author's, shown before."""

    exercise: str
    url: str
    words_html: str
    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Totals:
    attempts: int
    solved: int
    days: int
    hours: str


def totals_of(user: User) -> Totals:
    days = ActiveDay.objects.filter(learner=user).aggregate(n=Count("pk"), solved=Sum("solved"))
    lasted = ExpressionWrapper(F("finished_at") - F("opened_at"), output_field=DurationField())
    worked = Attempt.objects.of(user).aggregate(
        n=Count("pk"),
        time=Sum(Least(lasted, Value(PAUSE)), filter=Q(finished_at__isnull=False, tries__gt=0)),
    )
    return Totals(worked["n"], days["solved"] or 0, days["n"], _about(worked["time"]))


def latest_attempts(user: User, many: int = LATEST) -> list[PastWork]:
    rows = Attempt.objects.of(user).select_related("exercise").order_by("-opened_at")[:many]
    return [
        PastWork(
            title=row.exercise.title,
            url=reverse("attempt", args=[row.pk]),
            when=row.opened_at,
            score=None if row.best is None else 100 * row.best,
            ended_word=str(row.get_ended_display()),
        )
        for row in rows
    ]


def accuracy_of(user: User) -> list[Accuracy]:
    """First answers by the kind of the exercise and its difficulty; one query."""
    rows = (
        Outcome.objects.filter(learner=user, first=True)
        .values_list("exercise__kind", "exercise__level")
        .annotate(n=Count("pk"), right=Count("pk", filter=Q(score__gte=elo.PASS)))
        .order_by("exercise__kind", "exercise__level")
    )
    kinds = {"math": _("Mathematics"), "code": _("Programs")}
    return [
        accuracy(
            _("%(kind)s, difficulty %(level)d") % {"kind": kinds.get(kind, kind), "level": level},
            right,
            n,
        )
        for kind, level, n, right in rows
    ]


def accuracy(name: str, right: int, n: int) -> Accuracy:
    """
    >>> accuracy("sums", 8, 10)
    Accuracy(name='sums', right=8, n=10, low=54, high=93)
    """
    if n < 5:
        return Accuracy(name, right, n, None, None)
    low, high = wilson(right, n)
    return Accuracy(name, right, n, round(100 * low), round(100 * high))


def own_mistakes(user: User) -> list[OwnMistake]:
    """Mistakes with a name that came at least twice in the latest work, the most frequent first."""
    rows = Outcome.objects.filter(learner=user).exclude(mistakes=[]).order_by("-pk")
    times: Counter[tuple[int, str]] = Counter()
    latest: dict[tuple[int, str], tuple[int, datetime]] = {}
    for exercise, attempt, tags, at in rows.values_list("exercise", "attempt", "mistakes", "at")[
        :LOOKED_AT
    ]:
        for tag in tags:
            times[exercise, tag] += 1
            latest.setdefault((exercise, tag), (attempt, at))
    often = [(key, n) for key, n in times.most_common(OFTEN) if n > 1]
    attempts = Attempt.objects.select_related("exercise", "variant").in_bulk(
        [latest[key][0] for key, _n in often]
    )
    return [_own_mistake(key[1], n, attempts[latest[key][0]], latest[key][1]) for key, n in often]


def _own_mistake(tag: str, times: int, attempt: Attempt, last: datetime) -> OwnMistake:
    blank, _colon, name = tag.partition(":")
    words = attempt.variant.body.get("mistake_words", {}).get(blank, {}).get(name, "")
    return OwnMistake(
        exercise=attempt.exercise.title,
        url=reverse("attempt", args=[attempt.pk]),
        words_html=words or name.replace("-", " ").replace("_", " "),
        times=times,
        last=last,
    )


def _about(time: timedelta | None) -> str:
    """Half hours: an attempt's length says when it was open, not when somebody thought.

    >>> _about(timedelta(minutes=100)), _about(None)
    ('1.5', '0')
    """
    halves = round((time or timedelta()) / timedelta(minutes=30))
    return f"{halves / 2:g}"
