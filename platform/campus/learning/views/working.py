"""Working on an exercise: find the row the person may touch, call one function, answer."""

from __future__ import annotations

import uuid
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.models import User
from campus.accounts.people import person
from campus.catalog.models import Exercise
from campus.courses.models import Item, ProblemSet
from campus.courses.pools import fell_to
from campus.learning.answers import Answers, TooLong, read_answers
from campus.learning.attempts import another_variant, give_up, in_exam, take_hint
from campus.learning.drafting import keep_draft
from campus.learning.exams import exam_of, may_write, sits_elsewhere
from campus.learning.exercise_page import ExercisePage
from campus.learning.limits import too_fast
from campus.learning.models import Attempt, Draft, Submission
from campus.learning.models.work import AttemptQuerySet
from campus.learning.opening import attempt_at, wait_for_another
from campus.learning.pages import exercise_page
from campus.learning.previewing import preview as preview_of
from campus.learning.set_rules import Refused, standing_at
from campus.learning.submitting import submit_answer, withdraw
from campus.learning.waiting import wait_for_verdict

#: What a verdict changes of an attempt.
JUDGED: Final = ("tries", "first_score", "best", "ended", "finished_at")


def _attempts() -> AttemptQuerySet:
    """Attempts with all that their page needs, in one query."""
    return Attempt.objects.select_related(
        "exercise", "variant", "item__problem_set__course", "learner"
    )


@login_required
@require_safe
def exercise(request: HttpRequest, slug: str) -> HttpResponse:
    """The learner's attempt at an exercise: the open one, the latest, or a first one.

    `?item=` names the item of a problem set the attempt is to count for.
    """
    user = person(request)
    wanted = _exercise(request, slug)
    item = None
    if number := request.GET.get("item"):
        items = Item.objects.visible_to(user).filter(exercise=wanted)
        items = items.select_related("problem_set__course", "version")
        item = get_object_or_404(items, pk=number if number.isdecimal() else 0)
        if not fell_to(item, user.pk) and not item.problem_set.course.enrolments.staff().filter(
            person=user
        ):
            raise Http404
        if away := _away_from_exam(item, user):
            return redirect(away)
        item = _still_open(request, item, user)
    elif exam := sits_elsewhere(user, wanted.pk):
        messages.info(request, "While you sit an exam, its exercises are not for practice.")
        return redirect("problem-set", exam.course.slug, exam.number)
    found = attempt_at(user, wanted, item)
    if found is None:
        return render(request, "learning/drawing.html", {"exercise": wanted}, status=503)
    attempt = _attempts().get(pk=found.pk)
    return render(request, "learning/exercise.html", {"page": exercise_page(attempt, user)})


@login_required
@require_safe
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """An attempt as it was; also for those who teach the set it belongs to.

    `?submission=` names one of the answers handed in; the latest is shown otherwise.
    """
    user = person(request)
    row = get_object_or_404(_attempts().visible_to(user), pk=pk)
    page = exercise_page(row, user, submission=_wanted_submission(request, row), read_only=True)
    return render(request, "learning/attempt.html", {"page": page})


@login_required
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer; with a little luck its verdict is in this very response."""
    row = get_object_or_404(_attempts().of(person(request)), pk=pk)
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
    attempt = _attempts().get(pk=row.attempt_id)
    if not _is_htmx(request):
        return redirect(_page_url(attempt) if attempt.learner_id == user.pk else _past_url(attempt))
    polls = request.GET.get("n", "0")
    page = exercise_page(
        attempt, user, submission=row, polls=min(int(polls), 999) + 1 if polls.isdecimal() else 1
    )
    return _fragment(request, page)


@login_required
@require_POST
def withdraw_submission(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take an answer back that still waits for its verdict; a quicker verdict stands."""
    row = get_object_or_404(Submission.objects.of(person(request)), pk=pk)
    withdraw(row)
    row.refresh_from_db()
    return _answer(request, _attempts().get(pk=row.attempt_id), row)


@login_required
@require_POST
def hint(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(_attempts().of(person(request)), pk=pk)
    take_hint(row)
    row.refresh_from_db(fields=["hints_taken"])
    if not _is_htmx(request):
        return redirect(_page_url(row) + "#hints")
    page = exercise_page(row, person(request))
    return render(request, "learning/_hints.html", {"page": page})


@login_required
@require_POST
def give_up_attempt(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(_attempts().of(person(request)), pk=pk)
    give_up(row)
    return redirect(_page_url(row))


@login_required
@require_POST
def another(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(_attempts().of(person(request)), pk=pk)
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
    row = get_object_or_404(_attempts().of(person(request)).open(), pk=pk)
    if not may_write(row):
        return JsonResponse({"error": "The exam is handed in."}, status=410)
    revision = request.POST.get("revision", "0")
    try:
        answers = read_answers(row.variant.body["blanks"], request.POST)
    except TooLong as error:
        return JsonResponse({"error": str(error)}, status=413)
    kept = keep_draft(row, answers, int(revision) if revision.isdecimal() else 0)
    if kept is None:
        return JsonResponse(_receipt(Draft.objects.get(attempt=row)), status=409)
    return JsonResponse(_receipt(kept))


def _keep(request: HttpRequest, row: Attempt, answers: Answers) -> HttpResponse:
    """In an exam nothing is handed in alone: what stands in the form is kept."""
    draft = Draft.objects.filter(attempt=row).first()
    kept = keep_draft(row, answers, draft.revision if draft else 0)
    words = _("Kept. It is handed in with the whole exam.") if kept else _("Another tab was first.")
    return _answer(request, row, notice=words)


def _away_from_exam(item: Item, user: User) -> str | None:
    """Where to go instead of an item of an exam that one does not sit; None: it may be seen."""
    rules = item.problem_set
    if rules.kind != ProblemSet.Kind.EXAM or rules.course.enrolments.staff().filter(person=user):
        return None
    if exam_of(rules, user).phase in ("sitting", "handed in", "over"):
        return None
    return reverse("problem-set", args=[rules.course.slug, rules.number])


def _receipt(draft: Draft) -> dict[str, object]:
    saved_at = timezone.localtime(draft.saved_at)
    return {"revision": draft.revision, "saved_at": f"{saved_at:%H:%M}"}


@login_required
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """How an answer would be read. Never whether it is right."""
    number = request.GET.get("attempt", "")
    attempts = Attempt.objects.of(person(request)).select_related("variant")
    row = get_object_or_404(attempts, pk=number if number.isdecimal() else 0)
    read = preview_of(row, request.GET.get("blank", ""), request.GET)
    if read is None:
        raise Http404
    return render(request, "learning/_read_as.html", {"read": read})


def _wanted_submission(request: HttpRequest, row: Attempt) -> Submission | None:
    if not (name := request.GET.get("submission")):
        return None
    try:
        return get_object_or_404(row.submissions.select_related("result", "objection"), pk=name)
    except ValidationError as error:  # no identifier at all
        raise Http404 from error


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


def _answer(
    request: HttpRequest, row: Attempt, submission: Submission | None = None, notice: str = ""
) -> HttpResponse:
    """After a submission: a fragment for htmx, else back to the page, which shows the same."""
    if not _is_htmx(request):
        if notice:
            messages.warning(request, notice)
        return redirect(_page_url(row))
    row.refresh_from_db(fields=JUDGED)  # the recorder wrote them meanwhile
    if submission is not None:
        submission = Submission.objects.select_related("result", "objection").get(pk=submission.pk)
    page = exercise_page(row, person(request), submission=submission, notice=notice)
    return _fragment(request, page)


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
