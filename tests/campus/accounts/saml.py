"""A small SAML provider: it signs what it says by a key made for the test."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zlib import decompress

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.http import HttpResponse
from django.test import Client

ENTITY, SIGN_IN = "urn:example:university", "https://saml.example.edu/sso"
BEGIN = "/sign-in/with/saml/institution/login/"
BACK = "/sign-in/with/saml/institution/acs/"
SITE = "http://testserver"
HOST = {"host": "testserver"}
MAIL, LASTING = "urn:oid:0.9.2342.19200300.100.1.3", "urn:oid:1.3.6.1.4.1.5923.1.1.1.6"


@dataclass(frozen=True, slots=True)
class Signer:
    key: str
    certificate: str


def new_signer() -> Signer:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Example University")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return Signer(private.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode())


def sign_in(browser: Client, signer: Signer, mail: str, asked: str | None = None) -> HttpResponse:
    """The button, the provider, back by a form, and on to the last page. `asked`: the request that
    is answered; the one that the site sent unless given."""
    leave = browser.post(BEGIN, headers=HOST)
    assert leave["Location"].startswith(f"{SIGN_IN}?"), leave["Location"]
    raw = parse_qs(urlsplit(leave["Location"]).query)["SAMLRequest"][0]
    request = decompress(b64decode(raw), -15).decode()
    number = request.partition(' ID="')[2].partition('"')[0]
    said = response(signer, mail, number if asked is None else asked)
    form = {"SAMLResponse": b64encode(said.encode()).decode()}
    answer: Any = browser.post(BACK, form, follow=True, headers=HOST)
    return answer  # type: ignore[no-any-return]


def response(signer: Signer, mail: str, asked: str) -> str:
    """An assertion about the owner of an address, signed, inside a response that is not."""
    from onelogin.saml2.utils import OneLogin_Saml2_Utils as utils

    now, late = (f"{datetime.now(UTC) + timedelta(minutes=n):%Y-%m-%dT%H:%M:%SZ}" for n in (0, 5))
    audience = f"{SITE}/sign-in/with/saml/institution/metadata/"
    to = f'InResponseTo="{asked}"' if asked else ""
    assertion = (
        f'<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="a1" Version="2.0"'
        f' IssueInstant="{now}"><saml:Issuer>{ENTITY}</saml:Issuer><saml:Subject>'
        f"<saml:NameID>{mail}</saml:NameID>"
        f'<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
        f'<saml:SubjectConfirmationData NotOnOrAfter="{late}" Recipient="{SITE}{BACK}" {to}/>'
        f"</saml:SubjectConfirmation></saml:Subject>"
        f'<saml:Conditions NotBefore="{now}" NotOnOrAfter="{late}"><saml:AudienceRestriction>'
        f"<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
        f'<saml:AuthnStatement AuthnInstant="{now}"><saml:AuthnContext><saml:AuthnContextClassRef>'
        f"urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>"
        f"</saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>"
        f"{_attribute(MAIL, mail)}{_attribute(LASTING, f'lasting-{mail}')}"
        f"</saml:AttributeStatement></saml:Assertion>"
    )
    signed = utils.add_sign(assertion, signer.key, signer.certificate).decode()
    return (
        f'<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
        f' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="r1" Version="2.0"'
        f' IssueInstant="{now}" Destination="{SITE}{BACK}" {to}>'
        f"<saml:Issuer>{ENTITY}</saml:Issuer><samlp:Status><samlp:StatusCode"
        f' Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{signed}'
        f"</samlp:Response>"
    )


def _attribute(name: str, value: str) -> str:
    return (
        f'<saml:Attribute Name="{name}"><saml:AttributeValue>{value}</saml:AttributeValue>'
        f"</saml:Attribute>"
    )
