"""Who stands before us: a typed reading of `request.user`, and pages that only some roles have."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from campus.accounts.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def person(request: HttpRequest) -> User:
    """The signed-in person; only for views behind `login_required`."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def only(*roles: str) -> Callable[[View[P]], View[P]]:
    """A page for these roles. To everybody else it does not exist: 404, never 403."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if person(request).role not in roles:
                raise Http404
            return view(request, *args, **kwargs)

        return cast(View[P], login_required(guarded))

    return wrap


def name_of(user: User) -> str:
    """What a person is called, for allauth's pages."""
    return str(user)
