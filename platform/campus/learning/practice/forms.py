"""What a person wishes of their practice."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from campus.learning.models import PracticePlan

#: What clocks are set by; the rest of the names are aliases and fixed offsets.
REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def _zones() -> list[tuple[str, str]]:
    names = sorted(name for name in available_timezones() if name.split("/")[0] in REGIONS)
    site = (_("the site's (%(zone)s)") % {"zone": settings.TIME_ZONE},)
    return [("", str(site[0])), *((name, name.replace("_", " ")) for name in names)]


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the checker only
    goal = forms.IntegerField(
        label=_("Exercises a day"),
        min_value=1,
        max_value=20,
        help_text=_("Your goal. Three a day is a good start."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=_zones,
        widget=forms.Select(attrs={"translate": "no"}),  # names of places
        help_text=_("Your days begin at midnight there."),
    )
    remind = forms.BooleanField(
        label=_("Remind me by e-mail on days without practice"), required=False
    )
    hour = forms.TypedChoiceField(
        label=_("Not before"),
        coerce=int,
        choices=[(hour, f"{hour}:00") for hour in range(24)],
    )

    class Meta:
        model = PracticePlan
        fields = ("goal", "time_zone", "remind", "hour")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("remind") and not self.instance.learner.email:
            self.add_error("remind", _("Your account has no e-mail address yet."))
        return data
