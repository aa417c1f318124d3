"""What must be set before the site opens its doors; `manage.py check` and every command say so."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register()
def everything_is_set(**_: Any) -> list[CheckMessage]:
    """One sentence for each thing without which some page would break later."""
    found: list[CheckMessage] = []
    if not settings.DATABASES["default"].get("NAME"):
        found.append(Error("DATABASE_URL is not set.", hint=_HINTS["database"], id="campus.E001"))
    if not settings.REDIS_URL:
        found.append(Error("REDIS_URL is not set.", hint=_HINTS["redis"], id="campus.E002"))
    if not settings.SEED_SECRET:
        found.append(Error("SEED_SECRET is not set.", hint=_HINTS["seed"], id="campus.E003"))
    for gap in settings.INSTITUTION_GAPS:
        found.append(Error(gap, hint=_HINTS["institution"], id="campus.E004"))
    if settings.DEBUG:
        found.append(Warning("DEBUG shows the site's inside to everybody.", id="campus.W001"))
    if settings.SEED_SECRET and settings.SEED_SECRET == settings.SECRET_KEY:
        found.append(Warning("SEED_SECRET and SECRET_KEY are the same.", id="campus.W002"))
    return found


_HINTS = {
    "database": "For example postgresql://lemma:password@localhost:5432/lemma.",
    "redis": "For example redis://localhost:6379/0; Valkey will do.",
    "institution": "See docs/how-to/sign-in-with-your-institution.md.",
    "seed": "Any long random text; whoever knows it can work out who gets which variant.",
}
