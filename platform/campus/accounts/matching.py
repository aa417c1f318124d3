"""Who an institution's sign-in is here. Nobody is taken for somebody else because of an address.

A person who comes for the first time is matched with an account only by an address that the
institution calls verified and may vouch for, and that was confirmed here too. An account with the
same address that nobody confirmed may be a stranger's: whoever can sign in to it, or read its mail,
connects the two themselves.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from campus.accounts.models import User


class Matching(DefaultSocialAccountAdapter):
    def authenticate_by_email(self, sociallogin: Any) -> tuple[User, str] | None:
        _believe(sociallogin)
        for address in sociallogin.email_addresses:
            if not address.verified:
                continue
            here = EmailAddress.objects.filter(email=address.email.lower(), verified=True)
            known = here.select_related("user").first()
            if known and known.user.email.lower() == known.email:
                return known.user, known.email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Stop where the address is somebody's and was not enough to match."""
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        addresses = [address.email for address in sociallogin.email_addresses]
        if not addresses:
            words = _("Your institution did not tell your e-mail address.")
        elif any(User.objects.filter(email__iexact=email).exists() for email in addresses):
            words = _(
                "There is an account with your e-mail address already. Sign in to it and connect "
                "your institution on your account page; a forgotten password can be replaced."
            )
        else:
            return
        messages.warning(request, words)
        raise ImmediateHttpResponse(redirect("sign-in"))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        name = data.get("name") or f"{user.first_name} {user.last_name}"
        user.display_name = str(name).strip()[:80]
        user.first_name = user.last_name = ""  # there is one name here
        return user


def _believe(sociallogin: Any) -> None:
    """Set each address's `verified` to what is to be believed: a true that is not a text such as
    "false", for a domain that the institution may vouch for."""
    domains = sociallogin.provider.app.settings.get("domains") or []
    for address in sociallogin.email_addresses:
        said = address.verified is True or str(address.verified).lower() == "true"
        domain = address.email.rpartition("@")[2].lower()
        address.verified = said and (not domains or domain in domains)
