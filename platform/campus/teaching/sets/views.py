"""A set as one learner sees it, and new rules tried on past answers. Neither writes anything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.models import User
from campus.accounts.people import only, person
from campus.courses.models import Enrolment, Item, ProblemSet
from campus.courses.rules import terms_of
from campus.courses.saying import sentences
from campus.learning.course_pages import item_views, set_views
from campus.teaching.forms import Items, ProblemSetForm
from campus.teaching.sets.pools import Pools
from campus.teaching.sets.simulating import simulate as changes_of


@only("instructor", "admin")
@require_safe
def preview(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    row = _set(request, slug, number)
    learners = list(
        User.objects.filter(
            enrolments__course=row.course, enrolments__role=Enrolment.Role.LEARNER
        ).order_by("display_name", "pk")
    )
    wanted = request.GET.get("learner", "")
    learner = next((one for one in learners if str(one.pk) == wanted), None)
    learner = learner or next(iter(learners), None)
    context: dict[str, object] = {"course": row.course, "set": row, "learners": learners}
    if learner is not None:
        terms = terms_of(row, learner.pk)
        context |= {
            "learner": learner,
            "shown": set_views(learner, [row])[0],
            "rules": sentences(terms),
            "minutes": terms.minutes,
            "items": item_views(learner, row, keep=False),
        }
    return render(request, "teaching/set_preview.html", context)


@only("instructor", "admin")
@require_POST
def simulate(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The rules of the form that was sent, beside those that stand; the form again if it has
    faults."""
    row = _set(request, slug, number)
    form = ProblemSetForm(request.POST, instance=_set(request, slug, number))
    page: dict[str, object] = {"course": row.course, "set": row}
    if not form.is_valid():
        fixed = Item.objects.filter(pool=None)
        tables = {
            "item_forms": Items(instance=row, prefix="items", queryset=fixed),
            "pool_forms": Pools(instance=row, prefix="pools"),
        }
        return render(
            request, "teaching/set_edit.html", {**page, **tables, "form": form}, status=400
        )
    every = changes_of(row, form.instance)
    changed = [one for one in every if abs(one.difference) > 1e-9]
    gain = sum(one.difference > 0 for one in changed)
    page |= {
        "changes": changed,
        "gain": gain,
        "lose": len(changed) - gain,
        "same": len(every) - len(changed),
    }
    return render(request, "teaching/set_simulate.html", page)


def _set(request: HttpRequest, slug: str, number: int) -> ProblemSet:
    sets = ProblemSet.objects.taught_by(person(request)).select_related("course")
    return get_object_or_404(sets, course__slug=slug, number=number)
