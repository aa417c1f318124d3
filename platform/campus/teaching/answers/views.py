"""The answers of a course: found, read as they were seen, remarked on, marked by hand."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.people import person
from campus.catalog.models import Exercise
from campus.courses.models import Course
from campus.courses.views.frame import frame, staffed
from campus.learning.history import PAUSE
from campus.learning.models import Attempt, Submission
from campus.learning.pages import exercise_page
from campus.teaching.answers.filters import VERDICTS, answers_of, before, cursor_of, few, found_in
from campus.teaching.answers.listing import listed
from campus.teaching.answers.marking import comment, mark


class CommentForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Comment to the learner"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MarkForm(forms.Form):
    score = forms.FloatField(
        label=gettext_lazy("Mark, in per cent of this answer's marks"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=gettext_lazy("Empty: the grader's verdict stands again."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason, shown to the learner"), max_length=300)


@login_required
@require_safe
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    course = staffed(request, slug)
    rows = before(found_in(course, request.GET), request.GET.get("after", ""))
    found = listed(rows, few=few(course, request.GET))
    query = request.GET.copy()
    query.pop("after", None)
    link = ""
    if found.last:
        following = query.copy()
        following["after"] = cursor_of(found.last)
        link = f"?{following.urlencode()}"
    context = frame(
        request,
        course,
        rows=found.rows,
        next_link=link,
        query=query,
        verdicts=VERDICTS,
        sections=course.sections.all(),
        sets=course.sets.shared().values_list("number", "title"),
        exercises=_exercises(course),
    )
    return render(request, "teaching/answers.html", context)


@login_required
@require_safe
def answer(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    course = staffed(request, slug)
    return _page(request, course, _answer(course, pk))


@login_required
@require_POST
def write_comment(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    course = staffed(request, slug)
    row, form = _answer(course, pk), CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, course, row, comment_form=form, status=400)
    comment(row, form.cleaned_data["text"], person(request))
    messages.success(request, _("The learner sees your comment beside the answer."))
    return redirect("answer", slug, pk)


@login_required
@require_POST
def mark_by_hand(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    course = staffed(request, slug)
    row, form = _answer(course, pk), MarkForm(request.POST)
    if row.waiting or not form.is_valid():
        return _page(request, course, row, mark_form=form, status=400)
    score = form.cleaned_data["score"]
    share = None if score is None else score / 100
    mark(row, share, form.cleaned_data["reason"], person(request))
    messages.success(request, _("The mark is kept, with your reason; the learner is told."))
    return redirect("answer", slug, pk)


def _answer(course: Course, pk: uuid.UUID) -> Submission:
    rows = answers_of(course).select_related(
        "result",
        "objection",
        "attempt__exercise",
        "attempt__variant",
        "attempt__learner",
        "attempt__item__problem_set__course",
    )
    return get_object_or_404(rows, pk=pk)


def _page(
    request: HttpRequest,
    course: Course,
    row: Submission,
    comment_form: CommentForm | None = None,
    mark_form: MarkForm | None = None,
    status: int = 200,
) -> HttpResponse:
    attempt = row.attempt
    tries = answers_of(course).filter(
        attempt__learner=attempt.learner_id, attempt__item=attempt.item_id
    )
    context = frame(
        request,
        course,
        row=row,
        page=exercise_page(attempt, person(request), submission=row, read_only=True),
        minutes=_minutes(attempt, row),
        tries=tries.select_related("result", "attempt").order_by("received_at")[:60],
        marks=row.hand_marks.select_related("by"),
        comment_form=comment_form or CommentForm(),
        mark_form=mark_form or MarkForm(),
    )
    return render(request, "teaching/answer.html", context, status=status)


def _minutes(attempt: Attempt, row: Submission) -> float:
    """From the first look to this answer; a longer time was not all work."""
    return min(row.received_at - attempt.opened_at, PAUSE).total_seconds() / 60


def _exercises(course: Course) -> list[tuple[str, str]]:
    rows = Exercise.objects.filter(items__problem_set__course=course).distinct()
    return list(rows.order_by("title").values_list("slug", "title"))
