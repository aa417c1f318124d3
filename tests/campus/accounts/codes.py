"""An app for codes, as RFC 6238 has it."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time

from django.test import Client


def code(secret: str, steps: int = 0) -> str:
    """What the app shows now, or some half minutes from now."""
    moment = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret), moment, "sha1")
    start = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 10**6:06}"


def add_app(browser: Client) -> str:
    """Add an app to the account on its page; the key that both share."""
    page = browser.get("/account/second-factor/totp/activate/").content.decode()
    found = re.search(r'<code class="secret"[^>]*>([A-Z2-7]+)</code>', page)
    assert found, "the page shows the key"
    answer = browser.post("/account/second-factor/totp/activate/", {"code": code(found[1])})
    assert answer["Location"] == "/account/second-factor/recovery-codes/"
    return found[1]
