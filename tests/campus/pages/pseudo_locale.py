"""A right-to-left language that is made up: every marked word comes back between ⟦ and ⟧.

It takes the place of Arabic, which no page is translated to. What is left outside the brackets on a
page was never marked for translation.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Final

from django.test import override_settings
from django.utils.translation import trans_real

CODE: Final = "ar"
SPOKEN: Final = ("aria-label", "title", "placeholder", "alt")
SILENT: Final = {"title", "script", "style", "math", "svg", "template"}
VOID: Final = {"input", "link", "meta", "br", "hr", "img", "use", "path", "rect", "circle", "line"}
_CONTEXT: Final = "\x04"


class _Pseudo:
    """What Django asks of a catalogue."""

    plural = staticmethod(lambda n: int(n != 1))

    def gettext(self, message: str) -> str:
        return f"⟦{message.rpartition(_CONTEXT)[2]}⟧" if message else ""

    def ngettext(self, one: str, several: str, n: int) -> str:
        return self.gettext(one if n == 1 else several)

    def to_language(self) -> str:
        return CODE

    def language(self) -> str:
        return CODE


@contextmanager
def pseudo_locale() -> Iterator[dict[str, str]]:
    """While it lasts, browsers that send these headers get the made-up language."""
    languages = [("en", "English"), (CODE, "Pseudo")]
    with override_settings(LANGUAGES=languages, USE_I18N=True):
        # Django names no door to its catalogues, and forgets them all when settings change.
        vars(trans_real)["_translations"][CODE] = _Pseudo()
        yield {"accept-language": CODE}


def unmarked(page: str) -> list[str]:
    """Words of a page that the made-up language did not reach."""
    reader = _Reader()
    reader.feed(page)
    return [found for text in [reader.text, *reader.spoken] for found in _outside(text)]


def _outside(text: str) -> list[str]:
    for _ in range(6):  # a marked text may stand inside another
        text = re.sub(r"⟦[^⟦⟧]*⟧", " | ", text)
    return [piece.strip() for piece in text.split("|") if re.search(r"[^\W\d_]{2}", piece)]


class _Reader(HTMLParser):
    """Collects what is read or heard, leaving out content: what stands under translate="no"."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.spoken: list[str] = []
        self._open: list[tuple[str, bool]] = []  # tag, whether it is content

    @property
    def _content(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        said = {"no": True, "yes": False}.get(known.get("translate") or "", self._content)
        content = said or tag in SILENT
        if not content:
            self.spoken += [known.get(name) or "" for name in SPOKEN]
        if tag not in VOID:
            self._open.append((tag, content))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        self.text += " "

    def handle_data(self, data: str) -> None:
        if not self._content:
            self.text += data
