"""The site's settings on the tests' own servers. See tests/servers.py."""

import os

import tests.servers  # noqa: F401  (chooses the addresses before the next line reads them)

os.environ.setdefault("SECRET_KEY", "a secret key that only the tests know; it protects nothing")
os.environ.setdefault("SEED_SECRET", "the same learner gets the same numbers in every test run")
os.environ.setdefault("SITE_URL", "http://testserver")

from campus.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # tests sign in hundreds of times
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
