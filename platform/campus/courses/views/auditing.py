"""The audit log: of the whole site for administrators, of a course for its owner."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from campus.accounts.people import only, person
from campus.auditing import record
from campus.auditing.models import Entry, EntryQuerySet
from campus.auditing.reading import Asked, acts, json_lines, lines, page_of
from campus.courses.models import Course
from campus.courses.views.frame import frame, owned


@only("admin")
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Of the whole site; `course` in the address narrows it to one."""
    courses = Course.objects.order_by("title", "term")
    asked = Asked(request.GET, acts())
    entries = asked.applied_to(_of_course(Entry.objects.all(), request.GET.get("course", "")))
    context = _context(request, asked, entries, reverse("audit-csv"), reverse("audit-jsonl"))
    return render(request, "courses/audit.html", {**context, "courses": courses})


@login_required
@require_safe
def course_audit(request: HttpRequest, slug: str) -> HttpResponse:
    course = owned(request, slug)
    entries, asked = _course_entries(request, course)
    files = [reverse(name, args=[slug]) for name in ("course-audit-csv", "course-audit-jsonl")]
    context = _context(request, asked, entries, *files)
    return render(request, "courses/course_audit.html", frame(request, course, **context))


@only("admin")
@require_safe
def audit_file(request: HttpRequest) -> HttpResponseBase:
    asked = Asked(request.GET, acts())
    entries = asked.applied_to(_of_course(Entry.objects.all(), request.GET.get("course", "")))
    record(person(request), "audit log exported", "the whole site")
    return _file(request, entries, "audit-log")


@login_required
@require_safe
def course_audit_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    course = owned(request, slug)
    entries, _ = _course_entries(request, course)
    record(person(request), "audit log exported", course, course.pk)
    return _file(request, entries, f"audit-log-{slug}")


def _course_entries(request: HttpRequest, course: Course) -> tuple[EntryQuerySet, Asked]:
    entries = Entry.objects.filter(course=course.pk)
    known = sorted(set(entries.order_by().values_list("act", flat=True).distinct()))
    asked = Asked(request.GET, known)
    return asked.applied_to(entries), asked


def _of_course(entries: EntryQuerySet, slug: str) -> EntryQuerySet:
    """Narrowed to a course, if one is named."""
    if not slug:
        return entries
    return entries.filter(course__in=Course.objects.filter(slug=slug).values("pk"))


def _context(
    request: HttpRequest, asked: Asked, entries: EntryQuerySet, csv_url: str, jsonl_url: str
) -> dict[str, object]:
    page = page_of(entries, request.GET.get("before", ""))
    filters = request.GET.copy()
    filters.pop("before", None)
    return {
        "asked": asked,
        "page": page,
        "titles": titles(),
        "filters": filters.urlencode(),
        "csv_url": csv_url,
        "jsonl_url": jsonl_url,
        "query": request.GET,
    }


def titles() -> Mapping[int, str]:
    """What each course is called."""
    return {
        pk: " ".join(filter(None, (title, term)))
        for pk, title, term in Course.objects.values_list("pk", "title", "term")
    }


def _file(request: HttpRequest, entries: EntryQuerySet, name: str) -> StreamingHttpResponse:
    """As CSV, or as JSON lines if the address says so."""
    as_json = request.path.endswith(".jsonl")
    return StreamingHttpResponse(
        json_lines(entries) if as_json else lines(entries, titles()),
        content_type=f"{'application/jsonl' if as_json else 'text/csv'}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{"jsonl" if as_json else "csv"}"'
        },
    )
