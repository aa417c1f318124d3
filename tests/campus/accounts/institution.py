"""A small OpenID provider: it stands where the network would, and speaks the protocol."""

from __future__ import annotations

import hashlib
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import requests
from django.http import HttpResponse
from django.test import Client
from requests.adapters import BaseAdapter

ISSUER = "https://login.example.edu"
BEGIN = "/sign-in/with/oidc/institution/login/"
BACK = "/sign-in/with/oidc/institution/login/callback/"


@dataclass
class Provider(BaseAdapter):
    """Tells of one person. `claims`: what it says; `asked`: what the site sent to begin."""

    claims: dict[str, Any]
    asked: dict[str, str] = field(default_factory=dict)
    audience: str = "lemma"

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:  # type: ignore[override]
        path = urlsplit(str(request.url)).path
        answers: dict[str, Callable[[], dict[str, Any]]] = {
            "/.well-known/openid-configuration": self.configuration,
            "/token": lambda: self.token(parse_qs(str(request.body))),
            "/userinfo": lambda: self.claims,
        }
        response = requests.Response()
        response.status_code, response.url, response.request = 200, str(request.url), request
        response.headers["Content-Type"] = "application/json"
        answer: Any = answers[path]()
        response._content = json.dumps(answer).encode()
        return response

    def close(self) -> None:
        """There is nothing to close."""

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "userinfo_endpoint": f"{ISSUER}/userinfo",
            "jwks_uri": f"{ISSUER}/keys",
        }

    def token(self, form: dict[str, list[str]]) -> dict[str, Any]:
        """The code for a token, if whoever asks is who began: by the verifier of PKCE."""
        digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        assert urlsafe_b64encode(digest).decode().rstrip("=") == self.asked["code_challenge"]
        assert form["code"] == ["one-use"]
        now = int(time.time())
        said = {"iss": ISSUER, "aud": self.audience, "iat": now, "exp": now + 60, **self.claims}
        token = jwt.encode(said, "a key of no weight, for the channel is trusted", "HS256")
        return {"access_token": "opens", "token_type": "Bearer", "id_token": token}

    def sign_in(self, browser: Client, **form: str) -> HttpResponse:
        """All the way: the button, the provider, back, and on to the last page."""
        leave = browser.post(BEGIN, form)
        target = urlsplit(leave["Location"])
        assert f"{target.scheme}://{target.netloc}{target.path}" == f"{ISSUER}/authorize"
        self.asked = {name: values[0] for name, values in parse_qs(target.query).items()}
        assert self.asked["redirect_uri"] == f"http://testserver{BACK}"
        state = {"code": "one-use", "state": self.asked["state"]}
        answer: Any = browser.get(BACK, state, follow=True)
        return answer  # type: ignore[no-any-return]
