"""Coming to an exercise: which attempt one goes on with, and whether one may."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from campus.accounts.models import User
from campus.accounts.people import person
from campus.catalog.models import Exercise
from campus.courses.models import Item, ProblemSet
from campus.courses.pools import fell_to
from campus.learning.exams import exam_of, sits_elsewhere
from campus.learning.models import Attempt
from campus.learning.opening import attempt_at
from campus.learning.pages import exercise_page
from campus.learning.set_rules import standing_at
from campus.numbers import is_number
from campus.prepared import prepared


@login_required
@require_safe
def exercise(request: HttpRequest, slug: str) -> HttpResponse:
    """The learner's attempt at an exercise: the open one, the latest, or a first one.

    `?item=` names the item of a problem set the attempt is to count for.
    """
    user = person(request)
    if "item" not in request.GET and (at_work := _at_work(user.pk, slug)):
        return _practised(request, user, at_work[0])
    wanted = _exercise(request, slug)
    item = None
    if number := request.GET.get("item"):
        items = Item.objects.visible_to(user).filter(exercise=wanted)
        items = items.select_related("problem_set__course", "version")
        item = get_object_or_404(items, pk=number if is_number(number) else 0)
        if not fell_to(item, user.pk) and not item.problem_set.course.enrolments.staff().filter(
            person=user
        ):
            raise Http404
        if away := _away_from_exam(item, user):
            return redirect(away)
        item = _still_open(request, item, user)
    elif to_the_exam := _sitting_it(request, user, wanted.pk):
        return to_the_exam
    found = attempt_at(user, wanted, item)
    if found is None:
        return render(request, "learning/drawing.html", {"exercise": wanted}, status=503)
    attempt = Attempt.objects.with_page().get(pk=found.pk)
    return render(request, "learning/exercise.html", {"page": exercise_page(attempt, user)})


def _practised(request: HttpRequest, user: User, row: Attempt) -> HttpResponse:
    """The page of a practice attempt one has begun, unless its exercise stands in one's exam."""
    if away := _sitting_it(request, user, row.exercise_id):
        return away
    row.learner = user
    return render(request, "learning/exercise.html", {"page": exercise_page(row, user)})


def _sitting_it(request: HttpRequest, user: User, exercise: int) -> HttpResponse | None:
    exam = sits_elsewhere(user, exercise)
    if exam is None:
        return None
    messages.info(request, "While you sit an exam, its exercises are not for practice.")
    return redirect("problem-set", exam.course.slug, exam.number)


@prepared
def _at_work(learner: int, slug: str) -> QuerySet[Attempt]:
    """The practice attempt that `current_attempt` goes on with. Whoever has one may see the
    exercise, be it retired."""
    rows = Attempt.objects.filter(
        learner=learner, exercise__slug=slug, exercise__current__isnull=False, item=None
    )
    return rows.select_related("exercise", "variant").order_by("ended", "-number")[:1]


def _away_from_exam(item: Item, user: User) -> str | None:
    """Where to go instead of an item of an exam that one does not sit; None: it may be seen."""
    rules = item.problem_set
    if rules.kind != ProblemSet.Kind.EXAM or rules.course.enrolments.staff().filter(person=user):
        return None
    if exam_of(rules, user).phase in ("sitting", "handed in", "over"):
        return None
    return reverse("problem-set", args=[rules.course.slug, rules.number])


def _exercise(request: HttpRequest, slug: str) -> Exercise:
    """The exercise, if it is open to the person; in a set of theirs a retired one is still."""
    published = Exercise.objects.filter(current__isnull=False)
    opened = published if "item" in request.GET else Exercise.objects.open_to(person(request))
    return get_object_or_404(opened.select_related("current"), slug=slug)


def _still_open(request: HttpRequest, item: Item, user: User) -> Item | None:
    """The item, or None when nothing was begun there and it takes no answers any more."""
    if standing_at(item, user).takes_answers or Attempt.objects.of(user).filter(item=item).exists():
        return item
    messages.info(request, "This problem set has closed: you are practising, nothing counts.")
    return None
