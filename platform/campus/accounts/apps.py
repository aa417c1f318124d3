"""The app of people; it is the first of ours, so it also brings the site's checks."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "campus.accounts"

    def ready(self) -> None:
        from campus import checks  # noqa: F401  (importing registers them)
        from campus.accounts import addresses, devices, guarding

        for room in (addresses, devices, guarding):
            room.listen()
