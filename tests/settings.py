"""The site's settings on the tests' own servers. See tests/servers.py."""

import os

from tests.servers import cache_address  # chooses all addresses before they are read below

os.environ.setdefault("SECRET_KEY", "a secret key that only the tests know; it protects nothing")
os.environ.setdefault("SEED_SECRET", "the same learner gets the same numbers in every test run")
os.environ.setdefault("SITE_URL", "http://testserver")
os.environ.setdefault("PASSKEYS", "1")
# Addresses exist when the site is put together: tests have an institution that nobody asks.
os.environ.setdefault("OIDC_ISSUER", "https://login.example.edu")
os.environ.setdefault("OIDC_CLIENT_ID", "lemma")
os.environ.setdefault("OIDC_CLIENT_SECRET", "known to both")
os.environ.setdefault("OIDC_NAME", "Example University")

from campus.settings import *  # noqa: F403

# Tests sign in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES["default"]["LOCATION"] = cache_address()  # noqa: F405  (each xdist worker has its own)
