"""The door for gunicorn: `gunicorn campus.wsgi:application`."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings")
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "5000")  # no page is worth a longer query

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
