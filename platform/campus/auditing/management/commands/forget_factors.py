"""`manage.py forget_factors NAME`: for somebody who lost the telephone and the recovery codes."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from campus.accounts.models import User
from campus.accounts.writing import send
from campus.auditing import record


class Command(BaseCommand):
    help = "Take all second factors off an account; its owner is told by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the user name")

    def handle(self, *_: Any, name: str, **__: Any) -> None:
        user = User.objects.filter(username__iexact=name).first()
        if user is None:
            raise CommandError(f"Nobody is called {name}.")
        with transaction.atomic():
            count, _rows = Authenticator.objects.filter(user=user).delete()
            record(None, "second factors taken off", user, count=count)
        if count and user.email:
            send("factors taken off", user.email, {})
        self.stdout.write(f"{count} taken off {user.username}.")
