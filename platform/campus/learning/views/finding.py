"""Finding one's way: what to do now, the catalogue, skills and modules, courses."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from campus.accounts.people import person
from campus.catalog.models import Skill
from campus.courses.announcing import shown_to
from campus.courses.models import Course, ProblemSet
from campus.courses.rules import terms_of
from campus.courses.saying import sentences
from campus.courses.views.frame import frame
from campus.learning.catalogue import catalogue_of, choices
from campus.learning.course_pages import course_views, due_first, item_views, set_views
from campus.learning.exams import exam_of
from campus.learning.skill_pages import module_page, practise_url, skill_page
from campus.learning.today import today_of
from campus.learning.views.practising import LENGTHS


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What to do now; for those who are not signed in, what this is."""
    if not request.user.is_authenticated:
        return render(request, "learning/landing.html")
    context = {"home": today_of(person(request)), "lengths": LENGTHS}
    return render(request, "practise/home.html", context)


@login_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    modules = catalogue_of(person(request), request.GET)
    context = {
        "modules": modules,
        "count": sum(len(module.exercises) for module in modules),
        "choices": choices(request.GET),
        "filtered": any(request.GET.values()),
    }
    return render(request, "catalog/catalogue.html", context)


@login_required
@require_safe
def skill(request: HttpRequest, slug: str) -> HttpResponse:
    page = skill_page(person(request), get_object_or_404(Skill, slug=slug))
    context = {"page": page, "practise_url": practise_url(page)}
    return render(request, "progress/skill.html", context)


@login_required
@require_safe
def module(request: HttpRequest, slug: str) -> HttpResponse:
    page = module_page(person(request), slug)
    if page is None:
        raise Http404
    return render(request, "progress/module.html", {"page": page})


@login_required
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    views = course_views(person(request))
    context = {
        "courses": [one for one in views if not one.archived],
        "archived": [one for one in views if one.archived],
        "may_begin": person(request).may_teach,
    }
    return render(request, "courses/courses.html", context)


@login_required
@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """What is announced, what is due for this person, and everything else."""
    user = person(request)
    row = get_object_or_404(Course.objects.visible_to(user), slug=slug)
    sets = ProblemSet.objects.visible_to(user).filter(course=row).select_related("course")
    views = set_views(user, sets)
    learns = row.archived_at is None and not Course.objects.staffed_by(user).filter(pk=row.pk)
    due = due_first(views) if learns else []
    announcements = shown_to(user, row)
    context = frame(
        request,
        row,
        due=due,
        others=[one for one in views if one not in due],
        announcements=announcements,
        news=sum(one.is_new for one in announcements),
        staff=row.enrolments.staff().select_related("person").order_by("since", "pk"),
    )
    return render(request, "courses/course.html", context)


@login_required
@require_safe
def problem_set(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    user = person(request)
    sets = ProblemSet.objects.visible_to(user).select_related("course")
    row = get_object_or_404(sets, course__slug=slug, number=number)
    if row.kind == ProblemSet.Kind.PROJECT and row.sitter_id == user.pk:
        return redirect("project-of-set", row.pk)
    shown = set_views(user, [row])[0]
    learns = not ProblemSet.objects.staffed_by(user).filter(pk=row.pk).exists()
    exam = exam_of(row, user) if shown.exam else None
    hidden = exam is not None and learns and exam.phase in ("soon", "ready", "missed")
    context = {
        "exam": exam,
        "learns": learns,
        "teaches": Course.objects.taught_by(user).filter(pk=row.course_id).exists(),
        "row": row,
        "set": shown,
        "course_url": reverse("course", args=[slug]),
        "instructions_html": mark_safe(linebreaks(row.instructions, autoescape=True)),
        "rules": sentences(exam.terms if exam else terms_of(row, user.pk)),
        "items": [] if hidden else item_views(user, row, keep=learns),
    }
    return render(request, "courses/problem_set.html", context)
