"""
The tree as LaTeX, the way a mathematician would write it: the "read as …" of the page.

Coefficients stand beside their letters, fractions are built up, brackets are there only where
they are needed. What is written reads back as the same tree with `syntax="latex"`.

    setting      one node to LaTeX, brackets        bundles   vectors, sets, relations
    arithmetic   sums, products, powers, calls      words     names, functions, signs
"""

from __future__ import annotations

from grader.typeset import arithmetic, bundles  # noqa: F401  (they fill the table of printers)
from grader.typeset.setting import latex

__all__ = ["latex"]
