"""The pools of a set: their form, and keeping the list of each as items of the set."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Count, Max
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus.catalog.models import Exercise
from campus.courses.models import Item, Pool, ProblemSet


class PoolForm(forms.ModelForm):  # type: ignore[type-arg]
    names = forms.CharField(
        label=gettext_lazy("Exercises, by their names in addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = Pool
        fields = ("title", "take", "points", "names", "skill", "level_from", "level_to")
        labels = {
            "title": gettext_lazy("Name of the pool"),
            "points": gettext_lazy("Points of each exercise"),
            "level_from": gettext_lazy("From difficulty"),
            "level_to": gettext_lazy("To difficulty"),
            "take": gettext_lazy("Each learner gets so many"),
            "skill": gettext_lazy("Or all of this skill"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["skill"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.empty_label = _("No: the exercises named above")
        chooser.widget.attrs["translate"] = "no"  # names of skills, as everywhere
        if self.instance.pk and self.instance.skill_id is None:
            own = self.instance.items.values_list("exercise__slug", flat=True)
            self.fields["names"].initial = " ".join(own)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        published = Exercise.objects.published()
        if skill := given.get("skill"):
            levels = (given.get("level_from") or 1, given.get("level_to") or 5)
            chosen = published.filter(skills=skill, level__range=levels)
        else:
            slugs = [one for one in re.split(r"[\s,;]+", given.get("names") or "") if one]
            chosen = published.filter(slug__in=slugs)
            if missing := sorted(set(slugs) - set(chosen.values_list("slug", flat=True))):
                self.add_error("names", _("No exercise is called %s.") % ", ".join(missing))
        self.exercises = list(chosen.distinct().order_by("level", "slug")[:60])
        if len(self.exercises) < (given.get("take") or 1):
            self.add_error("take", _("The list has only %d exercises.") % len(self.exercises))
        return given


Pools = inlineformset_factory(ProblemSet, Pool, form=PoolForm, extra=1, can_delete=True, max_num=20)


def save_pools(problem_set: ProblemSet, forms_: BaseInlineFormSet[Any, Any, Any]) -> None:
    """Items of a pool come after the fixed ones. What somebody has worked on stays in its pool."""
    forms_.instance = problem_set
    forms_.save()
    place = problem_set.items.filter(pool=None).aggregate(last=Max("position"))["last"] or 0
    taken = set(problem_set.items.filter(pool=None).values_list("exercise", flat=True))
    for form in forms_.forms:
        if not form.instance.pk or not form.cleaned_data or form.cleaned_data.get("DELETE"):
            continue
        pool: Pool = form.instance
        wanted = {one.pk for one in form.exercises} - taken
        old = pool.items.annotate(work=Count("attempts"))
        old.exclude(exercise__in=wanted).filter(work=0).delete()
        kept = set(pool.items.values_list("exercise", flat=True))
        for exercise in form.exercises:
            if exercise.pk in wanted - kept:
                Item.objects.create(
                    problem_set=problem_set, exercise=exercise, pool=pool, position=0
                )
        for item in pool.items.order_by("pk"):
            place += 1
            pool.items.filter(pk=item.pk).update(points=pool.points, position=place)
        taken |= wanted
