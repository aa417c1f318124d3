"""Who must set up a second factor before anything else, and what borrowed eyes do not see.

Whether a second factor was used stands in the session, so that no page asks a query for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from campus.accounts.models import User

KEY: Final = "second_factor"  # in a session in whose sign-in one was used, or set up since
#: What one may do without: set one up, confirm the address and the password for it, leave.
_STILL: Final = frozenset(
    {"account", "account_email", "account_confirm_email", "sign-out", "eyes-end", "healthz"}
)
_STILL_BEGINS: Final = ("mfa_", "account_reauthenticate", "password", "account_set_password")
#: What shows secrets, devices and addresses of a person to that person alone.
_ONES_OWN: Final = ("mfa_", "sessions", "account_", "socialaccount_", "password")


class OwnDoor:
    """Middleware, after the one that lends eyes."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else ""
        if hasattr(request, "administrator") and (name or "").startswith(_ONES_OWN):
            return redirect("account")
        if settings.REQUIRE_SECOND_FACTOR_OF_STAFF and _must_set_up(request, name or ""):
            messages.warning(request, _words())
            return redirect("mfa_index")
        return None


def _words() -> str:
    return _("Whoever teaches or administers here signs in with a second factor. Set one up first.")


def _must_set_up(request: HttpRequest, name: str) -> bool:
    if name in _STILL or name.startswith(_STILL_BEGINS):
        return False
    user = request.user
    return isinstance(user, User) and user.may_teach and not request.session.get(KEY)


def has_factor(user: User) -> bool:
    """Whether signing in asks this person for a second factor."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())


def listen() -> None:
    for signal in (authenticator_added, authenticator_used):
        signal.connect(_has_one, dispatch_uid="campus.accounts.has_one")
    authenticator_removed.connect(_removed, dispatch_uid="campus.accounts.removed")
    user_logged_in.connect(_signed_in, dispatch_uid="campus.accounts.notice")


def _has_one(request: HttpRequest, **_: Any) -> None:
    request.session[KEY] = True


def _removed(request: HttpRequest, user: User, **_: Any) -> None:
    if not has_factor(user):
        request.session.pop(KEY, None)


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    """Tell an administrator who came in by a password alone."""
    if user.is_admin and not request.session.get(KEY):
        messages.warning(request, notice())


def notice() -> str:
    return _("You administer this site with a password alone. Your account page has safer ways.")
