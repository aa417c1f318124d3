"""Signing in with one's institution, read from the environment alone; both protocols may be on.

OpenID Connect
  OIDC_ISSUER         where the institution answers, such as https://login.example.edu
  OIDC_CLIENT_ID      what it calls this site
  OIDC_CLIENT_SECRET  what it knows this site by
  OIDC_NAME           what the button says; the issuer's host by default
  OIDC_DOMAINS        whose addresses it may vouch for; any that it calls verified by default
SAML 2.0
  SAML_ENTITY_ID      what the institution calls itself
  SAML_SSO_URL        where people sign in
  SAML_CERTIFICATE    a file with what it signs by (PEM)
  SAML_DOMAINS        whose addresses it may vouch for; SAML itself says of none that it is verified
  SAML_NAME, SAML_UID, SAML_EMAIL, SAML_DISPLAY_NAME   the button; names of attributes

Half of one is refused by `manage.py check` and offers nothing, never half a door.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from campus import environment as env

_OIDC = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
_LASTING = "urn:oasis:names:tc:SAML:attribute:subject-id,urn:oid:1.3.6.1.4.1.5923.1.1.1.6"
_SAML = ("SAML_ENTITY_ID", "SAML_SSO_URL", "SAML_CERTIFICATE", "SAML_DOMAINS")


@dataclass(frozen=True, slots=True)
class Institution:
    """A button on the sign-in page."""

    name: str
    view: str  # the name of the address that begins the sign-in
    key: str  # its argument
    origin: str  # where a form of ours may lead


@dataclass(slots=True)
class Institutions:
    """What the environment says: apps to install, what allauth is told, buttons, complaints."""

    apps: list[str] = field(default_factory=list)
    providers: dict[str, Any] = field(default_factory=dict)
    buttons: list[Institution] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)


def read() -> Institutions:
    """Never raises: what is wrong is said by the check, with all other things that are."""
    found = Institutions()
    if _whole(_OIDC, found):
        _oidc(found)
    if _whole(_SAML, found):
        _saml(found)
    return found


def _whole(names: tuple[str, ...], found: Institutions) -> bool:
    """Whether all are set; some alone are a gap."""
    missing = [name for name in names if not env.text(name)]
    if missing and len(missing) < len(names):
        found.gaps.append(f"{' and '.join(missing)} must be set too, or none of {names[0][:5]}*.")
    return not missing


def _address(name: str, found: Institutions) -> str:
    """The address in a setting; its scheme must be https, but for a machine's own."""
    address = env.text(name).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1"):
        found.gaps.append(f"{name} must begin with https://, not {address!r}.")
    return address


def _oidc(found: Institutions) -> None:
    issuer = _address("OIDC_ISSUER", found)
    name = env.text("OIDC_NAME") or str(urlsplit(issuer).hostname)
    app = {
        "provider_id": "institution",
        "name": name,
        "client_id": env.text("OIDC_CLIENT_ID"),
        "secret": env.text("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": issuer, "domains": _domains("OIDC_DOMAINS")},
    }
    found.apps.append("allauth.socialaccount.providers.openid_connect")
    found.providers["openid_connect"] = {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
    found.buttons.append(Institution(name, "openid_connect_login", "institution", _origin(issuer)))


def _saml(found: Institutions) -> None:
    sign_in = _address("SAML_SSO_URL", found)
    name = env.text("SAML_NAME") or str(urlsplit(sign_in).hostname)
    path = Path(env.text("SAML_CERTIFICATE"))
    if not path.is_file():
        found.gaps.append(f"SAML_CERTIFICATE names no file: {path}.")
        return
    domains = _domains("SAML_DOMAINS")
    mail = env.text("SAML_EMAIL", "urn:oid:0.9.2342.19200300.100.1.3")
    settings = {
        "idp": {
            "entity_id": env.text("SAML_ENTITY_ID"),
            "sso_url": sign_in,
            "x509cert": path.read_text(),
        },
        "attribute_mapping": {
            "uid": env.words("SAML_UID", _LASTING),
            "email": mail,
            "name": env.text("SAML_DISPLAY_NAME", "urn:oid:2.16.840.1.113730.3.1.241"),
        },
        "domains": domains,
        "verified_email": domains,
        # The assertion itself is signed, and no sign-in begins that nobody here asked for.
        "advanced": {
            "want_assertion_signed": True,
            "reject_idp_initiated_sso": True,
            "allow_single_label_domains": True,  # a site may be called `lemma` within its walls
        },
    }
    app = {"provider_id": "institution-saml", "name": name, "client_id": "institution"}
    found.apps.append("allauth.socialaccount.providers.saml")
    found.providers["saml"] = {"APPS": [app | {"settings": settings}]}
    found.buttons.append(Institution(name, "saml_login", "institution", _origin(sign_in)))


def _domains(name: str) -> list[str]:
    return [word.lower().lstrip("@") for word in env.words(name)]


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
