"""Where django-allauth asks the site: links and words are ours, limits by account and address."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from campus.accounts.models import User
from campus.accounts.words import ERRORS, MESSAGES
from campus.accounts.writing import link, send


class Accounts(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | ERRORS

    # --- who comes in ---------------------------------------------------------------------
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.display_name = form.cleaned_data.get("display_name", user.display_name)
        super().save_user(request, user, form, commit)
        return user

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """Put a confirmed address in force, unless it is already how another person signs in."""
        others = User.objects.exclude(pk=email_address.user_id)
        if others.filter(email__iexact=email_address.email).exists():
            messages.error(request, str(ERRORS["email_taken"]))
            return False
        return bool(super().confirm_email(request, email_address))

    def is_safe_url(self, url: str) -> bool:
        """Whether one may be sent there after signing in: within this site alone."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    # --- limits ---------------------------------------------------------------------------
    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind a socket there is no address; then all share one."""
        if not request.META.get("REMOTE_ADDR"):
            request.META["REMOTE_ADDR"] = "0.0.0.0"
        return str(super().get_client_ip(request))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By account and address: allauth's own key is the account, and so a stranger could keep
        anybody from signing in by five wrong passwords a minute."""
        name = credentials.get("email") or credentials.get("username") or ""
        return f"{name.lower()}|{self.get_client_ip(request)}"

    # --- words ----------------------------------------------------------------------------
    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words; what we have none for is not worth saying."""
        if message is None and message_template in MESSAGES:
            message = str(MESSAGES[message_template]) % (message_context or {})
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        send(template_prefix, email, context)

    # --- links: by the site's own address; a request's Host header does not choose where they lead
    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        return link("reset-choose", uidb36=uid, key=token)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return link("account_confirm_email", key=emailconfirmation.key)

    def send_account_already_exists_mail(self, email: str) -> None:
        context = {"password_reset_url": link("forgotten"), "sign_in_url": link("sign-in")}
        self.send_mail("account/email/account_already_exists", email, context)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")
