"""Cells of tables that are taken away as CSV."""

from __future__ import annotations


def plain_cell(text: str) -> str:
    """Text that a spreadsheet shows instead of running it as a formula.

    >>> plain_cell("=HYPERLINK(1)"), plain_cell("Ada"), plain_cell("-3")
    ("'=HYPERLINK(1)", 'Ada', "'-3")
    """
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
