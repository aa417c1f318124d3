"""Pieces of pages that are kept by all they show: the same values in the same language, the same
piece. What is kept can never be stale, for its key is everything that stands in it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Final, TypeVar, cast

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

Function = TypeVar("Function", bound=Callable[..., Any])

MOST: Final = 8192  # pieces of a process; a row of a list has a few hundred bytes


def kept(function: Function) -> Function:
    """`function` asked once for the same arguments in one language and time zone.

    The arguments are values (hashable, never changed), and what it gives depends on nothing else.
    """

    @lru_cache(MOST)
    def answered(language: str, zone: str, *args: Any) -> Any:
        return function(*args)

    @wraps(function)
    def ask(*args: Any) -> Any:
        return answered(get_language(), get_current_timezone_name(), *args)

    return cast("Function", ask)


@kept
def piece(template: str, names: tuple[str, ...], *values: Any) -> SafeString:
    """A template that sees these values and nothing else: no request, nobody's name, no clock."""
    return mark_safe(get_template(template).render(dict(zip(names, values, strict=True))))
