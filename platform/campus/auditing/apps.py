"""The app of the audit log; it hears of every sign-in."""

from django.apps import AppConfig


class Auditing(AppConfig):
    name = "campus.auditing"

    def ready(self) -> None:
        from campus.auditing import sign_ins

        sign_ins.listen()
