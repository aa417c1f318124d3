"""The key of the installation: made when it is first needed, in a file that only the site reads.

RSA with SHA-256, the one algorithm that every verifier of Open Badges 3.0 must know.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.utils.translation import gettext as _
from openbadgeslib.ob3 import OB3Signer

from campus.programme.certifying.errors import NoKey
from campus.programme.certifying.thumbprints import thumbprint_of
from campus.programme.models import IssuerKey

ALGORITHM = "RS256"
_BITS = 2048


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private half, ready to sign, and the public one."""

    signer: OB3Signer
    public_pem: str

    def row(self) -> IssuerKey:
        """The row that verifies what this key signs."""
        return IssuerKey.objects.get_or_create(
            thumbprint=thumbprint_of(self.public_pem), defaults={"public_pem": self.public_pem}
        )[0]


def signing_key() -> SigningKey:
    """The key of the installation. Raises NoKey where it has none, or one that cannot be read."""
    if not settings.CREDENTIAL_KEY_FILE:
        raise NoKey(_("This site has no key to sign certificates with: its operator can set one."))
    path = Path(settings.CREDENTIAL_KEY_FILE)
    try:
        if not path.exists():
            _make(path)
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as trouble:
        words = _("The key that this site signs certificates with cannot be read: %(why)s.")
        raise NoKey(words % {"why": trouble}) from trouble


def _make(path: Path) -> None:
    """Write a new key beside the path, then link it there: two processes at once make one key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()


@cache
def _read(path: Path, changed: int) -> SigningKey:
    """`changed`: another file at the same path is read anew."""
    pem = path.read_bytes()
    private = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise TypeError("it is no RSA key")
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return SigningKey(OB3Signer(pem, ALGORITHM), public.decode())
