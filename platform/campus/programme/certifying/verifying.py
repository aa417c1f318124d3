"""Is a certificate genuine, and does it hold? By its code, or by the credential itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import OB3Verifier

from campus.programme.models import Credential, IssuerKey

#: holds, revoked; changed: not what any key of ours signed; unknown: no certificate of ours;
#: unreadable: neither a code nor a credential.
State = Literal["holds", "revoked", "changed", "unknown", "unreadable"]

_CODE = re.compile(r"^([A-Z2-9]{4})-?([A-Z2-9]{4})-?([A-Z2-9]{4})$")
_TOKEN = re.compile(r"^[\w-]+\.[\w-]+\.[\w-]+$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Finding:
    """credential is there when it holds or was revoked."""

    state: State
    credential: Credential | None = None


def by_code(code: str) -> Finding:
    """However the code is written: small letters, without its hyphens, with spaces."""
    found = _CODE.match("".join(code.upper().split()))
    if found is None:
        return Finding("unreadable")
    row = Credential.objects.filter(code="-".join(found.groups())).first()
    return _found(row)


def by_credential(content: bytes) -> Finding:
    """A token, or the picture of a badge that carries one."""
    token = _token_of(content)
    if token is None:
        return Finding("unreadable")
    for key in IssuerKey.objects.all():
        try:
            signed = OB3Verifier(key.public_pem).verify(token)
        except LibOpenBadgesException:
            continue
        code = str(signed.id).rstrip("/").rpartition("/")[2]
        return _found(Credential.objects.filter(key=key, code=code).first())
    return Finding("changed")


def _found(row: Credential | None) -> Finding:
    if row is None:
        return Finding("unknown")
    return Finding("holds" if row.standing else "revoked", row)


def _token_of(content: bytes) -> str | None:
    try:
        if content.lstrip().startswith(b"<"):
            text = OB3Verifier.extract_token_from_svg(content)
        else:
            text = content.decode("ascii").strip()
    except (LibOpenBadgesException, UnicodeDecodeError):
        return None
    return text if _TOKEN.match(text) else None
