"""The pages of the gradebook. Staff read; those who teach the course change."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from campus.accounts.people import person
from campus.auditing import record
from campus.courses.views.frame import frame, staffed, taught
from campus.teaching.gradebook.book import book_of, columns_of, learners_of
from campus.teaching.gradebook.cells import shown_lines
from campus.teaching.gradebook.forms import SchemeForm, SheetForm
from campus.teaching.gradebook.reading_in import apply, plan_of
from campus.teaching.gradebook.sheet import gradebook_csv
from campus.teaching.models import Scheme, Weight

A_PAGE = 50  # learners


@login_required
@require_safe
def gradebook(request: HttpRequest, slug: str) -> HttpResponse:
    course = staffed(request, slug)
    section, find = request.GET.get("section", ""), request.GET.get("find", "")[:60].strip()
    pages = Paginator(learners_of(course, section, find), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    book = book_of(course, list(page.object_list))
    context = frame(
        request,
        course,
        book=book,
        lines=shown_lines(book),
        means=book.means(),
        mean=book.mean(),
        page=page,
        sections=course.sections.all(),
        query={"section": section, "find": find},
    )
    return render(request, "teaching/gradebook.html", context)


@login_required
@require_safe
def gradebook_as_csv(request: HttpRequest, slug: str) -> HttpResponse:
    course = taught(request, slug)
    section = request.GET.get("section", "")
    book = book_of(course, list(learners_of(course, section)))
    with transaction.atomic():
        record(
            person(request),
            "gradebook exported",
            course,
            course=course.pk,
            learners=len(book.lines),
        )
    return HttpResponse(
        gradebook_csv(book),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}-gradebook.csv"'},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gradebook_from_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet is shown as what it changes; a second form with the same text applies it."""
    course = taught(request, slug)
    form = SheetForm(request.POST or None, request.FILES or None)
    plan = None
    if form.is_valid():
        sent = form.cleaned_data["sheet"]
        text = form.cleaned_data["text"]
        if sent is not None:
            text = sent.read().decode("utf-8-sig", "replace")
        plan = plan_of(course, text)
        if "apply" in request.POST and not plan.faults:
            n = apply(course, plan, form.cleaned_data["reason"], person(request))
            words = ngettext("%(n)d mark is set.", "%(n)d marks are set.", n)
            messages.success(request, words % {"n": n})
            return redirect("gradebook", slug)
        form = SheetForm(initial={"text": text, "reason": form.cleaned_data["reason"]})
    context = frame(request, course, form=form, plan=plan)
    return render(request, "teaching/gradebook_import.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def scheme(request: HttpRequest, slug: str) -> HttpResponse:
    course = taught(request, slug)
    before = Scheme.objects.filter(course=course).first()
    columns = columns_of(course)
    form = SchemeForm(
        request.POST or None,
        columns=columns,
        initial={"drop_lowest": before.drop_lowest if before else 0},
    )
    if form.is_valid():
        with transaction.atomic():
            drop = form.cleaned_data["drop_lowest"]
            Scheme.objects.update_or_create(course=course, defaults={"drop_lowest": drop})
            weights = form.weights()
            for pk, weight in weights.items():
                Weight.objects.update_or_create(problem_set_id=pk, defaults={"weight": weight})
            record(
                person(request),
                "weights changed",
                course,
                course=course.pk,
                drop_lowest=drop,
                weights={str(pk): weight for pk, weight in weights.items()},
            )
        messages.success(request, _("The totals are worked out anew."))
        return redirect("gradebook", slug)
    weights_form = [form[f"weight-{one.pk}"] for one in columns]
    context = frame(request, course, form=form, weights=weights_form)
    return render(request, "teaching/gradebook_scheme.html", context)
