"""Public keys as others know them: JSON Web Keys and their thumbprints (RFC 7517, RFC 7638)."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from openbadgeslib.keys import public_jwk_from_pem

#: The members of an RSA key that its thumbprint is made of, in the order that the RFC prescribes.
_MEMBERS = ("e", "kty", "n")


def jwk_of(public_pem: str) -> dict[str, Any]:
    jwk = dict(public_jwk_from_pem(public_pem))
    return {**jwk, "kid": thumbprint_of(public_pem), "use": "sig", "alg": "RS256"}


def thumbprint_of(public_pem: str) -> str:
    """SHA-256 of the key's members, base64url without padding."""
    jwk = public_jwk_from_pem(public_pem)
    text = json.dumps({name: jwk[name] for name in _MEMBERS}, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
