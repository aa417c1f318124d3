"""The content security policy: all from our own origin, nothing inline, nothing evaluated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

#: `data:` serves the small pictures inside our own style sheets; the editor styles itself through
#: adopted style sheets, so neither a nonce nor 'unsafe-inline' is needed anywhere.
POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'{institutions}",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


class ContentSecurityPolicy:
    """Put the policy on every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # The button that signs in with an institution is a form, and its answer leads there.
        origins = sorted({institution.origin for institution in settings.INSTITUTIONS})
        self.policy = POLICY.format(institutions="".join(f" {origin}" for origin in origins))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Content-Security-Policy"] = self.policy
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        return response
