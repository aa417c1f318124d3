"""The form of a problem set and the table of its exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from campus.catalog.models import Exercise
from campus.courses.models import Item, ProblemSet
from campus.teaching.sets import timeline

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _moment(label: _StrPromise, help_text: _StrPromise) -> forms.DateTimeField:
    """A day and an hour as the browser's own field; UTC unless the site says otherwise."""
    return forms.DateTimeField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class ProblemSetForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the checker only
    opens_at = _moment(_("Opens"), _("Learners see the set from then on; empty: at once."))
    due_at = _moment(_("Due"), _("Empty: never."))

    closes_at = _moment(_("Closes"), _("From then on nothing is taken; empty: never."))
    late_credit = forms.IntegerField(
        label=_("Late answers count, in per cent"),
        min_value=0,
        max_value=100,
        initial=100,
        help_text=_("What an answer after the due date keeps of its marks."),
    )
    tries = forms.IntegerField(
        label=_("Graded tries at each exercise"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("Over all its variants; empty: without limit."),
    )
    try_cost = forms.IntegerField(
        label=_("Each further try costs, in per cent of the marks"),
        min_value=0,
        max_value=100,
        initial=0,
    )

    timeline = forms.CharField(
        label=_("Late credit, step by step"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "A line a step, such as “2 days: 80 %”: what an answer counts until so long after the "
            "due date. After the last step it counts what stands above."
        ),
    )
    hint_cost = forms.IntegerField(
        label=_("Each hint costs, in per cent of the marks"),
        min_value=0,
        max_value=100,
        required=False,
        initial=15,
    )
    minutes = forms.IntegerField(
        label=_("Minutes a learner has in an exam"), min_value=1, max_value=1440, required=False
    )

    class Meta:
        model = ProblemSet
        fields = (
            "kind",
            "title",
            "instructions",
            "opens_at",
            "due_at",
            "closes_at",
            "minutes",
            "late_credit",
            "timeline",
            "tries",
            "try_cost",
            "hint_cost",
            "variants",
            "solutions",
        )
        labels = {
            "kind": _("Kind"),
            "title": _("Title"),
            "instructions": _("Instructions"),
            "variants": _("Variants"),
            "solutions": _("Worked solutions are shown"),
        }
        widgets = {"instructions": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)
        kinds.choices = [(one, one.label) for one in ProblemSet.FOR_ALL]
        if self.is_bound:  # what an older form does not ask stays as it is
            sent = QueryDict(mutable=True)
            sent.update(self.data)
            for name in ("kind", "variants", "solutions"):
                sent.setdefault(self.add_prefix(name), getattr(self.instance, name))
            self.data = sent
        self.fields["timeline"].initial = timeline.written(self.instance.late_steps)

    def clean_timeline(self) -> str:
        text: str = self.cleaned_data["timeline"]
        try:
            self.instance.late_steps = timeline.steps_of(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return text

    def clean_hint_cost(self) -> int:
        given: int | None = self.cleaned_data["hint_cost"]
        return self.instance.hint_cost if given is None else given

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        steps = self.instance.late_steps
        if steps and not given.get("due_at"):
            self.add_error("timeline", _("Late credit needs a due date."))
        if steps and given.get("late_credit", 0) > steps[-1][1]:
            self.add_error(
                "late_credit", _("After the last step an answer cannot count more than in it.")
            )
        if given.get("kind") == ProblemSet.Kind.EXAM:
            for name in ("opens_at", "closes_at", "minutes"):
                if name not in self.errors and not given.get(name):
                    self.add_error(name, _("An exam needs this."))
        return given


class ItemForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Item
        fields = ("exercise", "points")

    pin = forms.BooleanField(required=False, label=_("This version"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        exercise = given.get("exercise")
        if not given.get("pin"):
            self.instance.version = None
        elif exercise and (
            self.instance.version is None or self.instance.version.exercise_id != exercise.pk
        ):
            self.instance.version = exercise.current
        return given

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pin"].initial = self.instance.version_id is not None
        chooser = self.fields["exercise"]
        assert isinstance(chooser, forms.ModelChoiceField)
        # What was chosen once stays choosable, even when it is no longer published.
        known = Exercise.objects.published()
        if self.instance.pk:
            known = known | Exercise.objects.filter(pk=self.instance.exercise_id)
        chooser.queryset = known.distinct()
        chooser.empty_label = _("Choose an exercise")


class ItemTable(BaseInlineFormSet):  # type: ignore[type-arg]
    """The exercises of a set, ordered by the numbers that the instructor wrote before them."""

    with_pools = False  # then there need be no others

    def clean(self) -> None:
        chosen = [
            form.cleaned_data["exercise"]
            for form in self.forms
            if form.is_valid()
            and form.cleaned_data.get("exercise")
            and not form.cleaned_data.get("DELETE")
        ]
        twice = sorted({str(exercise) for exercise in chosen if chosen.count(exercise) > 1})
        if twice:
            raise ValidationError(f"Chosen more than once: {', '.join(twice)}.")
        if not chosen and not self.with_pools:
            raise ValidationError("Choose at least one exercise.")
        super().clean()


Items = inlineformset_factory(
    ProblemSet,
    Item,
    form=ItemForm,
    formset=ItemTable,
    fields=("exercise", "points"),
    extra=3,
    can_delete=True,
    can_order=True,
    max_num=60,
)
