"""The null character, which PostgreSQL keeps in no text and no honest browser sends."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse


class NoNulls:
    """Reads a null in the query of an address as the replacement character; a path with one names
    nothing. What is looked for then is not found, instead of breaking the search in the database.

    Fields of forms are left alone: forms refuse a null with words, and a program may hold one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        query = request.META["QUERY_STRING"]
        if "%00" in query or "\0" in query:
            known = query.replace("%00", "%EF%BF%BD").replace("\0", "%EF%BF%BD")
            request.META["QUERY_STRING"] = known
        return self.get_response(request)
