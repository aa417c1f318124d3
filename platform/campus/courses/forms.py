"""What staff fill in: a course, people, ways in, announcements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.courses.models import Announcement, Course, Enrolment, Entrance, Section

Role = Enrolment.Role
MOST_INVITED = 200  # addresses in one go; more come as a list


class CourseForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the checker only
    """A course as it is: its name in addresses stays, for people keep addresses."""

    class Meta:
        model = Course
        fields = ("title", "term", "description")
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}


class NewCourse(CourseForm):
    class Meta(CourseForm.Meta):
        fields = ("title", "slug", "term", "description")  # type: ignore[assignment]
        help_texts = {"slug": _("Small letters, digits and hyphens: linear-algebra-2027")}


class CopyCourse(forms.ModelForm):  # type: ignore[type-arg]
    """A course to be given again; `first_due` moves all its dates by whole days."""

    first_due = forms.DateField(
        label=_("First set due on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("All dates move by as many days; times of the day stay."),
    )

    class Meta:
        model = Course
        fields = ("title", "slug", "term")
        help_texts = {"slug": _("Small letters, digits and hyphens; another than the old one.")}


class SectionForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Section
        fields = ("name",)


class PartForm(forms.Form):
    """A person's part in the course. `roles`: those that whoever fills this in may give."""

    role = forms.ChoiceField(label=_("Role"))
    section = forms.ModelChoiceField(
        Section.objects.none(), label=_("Section"), required=False, empty_label=_("none")
    )

    def __init__(self, *args: Any, course: Course, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = [(role, Role(role).label) for role in roles]
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=given)
        self.fields["section"] = forms.ModelChoiceField(
            course.sections.all(), label=_("Section"), required=False, empty_label=_("none")
        )


class AddPerson(PartForm):
    name = forms.CharField(label=_("User name or e-mail address"), max_length=254)
    field_order = ("name", "role", "section")

    def clean_name(self) -> User:
        name = self.cleaned_data["name"].strip()
        found = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).first()
        if found is None:
            raise forms.ValidationError(
                _("Nobody signs in with this. Invite them by mail instead.")
            )
        return found


class EntranceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A link or a code; both lead learners in."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[c for c in Entrance.Kind.choices if c[0] != "invitation"]
    )

    class Meta:
        model = Entrance
        fields = ("kind", "section", "expires_at", "most")
        widgets = {
            "expires_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
            "most": forms.NumberInput(attrs={"min": 1}),
        }

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.course = course
        self.fields["section"] = forms.ModelChoiceField(
            course.sections.all(), label=_("Section"), required=False, empty_label=_("none")
        )

    def clean_expires_at(self) -> Any:
        until = self.cleaned_data["expires_at"]
        if until is not None and until <= timezone.now():
            raise forms.ValidationError(_("This moment is past."))
        return until


class InviteForm(PartForm):
    emails = forms.CharField(
        label=_("E-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, or separated by commas."),
    )
    field_order = ("emails", "role", "section")

    def clean_emails(self) -> list[str]:
        found = self.cleaned_data["emails"].replace(",", " ").replace(";", " ").split()
        if len(found) > MOST_INVITED:
            raise forms.ValidationError(_("These are many: enrol them by a list."))
        for email in found:
            try:
                validate_email(email)
            except forms.ValidationError as error:
                raise forms.ValidationError(
                    _("“%(email)s” is no e-mail address."), params={"email": email}
                ) from error
        return list(dict.fromkeys(found))


class ListForm(forms.Form):
    """A list of people, as a file or pasted."""

    file = forms.FileField(label=_("File (CSV)"), required=False)
    text = forms.CharField(
        label=_("Or the list itself"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("file") and not str(given.get("text") or "").strip():
            raise forms.ValidationError(_("Choose a file, or paste the list."))
        return given


class AnnouncementForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Announcement
        fields = ("title", "text", "pinned")
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "text": _("Markdown: **bold**, lists, [links](https://…), formulas as $x^2$.")
        }
