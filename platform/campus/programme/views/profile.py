"""The public profile: its page, and where one chooses what stands on it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus.accounts.people import person
from campus.programme.certifying.badge import absolute
from campus.programme.errors import Refused
from campus.programme.models import PublicProfile
from campus.programme.showing import choose, page_of


@login_required
def choice(request: HttpRequest) -> HttpResponse:
    """Off unless chosen; a refused form keeps what was typed."""
    user = person(request)
    profile = PublicProfile.objects.filter(person=user).first()
    if request.method == "POST":
        typed = {"handle": request.POST.get("handle", "")[:60]}
        wanted = {name: name in request.POST for name in ("on", "skills")}
        try:
            profile = choose(user, typed["handle"], **wanted)
        except Refused as refusal:
            context = {"profile": typed | wanted, "refusal": str(refusal)}
            return render(request, "programme/profile_choice.html", context)
        words = (
            _("Everybody can see your profile now.") if profile.on else _("It is shown to nobody.")
        )
        messages.success(request, words)
        return redirect("profile-choice")
    url = absolute("profile", profile.handle) if profile and profile.on else ""
    return render(request, "programme/profile_choice.html", {"profile": profile, "url": url})


@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """Somebody's profile; for one that is not shown, 404 as for one that never was."""
    row = get_object_or_404(PublicProfile, handle=handle, on=True, person__is_active=True)
    return render(request, "programme/profile.html", {"shown": page_of(row)})
