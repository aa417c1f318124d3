"""How people come in: what django-allauth is told. docs/why/accounts.md says why.

ACCOUNT_EMAIL_VERIFICATION   mandatory, optional (the default) or none: whether an address must be
                             confirmed before its account may be used
PASSKEYS                     1 or 0; on by default where browsers know them: by https, on localhost
REQUIRE_SECOND_FACTOR_OF_STAFF   1: who teaches or administers sets one up before anything else
PASSWORD_TRIES               wrong passwords a minute, for one account from one address
SIGN_INS_OF_AN_ADDRESS       sign-ins a minute from one address, behind which a whole class may sit
TRUSTED_PROXIES              how many of our own stand before the site and write X-Forwarded-For;
                             one where BEHIND_PROXY is set
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from campus import environment as env

APPS: Final = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
]
_FORMS: Final = "campus.accounts.forms"
_FACTORS: Final = "campus.accounts.factor_forms"
_VERIFICATION: Final = ("mandatory", "optional", "none")


def options(site_url: str) -> dict[str, Any]:
    """Every setting that differs from allauth's own."""
    return _accounts() | _limits() | _factors(site_url) | _institutions()


def verification() -> str:
    """ACCOUNT_EMAIL_VERIFICATION as it is set; raises ImproperlyConfigured for another word."""
    said = env.text("ACCOUNT_EMAIL_VERIFICATION", "optional")
    if said not in _VERIFICATION:
        raise ImproperlyConfigured(
            f"ACCOUNT_EMAIL_VERIFICATION must be one of {', '.join(_VERIFICATION)}, not {said!r}."
        )
    return said


def _accounts() -> dict[str, Any]:
    return {
        "ACCOUNT_ADAPTER": "campus.accounts.adapter.Accounts",
        "ACCOUNT_LOGIN_METHODS": {"username", "email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "username*", "password1*", "password2*"],
        "ACCOUNT_CHANGE_EMAIL": True,  # one address; another is in force once it is confirmed
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,  # strangers get no mail of ours
        "ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL": "account",
        "ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION": True,  # only in the browser that signed up
        "ACCOUNT_LOGIN_ON_PASSWORD_RESET": True,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_SESSION_REMEMBER": True,
        "ACCOUNT_USER_DISPLAY": "campus.accounts.people.name_of",
        "ACCOUNT_FORMS": {
            "login": f"{_FORMS}.SignIn",
            "signup": f"{_FORMS}.SignUp",
            "add_email": f"{_FORMS}.OtherAddress",
            "change_password": f"{_FORMS}.ChangePassword",
            "set_password": f"{_FORMS}.FirstPassword",
            "reset_password": f"{_FORMS}.Forgotten",
            "reset_password_from_key": f"{_FORMS}.Choose",
            "reauthenticate": f"{_FORMS}.Again",
        },
    }


def _limits() -> dict[str, Any]:
    tries = env.whole("PASSWORD_TRIES", 5, least=1)
    many = env.whole("SIGN_INS_OF_AN_ADDRESS", 600, least=1)
    return {
        "PASSWORD_TRIES": tries,
        "ALLAUTH_TRUSTED_PROXY_COUNT": env.whole("TRUSTED_PROXIES", int(env.flag("BEHIND_PROXY"))),
        "ACCOUNT_RATE_LIMITS": {
            "login": f"{many}/m/ip",
            "signup": f"{many}/m/ip",
            "login_failed": f"{tries}/m/key",
            "reset_password": f"{10 * tries}/h/ip,{tries}/h/key",
            "confirm_email": "1/m/key",
        },
        "MFA_RATE_LIMITS": {"webauthn_login": f"{many}/m/ip"},
    }


def _factors(site_url: str) -> dict[str, Any]:
    parts = urlsplit(site_url)
    secure = parts.scheme == "https" or parts.hostname == "localhost"
    passkeys = env.flag("PASSKEYS", secure)
    return {
        "MFA_ADAPTER": "campus.accounts.factors.Factors",
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"] + ["webauthn"] * passkeys,
        "MFA_PASSKEY_LOGIN_ENABLED": passkeys,
        "MFA_TOTP_TOLERANCE": 1,  # a telephone's clock may be half a minute off
        # Ours, in `factor_forms`, asks for the address in force, where the site confirms any.
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "MFA_FORMS": {
            "authenticate": f"{_FACTORS}.Code",
            "reauthenticate": f"{_FACTORS}.CodeAgain",
            "activate_totp": f"{_FACTORS}.FirstCode",
            "add_webauthn": f"{_FACTORS}.NewKey",
            "edit_webauthn": f"{_FACTORS}.NameOfKey",
        },
    }


def _institutions() -> dict[str, Any]:
    return {
        "SOCIALACCOUNT_ADAPTER": "campus.accounts.matching.Matching",
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": True,  # by `matching`: confirmed on both sides
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_FORMS": {"signup": f"{_FORMS}.FromInstitution"},
    }
