"""The form of a problem set and the table of its exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.utils.translation import gettext_lazy as _

from campus.catalog.models import Exercise
from campus.courses.models import Item, ProblemSet

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

    class Meta:
        model = ProblemSet
        fields = (
            "title",
            "instructions",
            "opens_at",
            "due_at",
            "closes_at",
            "late_credit",
            "tries",
            "try_cost",
        )
        labels = {"title": _("Title"), "instructions": _("Instructions")}
        widgets = {"instructions": forms.Textarea(attrs={"rows": 4})}


class ItemForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Item
        fields = ("exercise", "points")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
        if not chosen:
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
