"""The demo's sign-ins for the help box, only on a site that was started as a demo."""

from __future__ import annotations

from django.conf import settings

from campus.accounts.models import User


def demo_people() -> list[dict[str, str]]:
    if not settings.DEMO:
        return []
    people = User.objects.filter(email__endswith="@demo.example").order_by("date_joined", "pk")
    return [
        {
            "name": user.display_name,
            "role": user.role,
            "email": user.username,
            "password": settings.DEMO_PASSWORD,
        }
        for user in people
    ]
