"""The pages of instructors. What they do not teach does not exist for them: 404."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.accounts.people import only, person
from campus.auditing import record
from campus.courses.models import Course, Item, ProblemSet
from campus.teaching.csv_out import results_csv
from campus.teaching.editing import save_set
from campus.teaching.forms import Items, ProblemSetForm
from campus.teaching.reading import courses_of, results_of
from campus.teaching.sets.pools import Pools, save_pools

A_PAGE = 50  # learners


@only("instructor", "admin")
def teaching(request: HttpRequest) -> HttpResponse:
    return render(request, "teaching/teaching.html", {"courses": courses_of(person(request))})


@only("instructor", "admin")
def new_set(request: HttpRequest, slug: str) -> HttpResponse:
    course = get_object_or_404(Course.objects.taught_by(person(request)), slug=slug)
    return _edit(request, course, ProblemSet(course=course))


@only("instructor", "admin")
def edit_set(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    problem_set = _set(request, slug, number)
    return _edit(request, problem_set.course, problem_set)


@only("instructor", "admin")
def results(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    problem_set = _set(request, slug, number)
    found = results_of(problem_set)
    shown = Paginator(found.rows, A_PAGE).get_page(request.GET.get("page"))
    page = {
        "set": problem_set,
        "items": found.items,
        "rows": shown.object_list,
        "page": shown,
        "averages": found.averages,
        "out_of": found.out_of,
        "csv_url": reverse("teaching-results-csv", args=[slug, number]),
    }
    return render(request, "teaching/set_results.html", page)


@only("instructor", "admin")
def results_as_csv(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    row = _set(request, slug, number)
    sheet = results_csv(results_of(row))
    record(person(request), "results exported", row, row.course_id)
    name = f"{slug}-{number}.csv"
    return HttpResponse(
        sheet,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _set(request: HttpRequest, slug: str, number: int) -> ProblemSet:
    sets = ProblemSet.objects.taught_by(person(request)).select_related("course")
    return get_object_or_404(sets, course__slug=slug, number=number)


def _edit(request: HttpRequest, course: Course, problem_set: ProblemSet) -> HttpResponse:
    form = ProblemSetForm(request.POST or None, instance=problem_set)
    fixed = Item.objects.filter(pool=None)
    items = Items(request.POST or None, instance=problem_set, prefix="items", queryset=fixed)
    # An older form has no pools: then they stay as they are.
    sent = request.POST if "pools-TOTAL_FORMS" in request.POST else None
    pools = Pools(sent, instance=problem_set, prefix="pools")
    items.with_pools = any(  # type: ignore[attr-defined]  # of ItemTable
        name.startswith("pools-") and name.endswith("-title") and value
        for name, value in request.POST.items()
    )
    # All are asked, so that the instructor sees every fault at once.
    valid = [form.is_valid(), items.is_valid(), sent is None or pools.is_valid()]
    if request.method == "POST" and all(valid):
        with transaction.atomic():
            saved = save_set(course, form, items)
            if sent is not None:
                save_pools(saved, pools)
            # Who moved the hours of an exam must be answerable; every rule of a set is kept alike.
            rules = {name: form.cleaned_data[name] for name in form.changed_data}
            record(person(request), "set changed", saved, course.pk, rules=rules)
        messages.success(request, _("“%(title)s” is saved.") % {"title": saved.title})
        return redirect("teaching-set", course.slug, saved.number)
    page = {
        "form": form,
        "item_forms": items,
        "pool_forms": pools,
        "course": course,
        "set": problem_set,
    }
    return render(request, "teaching/set_edit.html", page)
