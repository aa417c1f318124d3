"""One's own progress: the map, the list, what was done."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from campus.accounts.people import person
from campus.learning.history import accuracy_of, latest_attempts, own_mistakes, totals_of
from campus.learning.mapping.drawing import Mark, draw_map
from campus.learning.mapping.layout import Node, lay_out
from campus.learning.standing import ModuleStanding, SkillStanding, mastered, standing_of


@login_required
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """`?find=` marks skills on the map and lists them, for those without scripts too."""
    user = person(request)
    modules = standing_of(user)
    skills = [skill for module in modules for skill in module.skills]
    words = request.GET.get("find", "")[:60].strip().lower()
    found = [skill for skill in skills if words in f"{skill.name} {skill.purpose}".lower()]
    context = {
        "modules": modules,
        "map": _map(modules, skills, {skill.pk for skill in found} if words else None),
        "find": words,
        "found": found[:20] if words else [],
        "found_in_all": len(found),
        "totals": totals_of(user),
        "mastered": mastered(modules),
        "skills": len(skills),
        "accuracy": accuracy_of(user),
        "mistakes": own_mistakes(user),
        "history": latest_attempts(user),
    }
    return render(request, "progress/progress.html", context)


def _map(modules: list[ModuleStanding], skills: list[SkillStanding], found: set[int] | None) -> str:
    layout = lay_out(tuple(Node(skill.pk, skill.module, skill.before) for skill in skills))
    marks = [
        Mark(
            pk=skill.pk,
            title=skill.name,
            url=skill.url,
            level=skill.level,
            word=skill.level_word,
            due=skill.due,
            untrained=not skill.exercises,
        )
        for skill in skills
    ]
    named = {one.slug: (one.name, reverse("module", args=[one.slug])) for one in modules}
    return draw_map(layout, marks, named, found)
