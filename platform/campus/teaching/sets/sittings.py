"""Who sits an exam, until when, and giving minutes back that a fault of ours has cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from campus.accounts.people import only, person
from campus.courses.models import ProblemSet
from campus.courses.rules import closed_for_everybody, terms_by_learner
from campus.courses.views.frame import frame, taught
from campus.learning.exams import ends_at, give_back
from campus.learning.models import Sitting
from campus.learning.set_rules import Refused


class SittingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the checker
    def label_from_instance(self, obj: Sitting) -> str:
        return str(obj.learner)


class MinutesForm(forms.Form):
    sitting = SittingField(
        Sitting.objects.none(),
        label=gettext_lazy("Learner"),
        required=False,
        empty_label=gettext_lazy("everybody who has not handed in"),
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=600)
    why = forms.CharField(label=gettext_lazy("Reason, for staff"), max_length=200)
    reopen = forms.BooleanField(
        label=gettext_lazy("Open it again if this learner has handed in"), required=False
    )

    def __init__(self, *args: Any, sittings: QuerySet[Sitting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["sitting"]
        assert isinstance(chooser, SittingField)
        chooser.queryset = sittings
        chooser.widget.attrs["translate"] = "no"


@only("instructor", "admin")
@require_http_methods(["GET", "HEAD", "POST"])
def sittings(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    course = taught(request, slug)
    exams = course.sets.shared().filter(kind=ProblemSet.Kind.EXAM).select_related("course")
    exam = get_object_or_404(exams, number=number)
    rows = exam.sittings.select_related("learner", "problem_set__course").annotate(
        written=Count(
            "learner__attempts",
            filter=Q(
                learner__attempts__item__problem_set=exam,
                learner__attempts__draft__revision__gt=0,
            ),
        )
    )
    rows = rows.order_by("learner__display_name", "pk")
    form = MinutesForm(request.POST or None, sittings=rows)
    if request.method == "POST" and form.is_valid():
        _give(request, list(rows), form.cleaned_data)
        return redirect("teaching-sittings", slug, number)
    context = frame(
        request,
        course,
        set=exam,
        rows=_with_ends(exam, list(rows)),
        form=form,
        judged_at=closed_for_everybody(exam),
        learners=course.enrolments.learners().count(),
    )
    return render(request, "teaching/sittings.html", context, status=400 if form.errors else 200)


def _give(request: HttpRequest, rows: Sequence[Sitting], given: dict[str, Any]) -> None:
    """To one, or to all who sit; whoever it cannot help is named."""
    one: Sitting | None = given["sitting"]
    chosen = [one] if one else [row for row in rows if row.handed_in_at is None or row.by_server]
    done = 0
    for row in chosen:
        try:
            give_back(
                row,
                given["minutes"],
                person(request),
                given["why"],
                reopen=one is not None and given["reopen"],
            )
            done += 1
        except Refused as refused:
            messages.warning(request, f"{row.learner}: {refused}")
    words = ngettext("%d learner has more time.", "%d learners have more time.", done)
    if done:
        messages.success(request, words % done)
    elif not chosen:
        messages.warning(request, _("Nobody sits this exam now."))


def _with_ends(exam: ProblemSet, rows: Sequence[Sitting]) -> list[dict[str, object]]:
    """Each with the moment at which its time is up, extensions included."""
    terms = terms_by_learner(exam, [row.learner_id for row in rows])
    return [
        {
            "sitting": row,
            "ends_at": ends_at(terms[row.learner_id], row.begun_at),
            "minutes": terms[row.learner_id].minutes,
        }
        for row in rows
    ]
