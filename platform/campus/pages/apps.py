"""Makes Django find the template tags of this room."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "campus.pages"
