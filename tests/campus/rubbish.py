"""What no honest browser sends: values, bodies and addresses, and the forms they are sent by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import quote_from_bytes, urlsplit

from django.forms import BaseForm
from django.urls import Resolver404, resolve

import campus

#: What is sent in a field, as bytes before they are percent-encoded.
VALUES: Final[tuple[bytes, ...]] = (
    b"",
    b"\0",
    b"a\0b",
    b"\xed\xa0\x80",  # half of a surrogate pair
    b"\xff\xfe\x80",
    "\u202e\u0000\U0010ffff\ufffe".encode(),
    b"-1",
    b"0",
    b"99999999999999999999999",  # more than a bigint holds
    b"1e400",
    b"NaN",
    "\u0664\u00b2\u2460".encode(),  # digits, to some of Python
    b"9" * 5000,  # more digits than int() takes
    b"0001-01-01T00:00",
    b"9999-12-31T23:59",
    b"2026-02-30",
    b"00000000-0000-0000-0000-000000000000",
    b"../../etc/passwd",
    b"//example.org/\r\nSet-Cookie: a=b",
    b"%s %(x)s {0} {{ x }} {% x %} <script>",
    b'{"a": [[[[1e999, "\\ud800", null]]]]}',
    b"[" * 5000,
    b"((((" * 500,
    b"---\nid: [\n---\n$\\frac{$ \\begin{",
    b"name,mark\n\0,\xff\n",
    b"x" * 1_000_000,
)
SHORT: Final = tuple(value for value in VALUES if len(value) <= 5000)

#: Parts of an address in the place of an honest one.
PARTS: Final = (
    b"\0",
    b"-1",
    b"0",
    b"99999999999999999999999",
    b"\xed\xa0\x80",
    b"x" * 3000,
    b"%00",
)


@dataclass(slots=True)
class Page:
    """A form of some page: where it goes, and what an honest browser would send."""

    action: str
    posts: bool
    sent: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of one page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.found: list[Page] = []
        self._address, self._open = address, False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = given.get("method", "get").lower() == "post"
            self.found.append(Page(given.get("action") or self._address, posts))
            self._open = True
        if not self._open:
            return
        sent, name = self.found[-1].sent, given.get("name", "")
        if tag in ("input", "textarea", "button") and name:
            sent.setdefault(name, given.get("value", ""))
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and ("selected" in given or self._select not in sent):
            sent[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "form"
        self._select = "" if tag == "select" else self._select


def forms_of(html: str, address: str) -> list[Page]:
    read = Forms(address)
    read.feed(html)
    return [form for form in read.found if not urlsplit(form.action).netloc]


def name_of(address: str) -> str:
    """The name of an address in the URL conf; empty when it is none of ours."""
    try:
        return str(resolve(urlsplit(address).path).url_name)
    except Resolver404:
        return ""


def known_names() -> list[str]:
    """Every field that some view or form of the site reads."""
    read = re.compile(r'(?:GET|POST|FILES)(?:\.get|\.getlist)?[\(\[]"([\w-]+)"')
    names = {"answer-m", "syntax-m", "blank"}
    for path in Path(campus.__path__[0]).rglob("*.py"):
        names.update(read.findall(path.read_text("utf-8")))
    for form in _below(BaseForm):
        names.update(getattr(form, "base_fields", {}))
    return sorted(names)


def _below(kind: type[BaseForm]) -> Iterator[type[BaseForm]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def encoded(fields: list[tuple[str, bytes]]) -> str:
    """Fields as a query string; a name may come twice."""
    return "&".join(f"{name}={quote_from_bytes(value, safe='')}" for name, value in fields)


def other_addresses(address: str, dice: Random) -> Iterator[str]:
    """An address with one of its parts replaced, each part once."""
    parts = urlsplit(address).path.split("/")
    for place, part in enumerate(parts):
        if part:
            other = quote_from_bytes(dice.choice(PARTS), safe="")
            yield "/".join([*parts[:place], other, *parts[place + 1 :]])


def malformed_bodies() -> list[tuple[str, bytes]]:
    """Content types, with bodies that are not what they say."""
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="'
    return [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\n\r\n--c"),
        (
            "multipart/form-data; boundary=b",
            head + b'\0.csv"\r\n\r\n\0\xff,\xed\xa0\x80\n\r\n--b--',
        ),
        ("multipart/form-data; boundary=b", head + b'x.zip"\r\n\r\nPK\x03\x04' + b"\0" * 99),
        ("multipart/form-data; boundary=b; charset=utf-16", head + b'x"\r\n\r\nx\r\n--b--'),
        ("multipart/form-data; boundary=" + "b" * 300, b"--b"),
        ("application/json", b'{"a": "\\ud800"'),
        ("application/x-www-form-urlencoded; charset=utf-7", b"a=b&=&&%&%zz=%u1234"),
        ("application/x-www-form-urlencoded; charset=no-such", b"a=b"),
        ("text/\xff", b"\xff"),
        ("", b"&".join(b"a=b" for _ in range(5000))),  # more fields than Django takes
    ]
