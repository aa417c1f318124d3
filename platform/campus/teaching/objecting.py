"""The staff queue of verdicts that learners say are wrong, each with its whole case."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campus.accounts.people import only, person
from campus.learning.judgements import VerdictView, verdict_view
from campus.learning.models import Objection

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Judged:
    """One blank of a case: what was typed, the key, and what the grader said."""

    label: str
    typed: str
    key: str
    verdict: VerdictView


@dataclass(frozen=True, slots=True)
class Case:
    objection: Objection
    blanks: list[Judged]


class AnswerForm(forms.Form):
    """What the staff say to the learner."""

    state = forms.ChoiceField(
        choices=[(Objection.State.UPHELD, ""), (Objection.State.DECLINED, "")]
    )
    words = forms.CharField(max_length=500, required=False)


@only("instructor", "admin")
def objections(request: HttpRequest) -> HttpResponse:
    found = _visible(request)
    page = {
        "open": [_case(row) for row in found.filter(state=Objection.State.OPEN)[:SHOWN]],
        "answered": found.exclude(state=Objection.State.OPEN).order_by("-answered_at")[:20],
    }
    return render(request, "teaching/objections.html", page)


@only("instructor", "admin")
@require_POST
def answer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    row = get_object_or_404(_visible(request), pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        row.state, row.words = form.cleaned_data["state"], form.cleaned_data["words"]
        row.answered_at, row.answered_by = timezone.now(), person(request)
        row.save()
        messages.success(request, _("The learner sees your answer beside the verdict."))
    return redirect("objections")


def _visible(request: HttpRequest) -> QuerySet[Objection]:
    rows = Objection.objects.visible_to(person(request)).order_by("raised_at")
    return rows.select_related(
        "submission__result",
        "submission__attempt__variant",
        "submission__attempt__exercise",
        "submission__attempt__learner",
        "submission__attempt__item__problem_set__course",
    )


def _case(row: Objection) -> Case:
    return Case(row, list(_judged(row)))


def _judged(row: Objection) -> Iterator[Judged]:
    """The blanks that were not right: nobody objects to the others."""
    body = row.submission.attempt.variant.body
    labels = {blank["name"]: blank.get("label") or blank["name"] for blank in body["blanks"]}
    keys = {blank["name"]: blank for blank in body["grading"]["blanks"]}
    for name, verdict in row.submission.result.report["verdicts"].items():
        if verdict["outcome"] == "right" or name not in keys:
            continue
        typed = row.submission.answers.get(name, {}).get("text", "")
        words = body["mistake_words"].get(name, {})
        yield Judged(
            label=labels[name],
            typed=typed,
            key=str(keys[name]["key"].get("value", "")),
            verdict=verdict_view(verdict, float(keys[name]["marks"]), typed, words),
        )
