"""The door for gunicorn: `gunicorn --preload campus.wsgi:application`."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings")
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "5000")  # no page is worth a longer query

from pathlib import Path

from django.core.wsgi import get_wsgi_application
from django.template import engines
from django.urls import get_resolver

from campus.tidying import set_aside_what_is_loaded


def read_ahead() -> None:
    """Load addresses and templates now: once, before the workers fork, and not on the time of each
    worker's first visitors (about a second)."""
    _ = get_resolver().url_patterns
    for engine in engines.all():
        for folder in map(Path, engine.dirs):
            for path in folder.rglob("*.html"):
                engine.get_template(str(path.relative_to(folder)))


application = get_wsgi_application()
read_ahead()
set_aside_what_is_loaded()
