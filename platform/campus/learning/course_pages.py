"""Courses and problem sets as one learner sees them: what there is, what is done and earned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, FilteredRelation, Max, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.courses.announcing import unseen_in
from campus.courses.models import Course, Enrolment, Item, ProblemSet
from campus.courses.pools import items_for
from campus.courses.rules import Terms, state_of, terms_of, terms_of_all
from campus.learning.judgements import number
from campus.learning.models import Attempt
from campus.prepared import prepared


@dataclass(frozen=True, slots=True)
class SetView:
    """One set in a list. state: "soon" (not yet open; only for those who teach), "open", "late"
    (its day has passed, answers still count as its rules say) or "closed"."""

    title: str
    course: str
    url: str
    opens_at: datetime | None
    due_at: datetime | None
    done: int
    total: int
    points: str
    out_of: int
    state: str
    closes_at: datetime | None = None
    exam: bool = False


@dataclass(frozen=True, slots=True)
class CourseView:
    title: str
    url: str
    term: str
    role_word: str
    sets_done: int
    sets_total: int
    next_due: datetime | None
    archived: bool = False
    news: int = 0  # announcements one has not seen


@dataclass(frozen=True, slots=True)
class ItemView:
    position: int
    title: str
    url: str
    points: int
    got: str | None
    state: str
    tries: int
    minutes: int
    limit: int | None  # of tries


def set_views(user: User, sets: Iterable[ProblemSet]) -> list[SetView]:
    """The sets with the learner's standing and the learner's own dates, in three queries."""
    rows = list(sets)
    by_set: dict[int, list[_Earned]] = {row.pk: [] for row in rows}
    for of_set, points, best, solved, pool, take in _earned(user.pk, list(by_set)):
        by_set[of_set].append(_Earned(points, best or 0.0, solved > 0, pool, take or 0))
    terms = terms_of_all(rows, user.pk)
    return [_set_view(row, terms[row.pk], _gotten(by_set[row.pk])) for row in rows]


@prepared
def _earned(learner: int, sets: list[int]) -> QuerySet[Item, Any]:
    items = Item.objects.extra(where=["courses_item.problem_set_id = ANY(%s)"], params=[sets])
    summed = items.annotate(own=_own(learner)).annotate(
        best=Max("own__best"), solved=Count("own", filter=Q(own__ended=Attempt.Ended.SOLVED))
    )
    return summed.values_list("problem_set", "points", "best", "solved", "pool", "pool__take")


def _own(learner: int) -> FilteredRelation:
    """The learner's attempts alone are joined to the items, not everybody's."""
    return FilteredRelation("attempts", condition=Q(attempts__learner=learner))


@dataclass(frozen=True, slots=True)
class _Earned:
    """What one item is worth, the best share of it, and whether it is solved."""

    points: int
    best: float
    solved: bool
    pool: int | None = None
    take: int = 0


def _gotten(items: list[_Earned]) -> list[_Earned]:
    """The fixed items and as many of each pool as one gets: those with work first, for only what
    fell to the learner has any."""
    left = {item.pool: item.take for item in items if item.pool is not None}
    mine = [item for item in items if item.pool is None]
    for item in sorted(items, key=lambda one: (not one.solved, -one.best)):
        if item.pool is not None and left[item.pool] > 0:
            left[item.pool] -= 1
            mine.append(item)
    return mine


def _set_view(row: ProblemSet, terms: Terms, items: list[_Earned]) -> SetView:
    return SetView(
        title=row.title,
        course=row.course.title,
        url=reverse("problem-set", args=[row.course.slug, row.number]),
        opens_at=terms.opens_at,
        due_at=terms.due_at,
        done=sum(item.solved for item in items),
        total=len(items),
        points=number(sum(item.points * item.best for item in items)),
        out_of=sum(item.points for item in items),
        state=state_of(terms),
        closes_at=terms.closes_at,
        exam=row.kind == ProblemSet.Kind.EXAM,
    )


def course_views(user: User) -> list[CourseView]:
    """The courses the person sees, with the sets they see of each."""
    roles = dict(Enrolment.objects.filter(person=user).values_list("course", "role"))
    news = unseen_in(user)
    sets = ProblemSet.objects.visible_to(user).select_related("course")
    by_course: dict[int, list[SetView]] = {}
    rows = list(sets.filter(course__in=Course.objects.visible_to(user)))
    for row, view in zip(rows, set_views(user, rows), strict=True):
        by_course.setdefault(row.course_id, []).append(view)
    return [
        _course_view(course, by_course.get(course.pk, []), roles.get(course.pk, ""), news)
        for course in Course.objects.visible_to(user)
    ]


def _course_view(
    course: Course, standing: list[SetView], role: str, news: dict[int, int]
) -> CourseView:
    ahead = [one.due_at for one in due_first(standing) if one.due_at and one.state == "open"]
    staff = role not in ("", Enrolment.Role.LEARNER)
    return CourseView(
        title=course.title,
        url=reverse("course", args=[course.slug]),
        term=course.term,
        role_word=_("you are %(role)s") % {"role": Enrolment.Role(role).label} if staff else "",
        sets_done=sum(1 for one in standing if one.total and one.done == one.total),
        sets_total=len(standing),
        next_due=min(ahead, default=None),
        archived=course.archived_at is not None,
        news=news.get(course.pk, 0),
    )


def due_first(views: Iterable[SetView]) -> list[SetView]:
    """The sets that still take answers and are not done, the next due first, those without a
    day last."""
    waiting = [one for one in views if one.state in ("open", "late") and one.done < one.total]
    now = timezone.now()  # stands in where there is no day; the first half decides there
    return sorted(waiting, key=lambda one: (one.due_at is None, one.due_at or now))


def item_views(user: User, problem_set: ProblemSet, *, keep: bool = True) -> list[ItemView]:
    """The items of a set as they fell to the learner, with what they have earned of each.

    keep   write a draw from a pool down
    """
    mine = items_for(problem_set, user.pk, keep=keep)
    terms = terms_of(problem_set, user.pk)
    items = problem_set.items.filter(pk__in=[item.pk for item in mine])
    rows = items.annotate(own=_own(user.pk)).annotate(
        best=Max("own__best"),
        solved=Count("own", filter=Q(own__ended=Attempt.Ended.SOLVED)),
        opened=Count("own", filter=Q(own__ended=Attempt.Ended.NOT)),
        handed_in=Sum("own__tries"),
    )
    exercises = {item.pk: item.exercise for item in mine}
    return [
        ItemView(
            position=place,
            title=exercises[pk].title,
            url=f"{reverse('exercise', args=[exercises[pk].slug])}?item={pk}",
            points=points,
            got=None if best is None else number(points * best),
            state="solved" if solved else "open" if opened else "",
            tries=handed_in or 0,
            minutes=exercises[pk].minutes,
            limit=terms.tries,
        )
        for place, (pk, points, best, solved, opened, handed_in) in enumerate(
            rows.order_by("position").values_list(
                "pk", "points", "best", "solved", "opened", "handed_in"
            ),
            start=1,
        )
    ]
