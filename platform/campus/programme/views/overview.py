"""Where one stands on the way to the certificate, and which track one follows."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus.accounts.people import person
from campus.learning.models import PracticePlan
from campus.learning.practice.habits import plan_of
from campus.programme.certifying.issuing import earned
from campus.programme.exam_page import lines_of
from campus.programme.following import on_tracks
from campus.programme.models import Placement


@login_required
@require_safe
def certificate(request: HttpRequest) -> HttpResponse:
    """The way: one's track with its modules, and the placement."""
    user = person(request)
    standing, track = on_tracks(user, timezone.now()), plan_of(user).track
    mine = standing.get(track)
    *lines, final = lines_of(user, track) if mine else [None]
    by_module = {line.subject: line for line in lines if line}
    context = {
        "mine": mine,
        "modules": [(one, by_module.get(one.id)) for one in mine.modules] if mine else [],
        "final": final,
        "earned": earned(user),
        "placement": Placement.objects.filter(learner=user).order_by("-number").first(),
    }
    return render(request, "programme/certificate.html", context)


@login_required
def tracks(request: HttpRequest) -> HttpResponse:
    """The tracks side by side; choosing another loses nothing, for skills belong to the learner."""
    user = person(request)
    standing = on_tracks(user, timezone.now())
    if request.method == "POST":
        wanted = request.POST.get("track", "")
        if wanted not in standing:
            messages.warning(request, _("There is no such track: please choose one of these."))
            return redirect("tracks")
        PracticePlan.objects.update_or_create(learner=user, defaults={"track": wanted})
        words = _("You follow the track “%(track)s” now. All that you have learnt counts in it.")
        messages.success(request, words % {"track": standing[wanted].track.title})
        return redirect("certificate")
    context = {"tracks": list(standing.values()), "mine": plan_of(user).track}
    return render(request, "programme/tracks.html", context)
