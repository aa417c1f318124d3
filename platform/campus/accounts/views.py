"""Coming in, and one's own account. What is not here is allauth's as it is; see `urls`."""

from __future__ import annotations

from typing import Any

from allauth.account import views as theirs
from allauth.account.models import EmailAddress
from allauth.socialaccount.views import ConnectionsView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from campus.accounts import devices
from campus.accounts.addresses import is_confirmed
from campus.accounts.demo_people import demo_people
from campus.accounts.forms import Account
from campus.accounts.guarding import has_factor, notice
from campus.accounts.people import person


class SignIn(theirs.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        return values | {"demo_people": demo_people(), "institutions": settings.INSTITUTIONS}


class SignUp(theirs.SignupView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        return values | {"institutions": settings.INSTITUTIONS}


class Forgotten(theirs.PasswordResetView):
    """Asks for the address. The answer is the same whether an account has it or not, and when it
    was asked for too often: nobody's mailbox is filled from here."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        return redirect("reset-sent") if response.status_code == 429 else response


class Address(theirs.EmailView):
    """One's e-mail address, and another that waits to be confirmed."""

    template_name = "account/email.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        rows = {row.email: row for row in EmailAddress.objects.filter(user=self.request.user)}
        present = rows.pop(self.request.user.email.lower(), None)
        return values | {"present": present, "waiting": next(iter(rows.values()), None)}


class Connections(ConnectionsView):
    """The institution that signs one in, or might."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().get_context_data(**kwargs)
        return values | {"institutions": settings.INSTITUTIONS}


@login_required
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = Account(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your account is saved."))
        return redirect("account")
    second = has_factor(user)
    context = {
        "form": form,
        "confirmed": is_confirmed(user),
        "second_factor": second,
        "notice": notice() if user.is_admin and not second else "",
        "institutions": settings.INSTITUTIONS,
    }
    return render(request, "accounts/account.html", context)


@login_required
@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in. POST with `device` ends that one, without it all others."""
    user, key = person(request), request.session.session_key
    if request.method == "POST":
        ended = devices.end(user, key, request.POST.get("device"))
        messages.success(
            request,
            ngettext("%(n)d device is signed out.", "%(n)d devices are signed out.", ended)
            % {"n": ended},
        )
        return redirect("sessions")
    devices.enlist(request)
    return render(request, "accounts/sessions.html", {"devices": devices.devices_of(user, key)})
