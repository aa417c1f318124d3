"""Letters to people about their accounts. A mail server that is away breaks no page."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.accounts.words import LETTERS, NEWS

log = logging.getLogger(__name__)


def link(view: str, **arguments: str) -> str:
    """The address of a page for a letter: by SITE_URL, whatever host a request names."""
    return settings.SITE_URL.rstrip("/") + reverse(view, kwargs=arguments)


def send(kind: str, address: str, context: dict[str, Any]) -> None:
    """Send a letter of LETTERS or NEWS. What does not go out is logged: the act that it tells of is
    done, and an error would only hide that."""
    if kind in NEWS:
        news = str(NEWS[kind]) % context
        subject, body = _("Your account at Lemma"), _drawn("accounts/mail/news.txt", news=news)
    else:
        words, template = LETTERS[kind]
        subject, body = str(words), _drawn(template, **context)
    try:
        EmailMessage(subject, body, to=[address]).send()
    except OSError:  # smtplib's own errors are of this kind too
        log.exception("a letter did not go out: %s", kind)


def _drawn(template: str, **values: Any) -> str:
    values |= {"site_url": settings.SITE_URL.rstrip("/"), "account_url": link("account")}
    return render_to_string(template, values).strip() + "\n"
