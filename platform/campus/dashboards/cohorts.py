"""Groups beside each other: the courses of the site, the sections of a course."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from campus.courses.models import Course
from campus.dashboards.scope import Scope
from campus.rollups.models import Member, SkillTally, WeekTally

SHOWN = 40  # the largest groups; a table of hundreds compares nothing


@dataclass(frozen=True, slots=True)
class Cohort:
    """active: learners a week over the weeks shown, on average; mastered: skills a learner."""

    name: str
    query: str
    learners: int
    active: float
    graded: int
    success: float | None
    first_ok: float | None
    mastered: float


def cohorts_of(scope: Scope, courses: QuerySet[Course]) -> list[Cohort]:
    """Sections of the scope's course, or else the person's courses; three queries and the names."""
    key, named = _groups(scope, courses)
    sizes = Member.objects.filter(_within(scope, named)).values_list(key).annotate(n=Count("pk"))
    largest = dict(sizes.order_by("-n")[:SHOWN])
    within = _within(scope, {pk: named[pk] for pk in largest})
    weeks = WeekTally.objects.filter(within, monday__gte=scope.since).values_list(key)
    work = {pk: rest for pk, *rest in weeks.annotate(Sum("learners"), Sum("graded"), Sum("solved"))}
    tallies = SkillTally.objects.filter(within, scope.skills()).values_list(key)
    skill = {pk: rest for pk, *rest in tallies.annotate(Sum("n"), Sum("n_ok"), Sum("mastered"))}
    return [
        _cohort(named[pk], n, scope.weeks, work.get(pk, [0, 0, 0]), skill.get(pk, [0, 0, 0]))
        for pk, n in largest.items()
    ]


def _groups(scope: Scope, courses: QuerySet[Course]) -> tuple[str, dict[int, tuple[str, str]]]:
    if scope.course is None:
        rows = courses.values_list("pk", "title", "term", "slug")
        return "course", {
            pk: (f"{title} {term}".strip(), f"course={slug}") for pk, title, term, slug in rows
        }
    slug = scope.course.slug
    return "section", {
        section.pk: (section.name, f"course={slug}&section={section.pk}")
        for section in scope.course.sections.all()
    }


def _within(scope: Scope, named: dict[int, tuple[str, str]]) -> Q:
    if scope.course is None:
        return Q(course__in=named, section=0)
    return Q(course=scope.course.pk, section__in=named)


def _cohort(
    named: tuple[str, str], learners: int, weeks: int, work: list[int], skill: list[int]
) -> Cohort:
    active, graded, solved = work
    n, n_ok, mastered = skill
    return Cohort(
        name=named[0],
        query=named[1],
        learners=learners,
        active=active / weeks,
        graded=graded,
        success=100 * solved / graded if graded else None,
        first_ok=100 * n_ok / n if n else None,
        mastered=mastered / learners if learners else 0.0,
    )
