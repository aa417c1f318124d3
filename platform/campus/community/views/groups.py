"""Study groups: one's groups, one group, its meetings."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campus.accounts.people import person
from campus.community.errors import Refused
from campus.community.forms import GroupForm, ShareForm
from campus.community.groups import forming, meeting, week
from campus.community.models import Meeting, Membership, Seat, StudyGroup


@login_required
def groups(request: HttpRequest) -> HttpResponse:
    """One's groups, and a form for a new one."""
    user = person(request)
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            made = forming.form_group(given["name"], given["goal"], user)
            return redirect("group", made.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"groups": StudyGroup.objects.of(user).prefetch_related("memberships"), "form": form}
    return render(request, "community/groups.html", context)


@login_required
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """The group's week, its meetings, its link; one's own membership."""
    row, user = _mine(request, pk), person(request)
    mine = Membership.objects.get(group=row, person=user)
    form = ShareForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("group", pk)
    context = {
        "group": row,
        "weeks": week.week_of(row, user),
        "days": [_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su")],
        "running": meeting.open_meeting(row),
        "past": row.meetings.all()[:10],
        "form": form,
        "link": request.build_absolute_uri(f"/groups/join/{row.secret}/"),
    }
    return render(request, "community/group.html", context)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or goal."""
    row = _mine(request, pk)
    form = GroupForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("group", pk)
    return render(request, "community/group_change.html", {"group": row, "form": form})


@login_required
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind a group's link: who is in it, and a button."""
    row = get_object_or_404(StudyGroup, secret=secret)
    if StudyGroup.objects.of(person(request)).filter(pk=row.pk).exists():
        return redirect("group", row.pk)
    if request.method == "POST":
        try:
            if forming.join(secret, person(request)) is None:
                raise Http404
            return redirect("group", row.pk)
        except Refused as refusal:
            messages.error(request, str(refusal))
    return render(request, "community/group_join.html", {"group": row})


@login_required
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    _mine(request, pk).renew()
    messages.success(request, _("There is a new link; the old one leads nowhere now."))
    return redirect("group", pk)


@login_required
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    forming.leave(row, person(request))
    messages.success(request, _("You have left “%(name)s”.") % {"name": row.name})
    return redirect("groups")


@login_required
@require_POST
def meet(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a shared session, or come to the one that is on."""
    row, user = _mine(request, pk), person(request)
    try:
        begun = meeting.begin_meeting(row, user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("group", pk)
    Seat.objects.get_or_create(meeting=begun, person=user)
    return redirect("meeting", begun.pk)


@login_required
def meeting_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The exercises and how far everybody is; whoever looks without a seat sees the exercises."""
    row, user = _meeting(request, pk), person(request)
    seated = row.seats.filter(person=user).exists()
    columns = meeting.table_of(row, user) if seated else []
    exercises = list(row.exercises.select_related("exercise"))
    lines = [
        (entry, [column.states[place] for column in columns])
        for place, entry in enumerate(exercises)
    ]
    context = {"meeting": row, "columns": columns, "lines": lines, "seated": seated}
    return render(request, "community/meeting.html", context)


@login_required
@require_POST
def go(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """To one's own variant of an exercise of the meeting."""
    row = _meeting(request, pk)
    entry = get_object_or_404(row.exercises.select_related("exercise"), position=position)
    Seat.objects.get_or_create(meeting=row, person=person(request))
    attempt = meeting.attempt_in(row, entry.exercise, person(request))
    if attempt is None:
        return redirect("exercise", entry.exercise.slug)
    return redirect("attempt", attempt.pk)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    row = _meeting(request, pk)
    Meeting.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now())
    return redirect("group", row.group_id)


def _mine(request: HttpRequest, pk: int) -> StudyGroup:
    return get_object_or_404(StudyGroup.objects.of(person(request)), pk=pk)


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    mine = StudyGroup.objects.of(person(request))
    return get_object_or_404(Meeting.objects.filter(group__in=mine).select_related("group"), pk=pk)
