"""The site's settings: one file for every place it runs; what differs comes from the environment.

DATABASE_URL   postgresql://user:password@host:port/name
REDIS_URL      redis://:password@host:port/0; the cache takes the database after it
SECRET_KEY     signs sessions; nothing that needs it works without it
SEED_SECRET    decides who gets which variant; kept apart, so that one can change alone
SITE_URL       where people find the site; an https address makes cookies travel by https only
ALLOWED_HOSTS  host names, separated by commas
DEBUG          1 for Django's error pages; off otherwise
MAIL_URL       smtp://user:password@host:587, file:///folder (the default: .state/mail) or console:
MAIL_FROM      whom mail comes from
GRADER_VERDICT_WAIT_MS, VERDICT_WAITERS, STATEMENT_TIMEOUT_MS, STATIC_ROOT,
    SUBMISSIONS_AT_AN_EXERCISE, SUBMISSIONS_OF_A_LEARNER, VARIANTS_KEPT,
    PROVING_SEEDS, LOG_LEVEL, LOG_JSON
SENTRY_DSN     where errors are reported to, if sentry-sdk is installed; nowhere by default
CREDENTIAL_KEY_FILE  where the key is that signs certificates; it is made there if it is not
ACCOUNT_EMAIL_VERIFICATION, PASSKEYS, PASSWORD_TRIES and more of accounts: campus/doors.py
OIDC_*, SAML_*  signing in with one's institution: campus/institutions.py
KEEP_…_DAYS, ERASURE_WAITING_DAYS  how long things are kept: campus/retention.py
METRICS_TOKEN  what Prometheus must bring to /metrics; without one there is no such address
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from campus import doors, institutions, retention, sentry
from campus import environment as env
from campus.logs import logging_of

CHECKOUT = Path(__file__).resolve().parents[2]
FRONTEND_DIST = CHECKOUT / "platform" / "campus" / "frontend" / "dist"
EXERCISE_BANK = CHECKOUT / "exercises" / "bank"
EXERCISE_GALLERY = CHECKOUT / "exercises" / "gallery"
PROJECTS = CHECKOUT / "exercises" / "projects"
SKILL_MAP = CHECKOUT / "exercises" / "bank" / "SKILLS.yaml"

# --- who we are ------------------------------------------------------------------------------
SECRET_KEY = env.text("SECRET_KEY")
SEED_SECRET = env.text("SEED_SECRET")
DEBUG = env.flag("DEBUG")
SITE_URL = env.text("SITE_URL", "http://localhost:8000")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
_address = urlsplit(SITE_URL)
CSRF_TRUSTED_ORIGINS = [f"{_address.scheme}://{_address.netloc}"]
DEMO = env.flag("DEMO")  # the sign-in page then names the demo people
DEMO_PASSWORD = "lemma-demo"

_institutions = institutions.read()

# --- rooms -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    *doors.APPS,
    *_institutions.apps,
    "campus.pages",
    "campus.accounts",
    "campus.auditing",
    "campus.catalog",
    "campus.courses",
    "campus.learning",
    "campus.rollups",
    "campus.authoring",
    "campus.teaching",
    "campus.community",
    "campus.programme",
    "campus.administration",
    "campus.dashboards",
    "campus.privacy",
    "campus.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "campus.security.ContentSecurityPolicy",
    "campus.nulls.NoNulls",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "campus.accounts.devices.LastUsed",
    "campus.administration.impersonating.BorrowedEyes",
    "campus.accounts.guarding.OwnDoor",
    "campus.courses.archiving.ArchivedCourses",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "campus.urls"
WSGI_APPLICATION = "campus.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [CHECKOUT / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "campus.pages.folding.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "campus.pages.context.site",
                "campus.learning.context.practice",
            ],
        },
    }
]

# --- what we remember ------------------------------------------------------------------------
# A limit for one statement: seconds for a page, a minute for a worker, none for a command.
_database = env.database(
    "DATABASE_URL",
    {
        "statement_timeout": str(env.whole("STATEMENT_TIMEOUT_MS", 0)),
        "idle_in_transaction_session_timeout": "15000",
        "lock_timeout": "10000",
    },
)
DATABASES: dict[str, dict[str, Any]] = {}
if _database:
    # Each thread keeps its connection, so threads are the pool and their number bounds it.
    DATABASES["default"] = {**_database, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.redis_address("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "campus.accounts.counters.Cache",
        "LOCATION": env.redis_address("CACHE_URL")
        or env.next_redis_database(REDIS_URL or "redis://127.0.0.1:6379/0"),
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}
SESSION_ENGINE = "campus.sessions"  # a cache that is flushed or away signs nobody out

# --- people ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["campus.accounts.signing_in.NameOrEmail"]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validation}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
    {"NAME": f"{_validation}.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
globals().update(doors.options(SITE_URL))
ACCOUNT_EMAIL_VERIFICATION = doors.verification()
REQUIRE_SECOND_FACTOR_OF_STAFF: bool = env.flag("REQUIRE_SECOND_FACTOR_OF_STAFF")
SOCIALACCOUNT_PROVIDERS = _institutions.providers
INSTITUTIONS = _institutions.buttons
INSTITUTION_APPS = _institutions.apps
INSTITUTION_GAPS = _institutions.gaps

# --- what is not kept for ever ---------------------------------------------------------------
KEEP_DAYS = retention.days()
ERASURE_WAITING_DAYS = retention.waiting()

# --- mail ------------------------------------------------------------------------------------
globals().update(env.mail("MAIL_URL", f"file://{CHECKOUT / '.state' / 'mail'}"))
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"Lemma <no-reply@{_address.hostname}>")
PASSWORD_RESET_TIMEOUT = 86_400  # seconds

# --- certificates ----------------------------------------------------------------------------
CREDENTIAL_KEY_FILE = env.text("CREDENTIAL_KEY_FILE", "")  # without one no certificate is given

# --- grading ---------------------------------------------------------------------------------
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
VERDICT_WAIT_MS = env.whole("GRADER_VERDICT_WAIT_MS", 400)  # a submit waits so long for a verdict
VERDICT_WAITERS = env.whole("VERDICT_WAITERS", 8)  # threads that may wait at a time
LEASE_SECONDS = 60  # longer than the longest grading (the grader's soft limit is 45 s)
TRIES = 3  # sendings of one submission before we call it our fault
# Enough for anybody who thinks, too little for a script.
SUBMISSIONS_AT_AN_EXERCISE = env.whole("SUBMISSIONS_AT_AN_EXERCISE", 12, least=1)  # a minute
SUBMISSIONS_OF_A_LEARNER = env.whole("SUBMISSIONS_OF_A_LEARNER", 60, least=1)  # a minute
# The sandbox reads this when it opens: programs that draw variants find the recipes imported.
os.environ.setdefault("GRADER_PRELOAD", "exercises.drawing")
VARIANTS_KEPT = env.whole("VARIANTS_KEPT", 8, least=1)  # that nobody has had yet, a version
VARIANTS_MOST = 200  # a version; later learners share them
VARIANT_WAIT_MS = 1500  # whoever finds an empty pool waits so long for a grader to draw
ASKERS = 6  # threads that may wait for the answer of a worker at a time
PROVING_SEEDS = env.whole("PROVING_SEEDS", 200, least=1)  # before a version is published

# --- the wire --------------------------------------------------------------------------------
_https = _address.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = _https and env.flag("SSL_REDIRECT", True)
# Those who watch the processes ask from inside, by plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 512_000  # bytes; the longest program a learner may send is far below
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600

# --- files -----------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = env.text("STATIC_ROOT", str(CHECKOUT / ".state" / "static"))
# A clone has no assets before its first build; Django would warn about a missing folder.
STATICFILES_DIRS = [("ui", str(FRONTEND_DIST))] if FRONTEND_DIST.is_dir() else []
_storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _storage},
}
# Names that change with their content may be kept for ever: Django's md5, esbuild's hash.
_HASHED = re.compile(r"(\.[0-9a-f]{12}\.[^/]+|-[A-Z0-9]{8}(\.[0-9a-f]{12})?\.(js|css|woff2))$")


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:
    return bool(_HASHED.search(url))


# --- words -----------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]  # a language comes with its catalogue in locale/
LOCALE_PATHS = [CHECKOUT / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_TZ = True
LOGGING = logging_of(env.text("LOG_LEVEL", "INFO"), as_json=env.flag("LOG_JSON"))
sentry.begin(env.text("SENTRY_DSN", ""))
