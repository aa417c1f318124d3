"""Item statistics of a set, one item with its mistakes, and naming a mistake."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.people import person
from campus.auditing import record
from campus.courses.models import Course, Item, ProblemSet
from campus.courses.views.frame import frame, staffed, taught
from campus.teaching.items.clusters import clusters_of
from campus.teaching.items.drawing import curve, fairness, landscape
from campus.teaching.items.reading import figures_of_set, seeds_of
from campus.teaching.models import Cluster


class NameForm(forms.Form):
    blank = forms.CharField(max_length=60)
    code = forms.CharField(max_length=120)
    name = forms.CharField(max_length=80)
    words = forms.CharField(max_length=500)


@login_required
@require_safe
def items(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    course = staffed(request, slug)
    problem_set = _set(course, number)
    figures, lines = figures_of_set(problem_set)
    context = frame(
        request,
        course,
        set=problem_set,
        figures=figures,
        lines=lines,
        landscape=landscape(figures, lines),
    )
    return render(request, "teaching/items.html", context)


@login_required
@require_safe
def item(request: HttpRequest, slug: str, number: int, position: int) -> HttpResponse:
    course = staffed(request, slug)
    problem_set = _set(course, number)
    row = _item(problem_set, position)
    _figures, lines = figures_of_set(problem_set)
    line = next(one for one in lines if one.item.pk == row.pk)
    seeds = seeds_of(row, line.figures.facility or 0.0)
    context = frame(
        request,
        course,
        set=problem_set,
        line=line,
        curve=curve(line.figures),
        seeds=seeds,
        fairness=fairness(seeds, line.figures.facility or 0.0),
        clusters=clusters_of(row, course),
    )
    return render(request, "teaching/item.html", context)


@login_required
@require_POST
def name_cluster(request: HttpRequest, slug: str, number: int, position: int) -> HttpResponse:
    """Give a mistake its words, or new ones; without words it loses its name."""
    course = taught(request, slug)
    row = _item(_set(course, number), position)
    form = NameForm(request.POST)
    place: dict[str, Any] = {
        "blank": request.POST.get("blank", ""),
        "likeness": request.POST.get("code", ""),
    }
    known = Cluster.objects.filter(course=course, exercise=row.exercise, **place)
    if not request.POST.get("words", "").strip() and known.exists():
        with transaction.atomic():
            record(person(request), "mistake unnamed", known.get(), course=course.pk, **place)
            known.delete()
        messages.success(request, _("Learners no longer see the words."))
    elif form.is_valid():
        said: dict[str, Any] = {
            "name": form.cleaned_data["name"],
            "words": form.cleaned_data["words"],
        }
        with transaction.atomic():
            made, _new = Cluster.objects.update_or_create(
                course=course,
                exercise=row.exercise,
                **place,
                defaults={**said, "by": person(request)},
            )
            record(person(request), "mistake named", made, course=course.pk, **place, **said)
        messages.success(request, _("Everybody who made it, or will, reads your words."))
    else:
        messages.error(request, _("A mistake needs a name and words."))
    return redirect("teaching-item", slug, number, position)


def _set(course: Course, number: int) -> ProblemSet:
    return get_object_or_404(course.sets.select_related("course"), number=number)


def _item(problem_set: ProblemSet, position: int) -> Item:
    items = problem_set.items.select_related("exercise", "problem_set")
    return get_object_or_404(items, position=position)
