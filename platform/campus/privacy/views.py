"""One's own data: a copy of all of it, and the end of the account."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.models import User
from campus.accounts.people import only, person
from campus.auditing import record
from campus.privacy import erasing, exporting
from campus.privacy.erasing import Refused
from campus.privacy.forms import EraseAccount, EraseOwn
from campus.privacy.models import Erasure, Export


@login_required
@require_safe
@never_cache
def own_data(request: HttpRequest) -> HttpResponse:
    user = person(request)
    context = {
        "export": Export.objects.filter(person=user).first(),
        "kept_days": settings.KEEP_DAYS["exports"],
        "erasure": Erasure.objects.filter(person=user, done_at=None).first(),
        "waiting_days": settings.ERASURE_WAITING_DAYS,
    }
    return render(request, "privacy/own_data.html", context)


@login_required
@require_POST
def ask_export(request: HttpRequest) -> HttpResponse:
    export = exporting.ask(person(request))
    if export.state == Export.State.WAITING:
        messages.success(request, _("Your data are being put together. That takes a minute."))
    else:
        messages.info(request, _("There is one that is less than an hour old."))
    return redirect("own-data")


@login_required
@require_safe
@never_cache
def export_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file, for whom it is about and for nobody else."""
    user = person(request)
    oldest = timezone.now() - timedelta(days=settings.KEEP_DAYS["exports"])
    ready = Export.objects.filter(person=user, state=Export.State.READY, ready_at__gt=oldest)
    export = get_object_or_404(ready, pk=pk)
    record(user, "export of own data downloaded", user)
    return StreamingHttpResponse(
        exporting.body_of(export),
        content_type="application/zip",
        headers={
            "Content-Disposition": 'attachment; filename="my-data.zip"',
            "Content-Length": str(export.size),
        },
    )


@sensitive_post_parameters("password")
@login_required
@never_cache
def erase(request: HttpRequest) -> HttpResponse:
    """What goes and what stays; then the password, and the user name typed."""
    user = person(request)
    form = EraseOwn(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = erasing.ask(user, keeps_posts=form.posts_stay)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("Your account will be erased on %(day)s. Until then you can withdraw that.")
            messages.success(request, words % {"day": row.due_at.date().isoformat()})
            return redirect("own-data")
    context = {"form": form, "waiting_days": settings.ERASURE_WAITING_DAYS}
    return render(request, "privacy/erase.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    if erasing.withdraw(person(request)):
        messages.success(request, _("Your account stays."))
    return redirect("own-data")


@only("admin")
def erase_person(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(User, pk=pk)
    form = EraseAccount(row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            erasing.order(row, person(request), reason, keeps_posts=form.posts_stay)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The account is closed and will be erased in a minute."))
            return redirect("person", pk)
    return render(request, "privacy/erase_person.html", {"form": form, "row": row})
