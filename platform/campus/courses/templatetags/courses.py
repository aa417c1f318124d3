"""Template tags of pages about courses: people and courses that may be gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext

from campus.accounts.models import User

register = template.Library()


@register.simple_tag
def account(user: User | None, number: int | None) -> str:
    """A person's name; the number of an account that was erased; a dash for the machine itself."""
    if user is not None:
        return str(user)
    return gettext("account %(n)d, erased") % {"n": number} if number else "–"


@register.simple_tag
def name_of(titles: Mapping[int, str], course: int | None) -> str:
    return titles.get(course, f"{course}") if course is not None else "–"


@register.simple_tag
def told(details: Mapping[str, Any]) -> str:
    """What an entry of the audit log adds, in one line; what was left open is left out.

    >>> told({"role": "learner", "until": None, "after": {"role": "owner", "section": None}})
    'role: learner; after: role: owner'
    """
    said = {
        key: told(value) if isinstance(value, dict) else value for key, value in details.items()
    }
    return "; ".join(f"{key}: {value}" for key, value in said.items() if value not in (None, ""))
