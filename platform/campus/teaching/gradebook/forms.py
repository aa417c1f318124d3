"""What an instructor writes into the gradebook."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.teaching.gradebook.totals import Column


class OverrideForm(forms.Form):
    problem_set = forms.TypedChoiceField(label=_("Problem set"), coerce=int)
    mark = forms.FloatField(
        label=_("Mark, in per cent"),
        min_value=0,
        max_value=200,
        required=False,
        help_text=_("Empty: the mark that was earned counts again."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Kept with the mark; staff see it.")
    )

    def __init__(self, *args: object, columns: tuple[Column, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as forms take them
        chooser = self.fields["problem_set"]
        assert isinstance(chooser, forms.TypedChoiceField)
        chooser.choices = [(one.pk, f"{one.number}. {one.title}") for one in columns]


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the staff; the learner never sees it."),
    )


class SheetForm(forms.Form):
    sheet = forms.FileField(label=_("CSV file"), required=False)
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class SchemeForm(forms.Form):
    """How many sets are dropped, and a weight for each set."""

    drop_lowest = forms.IntegerField(
        label=_("Lowest sets dropped for each learner"), min_value=0, max_value=20
    )

    def __init__(self, *args: object, columns: tuple[Column, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for one in columns:
            self.fields[f"weight-{one.pk}"] = forms.FloatField(
                label=f"{one.number}. {one.title}",
                min_value=0,
                max_value=1000,
                initial=one.weight,
                widget=forms.NumberInput(attrs={"step": "any"}),
            )

    def weights(self) -> dict[int, float]:
        named = ((name.partition("-"), value) for name, value in self.cleaned_data.items())
        return {int(pk): value for (word, _dash, pk), value in named if word == "weight"}
