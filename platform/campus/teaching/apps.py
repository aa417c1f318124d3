"""The app of those who teach: marks, answers, statistics, regrades."""

from django.apps import AppConfig


class Teaching(AppConfig):
    name = "campus.teaching"
