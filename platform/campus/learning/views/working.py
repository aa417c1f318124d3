"""Working on an exercise: find the row the person may touch, call one function, answer."""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.people import person
from campus.learning.answers import Answers, TooLong, read_answers
from campus.learning.attempts import another_variant, give_up, in_exam, take_hint
from campus.learning.drafting import keep_draft
from campus.learning.exams import held_by, may_write
from campus.learning.exercise_page import ExercisePage
from campus.learning.limits import too_fast
from campus.learning.models import Attempt, Draft, Submission
from campus.learning.opening import wait_for_another
from campus.learning.pages import exercise_page
from campus.learning.previewing import preview as preview_of
from campus.learning.set_rules import Refused
from campus.learning.submitting import submit_answer, withdraw
from campus.learning.waiting import wait_for_verdict
from campus.numbers import is_number
from campus.prepared import prepared

#: What a verdict changes of an attempt.
JUDGED: Final = ("tries", "first_score", "best", "ended", "finished_at")


@login_required
@require_safe
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """An attempt as it was; also for those who teach the set it belongs to.

    `?submission=` names one of the answers handed in; the latest is shown otherwise.
    """
    user = person(request)
    row = get_object_or_404(Attempt.objects.with_page().visible_to(user), pk=pk)
    if row.learner_id == user.pk and held_by(row):
        return redirect(_page_url(row))  # which leads to the exam: solutions stand here
    page = exercise_page(row, user, submission=_wanted_submission(request, row), read_only=True)
    return render(request, "learning/attempt.html", {"page": page})


@login_required
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer; with a little luck its verdict is in this very response."""
    row = _own(request, pk)
    if row.ended or not may_write(row):
        return _answer(request, row, notice="This attempt has ended; open another variant.")
    if too_fast(row):
        return _answer(
            request, row, notice="That was fast: please wait a minute. Nothing was lost."
        )
    try:
        answers = read_answers(row.variant.body["blanks"], request.POST)
        key = uuid.UUID(request.POST["idem_key"])
    except TooLong as error:
        return _answer(request, row, notice=str(error))
    except (KeyError, ValueError):
        return _answer(request, row, notice="This form is incomplete: please load the page again.")
    mode = "run" if request.POST.get("mode") == "run" else "grade"
    if mode == "grade" and in_exam(row):
        return _keep(request, row, answers)
    try:
        submission = submit_answer(row, answers, key, mode)
    except Refused as refusal:
        return _answer(request, row, notice=str(refusal))
    wait_for_verdict(submission.pk)
    return _answer(request, row, submission)


@login_required
@require_safe
def submission(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What became of a submission: a fragment for the page that asks, else the page."""
    user = person(request)
    row = get_object_or_404(Submission.objects.visible_to(user), pk=pk)
    attempt = _with_page(row.attempt_id)[0]
    if not _is_htmx(request):
        return redirect(_page_url(attempt) if attempt.learner_id == user.pk else _past_url(attempt))
    polls = request.GET.get("n", "0")
    page = exercise_page(
        attempt, user, submission=row, polls=min(int(polls), 999) + 1 if is_number(polls) else 1
    )
    return _fragment(request, page)


@login_required
@require_POST
def withdraw_submission(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take an answer back that still waits for its verdict; a quicker verdict stands."""
    row = get_object_or_404(Submission.objects.of(person(request)), pk=pk)
    withdraw(row)
    row.refresh_from_db()
    return _answer(request, _with_page(row.attempt_id)[0], row)


@login_required
@require_POST
def hint(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    take_hint(row)
    row.refresh_from_db(fields=["hints_taken"])
    if not _is_htmx(request):
        return redirect(_page_url(row) + "#hints")
    page = exercise_page(row, person(request))
    return render(request, "learning/_hints.html", {"page": page})


@login_required
@require_POST
def give_up_attempt(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    give_up(row)
    return redirect(_page_url(row))


@login_required
@require_POST
def another(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    wait_for_another(row)
    fresh = another_variant(row)
    if row.item_id and fresh.item_id is None:
        messages.info(request, "This variant is for practice: the problem set takes no more tries.")
    return redirect(_page_url(fresh))


@login_required
@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the form; 409 with the other's revision when another device has kept a later one, 410
    when the exam it belongs to is handed in."""
    row = _own(request, pk)
    if row.ended:
        raise Http404
    if not may_write(row):
        return JsonResponse({"error": "The exam is handed in."}, status=410)
    revision = request.POST.get("revision", "0")
    try:
        answers = read_answers(row.variant.body["blanks"], request.POST)
    except TooLong as error:
        return JsonResponse({"error": str(error)}, status=413)
    kept = keep_draft(row, answers, int(revision) if is_number(revision) else 0)
    if kept is None:
        return JsonResponse(_receipt(Draft.objects.get(attempt=row)), status=409)
    return JsonResponse(_receipt(kept))


def _keep(request: HttpRequest, row: Attempt, answers: Answers) -> HttpResponse:
    """In an exam nothing is handed in alone: what stands in the form is kept."""
    draft = Draft.objects.filter(attempt=row).first()
    kept = keep_draft(row, answers, draft.revision if draft else 0)
    words = _("Kept. It is handed in with the whole exam.") if kept else _("Another tab was first.")
    return _answer(request, row, notice=words)


def _receipt(draft: Draft) -> dict[str, object]:
    saved_at = timezone.localtime(draft.saved_at)
    return {"revision": draft.revision, "saved_at": f"{saved_at:%H:%M}"}


def _own(request: HttpRequest, pk: int) -> Attempt:
    """An attempt of the person's, to work on."""
    rows = _at_work(person(request).pk, pk)
    if not rows:
        raise Http404
    return rows[0]


@prepared
def _at_work(learner: int, attempt: int) -> QuerySet[Attempt]:
    return Attempt.objects.with_page().filter(learner=learner, pk=attempt)


@prepared
def _with_page(attempt: int) -> QuerySet[Attempt]:
    return Attempt.objects.with_page().filter(pk=attempt)


@login_required
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """How an answer would be read. Never whether it is right."""
    number = request.GET.get("attempt", "")
    rows = _previewed(person(request).pk, int(number)) if is_number(number) else []
    read = preview_of(rows[0], request.GET.get("blank", ""), request.GET) if rows else None
    if read is None:
        raise Http404
    return render(request, "learning/_read_as.html", {"read": read})


@prepared
def _previewed(learner: int, attempt: int) -> QuerySet[Attempt]:
    return Attempt.objects.filter(learner=learner, pk=attempt).select_related("variant")


def _wanted_submission(request: HttpRequest, row: Attempt) -> Submission | None:
    if not (name := request.GET.get("submission")):
        return None
    try:
        return get_object_or_404(row.submissions.select_related("result", "objection"), pk=name)
    except ValidationError as error:  # no identifier at all
        raise Http404 from error


def _answer(
    request: HttpRequest, row: Attempt, submission: Submission | None = None, notice: str = ""
) -> HttpResponse:
    """After a submission: a fragment for htmx, else back to the page, which shows the same."""
    if not _is_htmx(request):
        if notice:
            messages.warning(request, notice)
        return redirect(_page_url(row))
    for name, value in zip(JUDGED, _judged(row.pk)[0], strict=True):
        setattr(row, name, value)  # the recorder wrote them meanwhile
    if submission is not None:
        submission = _with_verdict(submission.pk)[0]
    page = exercise_page(row, person(request), submission=submission, notice=notice)
    return _fragment(request, page)


@prepared
def _judged(attempt: int) -> QuerySet[Attempt, tuple[Any, ...]]:
    return Attempt.objects.filter(pk=attempt).values_list(*JUDGED)


@prepared
def _with_verdict(submission: uuid.UUID) -> QuerySet[Submission]:
    return Submission.objects.filter(pk=submission).select_related("result", "objection")


def _fragment(request: HttpRequest, page: ExercisePage) -> HttpResponse:
    """The part of the page that a submission changes; all of it once the verdict is there."""
    context = {"page": page, "oob": not page.waiting and not page.notice}
    return render(request, "learning/_submission.html", context)


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _page_url(row: Attempt) -> str:
    url = reverse("exercise", args=[row.exercise.slug])
    return f"{url}?item={row.item_id}" if row.item_id else url


def _past_url(row: Attempt) -> str:
    return reverse("attempt", args=[row.pk])
