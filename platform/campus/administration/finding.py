"""Looking people up."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from campus.accounts.models import User

Role = User.Role


def people(asked: Mapping[str, str]) -> QuerySet[User]:
    """Everybody, by name.

    asked   may say `find` (part of a name or address), `role`, and `state` ("off" for accounts
            that are switched off)
    """
    rows = User.objects.annotate(taking=Count("enrolments"))
    if words := asked.get("find", "").replace("\x00", "").strip()[:100]:
        rows = rows.filter(
            Q(display_name__icontains=words)
            | Q(username__icontains=words)
            | Q(email__icontains=words)
        )
    if (role := asked.get("role", "")) in Role.values:
        rows = rows.filter(role=role)
    if asked.get("state") == "off":
        rows = rows.filter(is_active=False)
    return rows.order_by("display_name", "pk")
