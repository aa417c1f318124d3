"""What people write is shown as text, whatever it is: nothing of it runs, loads or restyles."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from campus.courses.announcing import html_of

#: What breaks out of HTML, of Markdown, of LaTeX and of MathML elsewhere.
PIECES = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<math><mtext></mtext><mglyph><style><img src onerror=alert(1)></style>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](https://elsewhere.example 'a\" onmouseover=\"alert(1)')",
    "![x](https://elsewhere.example/pixel.png)",
    '<https://elsewhere.example/" onclick=alert(1)>',
    "[x]: javascript:alert(1)\n\n[x]",
    "`<script>`",
    "```html\n<script>\n```",
    '``` " onclick=alert(1)\ncode\n```',
    "$\\href{javascript:alert(1)}{x}$",
    "$\\url{javascript:alert(1)}$",
    '$\\class{evil" onclick=alert(1)}{x}$',
    "$\\includegraphics{https://elsewhere.example/x.png}$",
    "$\\style{position:fixed}{x}$",
    "$\\text{<script>alert(1)</script>}$",
    "$\\unicode{x3c}script>$",
    "$$\\def\\x{\\x\\x}\\x$$",
    "$$\\begin{matrix}",
    "$x^{$",
    "| a |\n|---|\n| <b onclick=alert(1)> |",
    "> > > > >",
    "1. \n   - \n",
    "***__``",
    "&lt;script&gt;",
    "&#x3c;script&#x3e;",
    "\u202e\u2066",
    "\ue000\ue001\ue0040\ue005",
    "\x00",
    "@ada @everyone",
    "w" * 300,
    "\n\n",
    " ",
)
TAGS = {
    *("p", "div", "span", "strong", "em", "code", "pre", "br", "hr", "a", "blockquote"),
    *("ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "h3", "h4"),
}
EVIL = ("style", "src", "srcset", "id", "name", "formaction")
ATTRIBUTES = {"class", "href", "rel", "start", "scope"}


class Seen(HTMLParser):
    """The elements and attributes of a page, as a browser would meet them."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.maths = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "math":
            self.maths += 1
        elif not self.maths and tag not in TAGS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in (
                "style",
                "src",
                "srcset",
                "id",
                "name",
                "formaction",
            ):
                self.wrong.append(f"{tag} {name}={value}")
            if not self.maths and name not in ATTRIBUTES:
                self.wrong.append(f"{tag} {name}={value}")
            if name == "href" and not re.match(r"(https|mailto):|[/#?]|[^:]*$", value or ""):
                self.wrong.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.maths -= tag == "math"

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(decl)


def wrong_in(text: str) -> list[str]:
    seen = Seen()
    seen.feed(html_of(text))
    seen.close()
    return seen.wrong


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: repr(piece)[:40])
def test_each_piece_alone_is_harmless(piece: str) -> None:
    assert wrong_in(piece) == []


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=12).map("".join))
@example("[x](<javascript:alert(1)>)")
@example("$a$<$b$ onclick=$c$>")
def test_nothing_that_anybody_writes_runs_or_loads(text: str) -> None:
    assert wrong_in(text) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("$`*_[]()<>!#|\\{}^\n x&"), max_size=60).map("".join))
def test_any_mixture_of_marks_makes_a_page_of_bounded_length(text: str) -> None:
    assert wrong_in(text) == []
    assert len(html_of(text)) < 4_000 + 400 * len(text)
