"""Second factors as this site keeps them: secrets encrypted, QR codes drawn by our own library."""

from __future__ import annotations

import base64
import io
import secrets
from urllib.parse import urlsplit

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.accounts.words import ERRORS


class Factors(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | ERRORS

    def get_totp_label(self, user: User) -> str:
        return user.username

    def _get_site_name(self) -> str:
        """Shown in the app and in the window that asks for a key."""
        return f"Lemma ({_host()})"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Keys belong to the site's own address, whatever host a request names."""
        return {"id": _host(), "name": self._get_site_name()}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a new key is called unless it is given a name."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Key %(number)d") % {"number": count + 1}

    def build_totp_svg(self, url: str) -> str:
        drawn = io.BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=4, border=4, light="#fff")
        return drawn.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret that another SECRET_KEY wrote is lost: then one that no code fits."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _cipher() -> MultiFernet:
    """By keys made from SECRET_KEY: a copy of the database alone opens no account."""
    words = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(word)) for word in words])


def _key(secret: str | bytes) -> bytes:
    made = HKDF(SHA256(), 32, salt=None, info=b"lemma second factors").derive(force_bytes(secret))
    return base64.urlsafe_b64encode(made)
