"""What a file must be before anything of it is read: text in UTF-8, not empty, not endless."""

from __future__ import annotations

import re
from typing import Final

from exercises.errors import SourceError

LONGEST: Final = 200_000  # characters; the longest exercise of the bank has a tenth of that

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARK: Final = "\ufeff"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def decoded(file: str, data: bytes) -> str:
    """A file's bytes as text, line ends as they are. Raises SourceError."""
    if data.startswith(_UTF_16):
        raise SourceError(file, 1, "the file is not UTF-8 but UTF-16; save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        if b"\0" in data:
            message = "the file is not UTF-8, nor any text: an exercise is a text in Markdown"
            raise SourceError(file, 1, message) from wrong
        line = data.count(b"\n", 0, wrong.start) + 1
        message = f"the file is not UTF-8; save it as UTF-8 (byte {data[wrong.start]:#x} is none)"
        raise SourceError(file, line, message) from wrong


def check_text(file: str, text: str) -> None:
    """Refuse what cannot be an exercise, whatever its format. Raises SourceError."""
    if not text.strip():
        message = "the file is empty; an exercise begins with a line `---` and `id: …` below it"
        raise SourceError(file, 1, message)
    if text.startswith(_MARK):
        message = "the file begins with a byte order mark; save it as UTF-8 without BOM"
        raise SourceError(file, 1, message)
    if len(text) > LONGEST:
        message = f"the file has {len(text):,} characters; an exercise may have {LONGEST:,}"
        raise SourceError(file, 1, message)
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"a control character (U+{ord(found[0]):04X}) stands in this line; delete it"
        raise SourceError(file, line, message)
