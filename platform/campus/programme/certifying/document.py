"""The certificate on paper: an accessible PDF (PDF/UA-1), typeset from what the credential says."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

import segno
import typst
from django.utils.translation import gettext as _

from campus.programme.certifying.badge import TITLE, absolute, criteria
from campus.programme.certifying.errors import NoGlyph
from campus.programme.certifying.evidence import Evidence
from campus.programme.models import Credential
from exercises.tracks import read_tracks

_SOURCE: Final = Path(__file__).with_name("certificate.typ")


def typeset(row: Credential) -> bytes:
    """The PDF, one page of A4. The same row gives the same bytes.

    What people wrote reaches the typesetter as data and is never read as its language. Raises
    NoGlyph when the name has letters that no font of this machine has.
    """
    url = absolute("verify-code", row.code)
    data = {
        "title": TITLE,
        "track": read_tracks()[row.track].title,
        "name": row.name,
        "code": row.code,
        "url": url,
        "qr": _qr(url),
        "day": [row.issued_at.year, row.issued_at.month, row.issued_at.day],
        "criteria": criteria(),
        "skills": Evidence.of(row.evidence).skills,
        **asdict(Evidence.of(row.evidence)),
    }
    try:
        return typst.compile(
            _SOURCE.read_bytes(),
            sys_inputs={"data": json.dumps(data)},
            pdf_standards=["ua-1"],
            timestamp=int(row.issued_at.timestamp()),
        )
    except typst.TypstError as trouble:
        if "could not be displayed" not in str(trouble):
            raise
        words = _("The fonts of this site do not have all letters of the name: write it in others.")
        raise NoGlyph(words) from trouble


def _qr(url: str) -> str:
    drawn = io.BytesIO()
    segno.make(url, error="m").save(drawn, kind="svg", border=0, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()
