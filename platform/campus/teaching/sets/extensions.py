"""Extensions and accommodations of a course: one list, one form for one or many people."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from campus.accounts.models import User
from campus.accounts.people import only, person
from campus.courses.extending import extend, take_back
from campus.courses.models import Course, Enrolment, Extension, ProblemSet, Section
from campus.courses.views.frame import frame, taught


class ExtensionForm(forms.ModelForm):  # type: ignore[type-arg]
    """Names or addresses of learners, a line each (the first column of a table will do)."""

    people = forms.CharField(
        label=gettext_lazy("Learners"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("User names or e-mail addresses, one a line; many at once will do."),
    )
    sections = forms.ModelMultipleChoiceField(
        Section.objects.none(), label=gettext_lazy("Sections"), required=False
    )

    class Meta:
        model = Extension
        fields = ("problem_set", "due_at", "closes_at", "extra_time", "tries", "why")
        labels = {"problem_set": gettext_lazy("Set")}
        widgets = {
            name: forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            for name in ("due_at", "closes_at")
        }

    field_order = ("people", "sections", "problem_set")

    def __init__(self, course: Course, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course
        chooser, sections = self.fields["problem_set"], self.fields["sections"]
        assert isinstance(chooser, forms.ModelChoiceField)
        assert isinstance(sections, forms.ModelMultipleChoiceField)
        chooser.queryset = ProblemSet.objects.shared().filter(course=course)
        chooser.empty_label = _("All sets of the course")
        sections.queryset = course.sections.all()

    def clean_people(self) -> list[User]:
        """Learners of this course by what was written; whoever is not one is named."""
        lines = filter(None, map(str.strip, self.cleaned_data["people"].splitlines()))
        names = [re.split(r"[,;\t]", line)[0].strip() for line in lines]
        enrolled = User.objects.filter(
            enrolments__course=self.course, enrolments__role=Enrolment.Role.LEARNER
        )
        known = {
            key.lower(): one
            for one in enrolled.filter(Q(username__in=names) | Q(email__in=names))
            for key in (one.username, one.email)
        }
        if missing := [name for name in names if name.lower() not in known]:
            raise forms.ValidationError(_("Not learners of this course: %s.") % ", ".join(missing))
        return list({known[name.lower()].pk: known[name.lower()] for name in names}.values())

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not given.get("people") and not given.get("sections"):
            self.add_error("people", _("Name a learner or choose a section."))
        if not any(given.get(n) for n in ("due_at", "closes_at", "extra_time", "tries")):
            self.add_error(None, _("Say what is other than for everybody: a date, time or tries."))
        if not given.get("problem_set") and (given.get("due_at") or given.get("closes_at")):
            self.add_error("problem_set", _("Dates belong to one set: choose it."))
        return given

    def _get_validation_exclusions(self) -> set[str]:
        return {field.name for field in Extension._meta.fields}

    def validate_constraints(self) -> None:
        """Whom it is for stands in other fields; `clean` has asked what the constraints ask."""


@only("instructor", "admin")
@require_http_methods(["GET", "HEAD", "POST"])
def extensions(request: HttpRequest, slug: str) -> HttpResponse:
    course = taught(request, slug)
    form = ExtensionForm(course, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        fields = ("due_at", "closes_at", "extra_time", "tries", "why")
        n = extend(
            person(request),
            course,
            given["problem_set"],
            given["people"],
            given["sections"],
            **{name: given[name] for name in fields},
        )
        messages.success(request, ngettext("%d extension given.", "%d extensions given.", n) % n)
        return redirect("extensions", slug)
    rows = course.extensions.select_related("learner", "section", "problem_set")
    context = frame(request, course, form=form, rows=rows)
    status = 400 if form.errors else 200
    return render(request, "teaching/extensions.html", context, status=status)


@only("instructor", "admin")
@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    course = taught(request, slug)
    take_back(person(request), get_object_or_404(course.extensions, pk=pk))
    messages.success(request, _("Taken back: everybody's rules hold again."))
    return redirect("extensions", slug)
