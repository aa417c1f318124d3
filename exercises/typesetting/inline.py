"""Short words with `$formulas$`, `code` and **bold**: the grader's feedback."""

from __future__ import annotations

import html
import re

from exercises.typesetting.formulas import mathml

_PIECE = re.compile(r"\$\$(.+?)\$\$|\$([^$]+?)\$|`([^`]+)`|\*\*(.+?)\*\*", re.DOTALL)


def rich_inline(text: str) -> str:
    """Safe HTML without block elements; anything else in the text is shown as it is.

    >>> rich_inline("a < **b**")
    'a &lt; <strong>b</strong>'
    """
    parts, end = [], 0
    for piece in _PIECE.finditer(text):
        parts += [html.escape(text[end : piece.start()]), _typeset(piece)]
        end = piece.end()
    return "".join([*parts, html.escape(text[end:])])


def _typeset(piece: re.Match[str]) -> str:
    display, formula, code, bold = piece.groups()
    if display or formula:
        return mathml((display or formula).strip())
    if code:
        return f"<code>{html.escape(code)}</code>"
    return f"<strong>{rich_inline(bold)}</strong>"
