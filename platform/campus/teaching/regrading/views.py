"""Regrades of a course: begun, watched, compared, applied, rolled back."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus.accounts.people import person
from campus.catalog.models import Exercise, ExerciseVersion
from campus.courses.models import Course
from campus.courses.views.frame import frame, taught
from campus.teaching.models import Regrade
from campus.teaching.regrading.applying import NotNow, apply, drop, roll_back
from campus.teaching.regrading.beginning import begin
from campus.teaching.regrading.comparing import by_learner, changed, progress_of, totals_of

SHOWN = 200  # answers with a difference
LATE = gettext_lazy("Somebody was faster: look at it again.")


class VersionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the checker only
    def label_from_instance(self, obj: ExerciseVersion) -> str:
        named = {"n": obj.number, "day": f"{obj.published_at:%Y-%m-%d}"}
        return _("version %(n)d, published %(day)s") % named


class BeginForm(forms.Form):
    version = VersionField(
        queryset=ExerciseVersion.objects.none(),
        label=gettext_lazy("Judge by the keys of"),
        empty_label=None,
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)

    def __init__(self, *args: object, course: Course, slug: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as forms take them
        versions = ExerciseVersion.objects.filter(
            exercise__in=exercises_of(course).filter(slug=slug)
        )
        chooser = self.fields["version"]
        assert isinstance(chooser, VersionField)
        chooser.queryset = versions.order_by("-number")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def regrades(request: HttpRequest, slug: str) -> HttpResponse:
    """Those there were, and beginning one: first the exercise (`?exercise=`), then its version."""
    course = taught(request, slug)
    wanted = request.GET.get("exercise", "")
    form = BeginForm(request.POST or None, course=course, slug=wanted) if wanted else None
    if form is not None and form.is_valid():
        made = begin(
            course, form.cleaned_data["version"], form.cleaned_data["reason"], person(request)
        )
        return redirect("regrade", slug, made.pk)
    rows = Regrade.objects.filter(course=course).select_related("exercise", "version", "by")
    context = frame(
        request,
        course,
        rows=rows.annotate(answers=Count("changes")).order_by("-pk"),  # grouping forgets it
        form=form,
        wanted=wanted,
        exercises=exercises_of(course).order_by("title").values_list("slug", "title"),
    )
    return render(request, "teaching/regrades.html", context)


@login_required
@require_safe
def regrade(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    course = taught(request, slug)
    row = _regrade(course, pk)
    rows = changed(row).select_related(
        "submission__attempt__learner", "submission__attempt__item__problem_set"
    )
    done, of = progress_of(row)
    context = frame(
        request,
        course,
        row=row,
        totals=totals_of(row),
        learners=by_learner(row),
        changes=rows.order_by("submission__attempt__learner__display_name", "pk")[:SHOWN],
        troubles=row.changes.exclude(trouble="").values("trouble").annotate(n=Count("pk")),
        done=done,
        of=of,
        policies=Regrade.Policy.choices,
        moved=row.attempts.count(),
    )
    return render(request, "teaching/regrade.html", context)


@login_required
@require_POST
def apply_regrade(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    policy = request.POST.get("policy", "")
    if policy not in Regrade.Policy.values:
        policy = Regrade.Policy.NEVER_LOWER

    def act(row: Regrade) -> str:
        n = apply(row, policy, person(request))
        words = ngettext(
            "%(n)d answer has its new verdict; its learner is told.",
            "%(n)d answers have their new verdicts; their learners are told.",
            n,
        )
        return words % {"n": n}

    return _do(request, slug, pk, act)


@login_required
@require_POST
def roll_back_regrade(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    def act(row: Regrade) -> str:
        roll_back(row, person(request))
        return _("Everything is as it was before; the learners are told.")

    return _do(request, slug, pk, act)


@login_required
@require_POST
def drop_regrade(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    def act(row: Regrade) -> str:
        drop(row)
        return _("The regrade is dropped; nothing was changed.")

    return _do(request, slug, pk, act)


def _do(request: HttpRequest, slug: str, pk: int, act: Callable[[Regrade], str]) -> HttpResponse:
    row = _regrade(taught(request, slug), pk)
    try:
        messages.success(request, act(row))
    except NotNow:
        messages.error(request, str(LATE))
    return redirect("regrade", slug, pk)


def _regrade(course: Course, pk: int) -> Regrade:
    rows = Regrade.objects.filter(course=course).select_related("exercise", "version", "by")
    return get_object_or_404(rows, pk=pk)


def exercises_of(course: Course) -> QuerySet[Exercise]:
    """Those that stand in a set of the course."""
    return Exercise.objects.filter(items__problem_set__course=course).distinct()
