"""The badge: a picture that carries its credential inside, as wallets take it."""

from __future__ import annotations

from html import escape

from openbadgeslib import baking

from campus.programme.models import Credential
from exercises.tracks import read_tracks

#: A medal with the curve of a loss that falls to its minimum. {distinction}: a second ring.
_DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="240" height="240" role="img">
<title>{title}</title>
<path d="M84 150 62 228l30-16 20 24 18-70zM156 150l22 78-30-16-20 24-18-70z" fill="#8a5a00"/>
<circle cx="120" cy="100" r="92" fill="#1f3a8a"/>
<circle cx="120" cy="100" r="80" fill="none" stroke="#f2c14e" stroke-width="3"/>
{distinction}
<path d="M62 62C84 150 108 150 120 126s30-20 58-82" fill="none" stroke="#fff" stroke-width="7"
 stroke-linecap="round"/>
<circle cx="99" cy="139" r="8" fill="#f2c14e"/>
</svg>
"""
_RING = '<circle cx="120" cy="100" r="73" fill="none" stroke="#f2c14e" stroke-width="3"/>'


def badge(row: Credential) -> bytes:
    """An SVG of 240 by 240 pixels; `openbadges:credential` in it holds the token."""
    title = escape(f"{row.name}: {read_tracks()[row.track].title}")
    ring = _RING if row.evidence["distinction"] else ""
    drawing = _DRAWING.format(title=title, distinction=ring).encode()
    return baking.bake_svg(
        drawing, row.token, element=baking.SVG_ELEMENT_OB3, namespace=baking.SVG_NS_OB3
    )
