"""Saving a problem set: the only writer of sets and their items."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.forms import BaseInlineFormSet, ModelForm

from campus.courses.models import Course, Item, ProblemSet
from campus.teaching.forms import ProblemSetForm


def next_number(course: Course) -> int:
    """The number that the course's next set gets, from 1."""
    last: int | None = course.sets.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def save_set(
    course: Course, form: ProblemSetForm, items: BaseInlineFormSet[Any, Any, Any]
) -> ProblemSet:
    """Save a checked form and its items, in the instructor's order; all of it or nothing.

    A new set takes its number under a lock on the course, so that two instructors who save at
    the same moment get two sets.
    """
    with transaction.atomic():
        Course.objects.select_for_update().get(pk=course.pk)
        problem_set: ProblemSet = form.save(commit=False)
        problem_set.course = course
        if problem_set.pk is None:
            problem_set.number = next_number(course)
        problem_set.save()
        items.instance = problem_set
        items.save(commit=False)
        for removed in items.deleted_objects:
            removed.delete()
        for position, item in enumerate(_in_order(items), start=1):
            item.problem_set = problem_set
            item.position = position
            item.save()
    return problem_set


def _in_order(items: BaseInlineFormSet[Any, Any, Any]) -> list[Item]:
    """What is left of the table, by the numbers written before the rows; the rest in the end."""

    def place(numbered: tuple[int, ModelForm[Any]]) -> tuple[float, int]:
        row, form = numbered
        wished = form.cleaned_data.get("ORDER")
        return (float("inf") if wished is None else float(wished), row)

    rows = [
        (row, form)
        for row, form in enumerate(items.forms)
        if form.cleaned_data.get("exercise") and not form.cleaned_data.get("DELETE")
    ]
    return [form.instance for _, form in sorted(rows, key=place)]
