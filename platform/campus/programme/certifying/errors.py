"""Why a certificate cannot be given or typeset; the message is for whoever asked for it."""

from __future__ import annotations

from campus.programme.errors import Refused


class NoKey(Refused):
    """The installation has no key to sign with: the operator's to mend."""


class NoGlyph(Refused):
    """The name has a letter that no font here can show."""
