"""Whether an answer of the site holds what must stay on the server: the planted words of the cast,
in any of the coats that a page might put on them."""

from __future__ import annotations

import base64
import gzip
import html
import io
import zipfile
from urllib.parse import unquote_plus

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from campus.catalog.models import ExerciseVersion
from tests.campus.cast import CANARIES, Stage


def plant_in_the_source(stage: Stage) -> None:
    """The variants of the cast bear the words already; the exercise's file bears them too."""
    ExerciseVersion.objects.update(source="\n".join(CANARIES.values()))


def leaked(answer: HttpResponseBase) -> set[str]:
    """Which kinds of secrets stand in the answer's head or body."""
    text = str(answer.headers) + "".join(texts_of(_body(answer)))
    seen = f"{text}\n{html.unescape(text)}\n{unquote_plus(text)}"
    return {name for name, word in CANARIES.items() if any(coat in seen for coat in _coats(word))}


def texts_of(body: bytes) -> list[str]:
    """The body as text; of archives and packed bodies what is in them."""
    if body[:2] == b"\x1f\x8b":
        body = gzip.decompress(body)
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return [body.decode("utf-8", "replace")]


def _body(answer: HttpResponseBase) -> bytes:
    if isinstance(answer, StreamingHttpResponse):
        return bytes(answer.getvalue())
    return answer.content if isinstance(answer, HttpResponse) else b""


def _coats(word: str) -> list[str]:
    """As it is, backwards, in hexadecimal, and in base64 wherever it may begin."""
    raw = word.encode()
    packed = [base64.b64encode(b"\0" * shift + raw).decode()[4:-4] for shift in range(3)]
    return [word, word[::-1], raw.hex(), *packed]
