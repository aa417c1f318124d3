"""The app of the audit log; it hears of every sign-in and change of an account."""

from django.apps import AppConfig


class Auditing(AppConfig):
    name = "campus.auditing"

    def ready(self) -> None:
        from campus.auditing import account_changes, sign_ins

        sign_ins.listen()
        account_changes.listen()
