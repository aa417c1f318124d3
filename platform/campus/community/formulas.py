"""The formulas in a text, each as one word that says what it is and not how it is written.

`$x(x+2)$` and `$x^2 + 2x$` have the same word: the fingerprint of the tree that the graders' own
parser reads. So a search for one finds the other, and an answer is known in any spelling.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from string import ascii_letters
from typing import Final

from grader.equivalence.residues import NoFingerprint, fingerprint
from grader.errors import UnreadableAnswer
from grader.parse import parse
from grader.parse.functions import GREEK
from grader.tree import List, Matrix, Node, Relation, Row, Set

MOST: Final = 60  # formulas of one text that are read
_LONGEST: Final = 300
_SEED: Final = "community"
_FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+)\$|`([^`\n]+)`", re.DOTALL)
LETTERS: Final = (
    *(letter for letter in ascii_letters if letter not in "ei"),
    *(name for name in dict.fromkeys(GREEK.values()) if name != "pi"),
)


def formulas_in(text: str) -> list[str]:
    """What stands between dollars, or between backticks on one line; at most MOST.

    >>> formulas_in("Is $x^2$ the same as `x*x`?")
    ['x^2', 'x*x']
    """
    found = ("".join(parts).strip() for parts in _FORMULA.findall(text))
    return [formula for formula in found if formula and len(formula) <= _LONGEST][:MOST]


def without_formulas(text: str) -> str:
    return _FORMULA.sub(" ", text)


def words_of(formula: str, names: Sequence[str] = ()) -> list[str]:
    """The words of one formula: its own, and of an equation those of its sides. None if it cannot
    be read or has no fingerprint, which is no reason to complain: it is found by its letters."""
    try:
        node = parse(formula, names=[*LETTERS, *names])
    except UnreadableAnswer:
        return []
    return list(dict.fromkeys(_words(node)))


def _words(node: Node) -> Iterator[str]:
    if isinstance(node, Relation):
        for part in (node.left, node.right):
            yield from _words(part)
        return
    try:
        yield _word(node)
    except NoFingerprint:
        return


def _word(node: Node) -> str:
    match node:
        case Matrix(rows=rows):
            return _hashed(";".join(",".join(map(_word, row)) for row in rows))
        case Row(items=items) | List(items=items):
            return _hashed(",".join(map(_word, items)))
        case Set(items=items):
            return _hashed(",".join(sorted(map(_word, items))))
    return _hashed(str(fingerprint(node, _SEED).residue))


def _hashed(text: str) -> str:
    return "f" + hashlib.sha256(text.encode()).hexdigest()[:16]
