"""Seeing the site as somebody else sees it: to look, not to act.

The administrator stays signed in; the session only remembers whose eyes to borrow and until when.
While it lasts every page bears a banner and nothing can be changed: an answer, a mark, a message
would be said to be the other person's and would not be theirs. What a look alone would leave behind
(an attempt that begins when an exercise is opened) is rolled back.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.administration.changing import Refused
from campus.auditing import record

KEY: Final = "eyes"
LASTS_S: Final = 30 * 60
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_STILL: Final = frozenset({"eyes-end", "sign-out"})


def begin(request: HttpRequest, person: User, by: User) -> None:
    """Borrow somebody's eyes; raises Refused for administrators and accounts switched off."""
    if person.is_admin or not person.is_active:
        raise Refused(_("Only accounts that may sign in and are no administrators."))
    request.session[KEY] = [person.pk, int(time.time()) + LASTS_S]
    record(by, "looked as somebody", person)


def end(request: HttpRequest, by: User | None) -> None:
    """Be oneself again, however it comes; `by` is who looked."""
    number, _ = request.session.pop(KEY)
    record(by, "stopped looking as somebody", "", person=number)


class BorrowedEyes:
    """Middleware: `request.user` is whom one looks as, `request.administrator` who looks."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if KEY not in request.session:
            return self.answer(request)
        refusal = _borrow(request)
        if refusal is not None or not hasattr(request, "administrator"):
            return refusal or self.answer(request)
        if _ends(request):
            return self._last(request, request.administrator)
        return self._look(request)

    def _last(self, request: HttpRequest, by: User) -> HttpResponseBase:
        """Signing out ends the looking too."""
        if resolve(request.path_info).url_name == "sign-out":
            end(request, by)
        return self.answer(request)

    def _look(self, request: HttpRequest) -> HttpResponseBase:
        """What a look begins is rolled back, an attempt or a notice that counts as seen, and so
        would the audit entry of an export be: files are not given out."""
        with transaction.atomic():
            answer = self.answer(request)
            transaction.set_rollback(True)
        if "attachment" in answer.headers.get("Content-Disposition", ""):
            return _refused(request, _("You look as somebody else: files stay here."))
        return answer


def _borrow(request: HttpRequest) -> HttpResponse | None:
    """Put the other person in the user's place; an answer where that ends the request.

    A form that comes after the end was filled in with the other's eyes: it must not become an act
    of the administrator.
    """
    user = request.user
    number, until = request.session[KEY]
    person = User.objects.filter(pk=number, is_active=True).first()
    safe = request.method in _SAFE
    if not isinstance(user, User) or not user.is_admin or person is None or person.is_admin:
        end(request, user if isinstance(user, User) else None)
        over = _("You are yourself again.")
        return None if safe or _ends(request) else _refused(request, over)
    if time.time() > until:
        end(request, user)
        over = _("Half an hour is over: you are yourself again.")
        return None if safe or _ends(request) else _refused(request, over)
    request.administrator = user  # type: ignore[attr-defined]
    request.user = person
    if safe or _ends(request):
        return None
    return _refused(request, _("You look as somebody else: nothing can be changed."))


def _refused(request: HttpRequest, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("home")


def _ends(request: HttpRequest) -> bool:
    """Whether the request is one of the two that may still do something."""
    return request.method == "POST" and resolve(request.path_info).url_name in _STILL
