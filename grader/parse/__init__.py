"""
Read what a learner typed, or what a math field emitted, into the typed tree.

    characters  odd signs folded or refused by name        vocabulary, functions  the words allowed
    typed       tokens of typed text                        grammar, levels        the Pratt parser
    latex       tokens of LaTeX                             operators, bundles, calls, commands
    phrases     answers in words                            tokens    what passes between; bounds
    notes       readings worth a word

Nothing here evaluates anything, and no text reaches any other parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from grader.errors import UnreadableAnswer
from grader.parse.characters import fold
from grader.parse.grammar import Expect, Reader
from grader.parse.latex import LatexScanner
from grader.parse.phrases import read_phrase
from grader.parse.tokens import DEEPEST_TREE, LONGEST_TEXT, TOO_DEEP, Token
from grader.parse.typed import TypedScanner
from grader.parse.vocabulary import Vocabulary, vocabulary
from grader.sentences import say
from grader.tree import Node, children

__all__ = ["CONSTANTS", "Expect", "Syntax", "parse"]

Syntax = Literal["ascii", "latex"]
CONSTANTS = ("pi", "e", "i", "inf")

_HOLDS_LATEX = re.compile(r"\\(?:[A-Za-z]|[,;:!{}])")
_DOLLARS = re.compile(r"\s*(\$\$?|\\\(|\\\[)(.*?)(\$\$?|\\\)|\\\])\s*", re.DOTALL)


def parse(
    text: str,
    *,
    names: Sequence[str] = (),
    functions: Sequence[str] = (),
    constants: Sequence[str] = CONSTANTS,
    syntax: Syntax = "ascii",
    decimal_comma: bool = False,
    expect: Expect = "any",
) -> Node:
    """Read one answer.

    text           what was typed or emitted, at most 2,000 characters
    names          the names it may use, multi-letter ones too: "x", "x_1", "theta", "xbar"
    functions      further function names; f(x) is a call only for these and the known ones
    constants      which of pi, e, i, inf keep their meaning; a declared name always wins
    syntax         "latex" for the text of a math field; typed text may hold LaTeX all the same
    decimal_comma  3,5 is a number and items are separated by `;` or by a comma and a space
    expect         "interval": (1,2) and [1,2] are intervals, not rows; "expression": [x+1] is
                   x+1; "any" decides by the text alone

    Raises UnreadableAnswer, with the place in `text` and a remedy, for whatever is not read;
    never anything else, within milliseconds, whatever the text.

    >>> from grader.plain import ascii
    >>> ascii(parse("1/2x + sin 2x", names=["x"]))
    '1/2*x + sin(2*x)'
    """
    if len(text) > LONGEST_TEXT:
        message = say(
            "An answer may have at most {most} characters; this has {count}.",
            most=LONGEST_TEXT,
            count=len(text),
        )
        raise UnreadableAnswer(message, LONGEST_TEXT, len(text))
    words = vocabulary(tuple(names), tuple(functions), tuple(constants))
    if text not in words.words:
        phrase = read_phrase(text, (0, len(text)))
        if phrase is not None:
            return phrase
    tokens = _scan(text, words, syntax, decimal_comma)
    reader = Reader(tokens, expect=expect, arity=words.arity, semicolon_rows=not decimal_comma)
    node = reader.read()
    if len(tokens) > DEEPEST_TREE:
        _check_depth(node)
    return node


def _scan(text: str, words: Vocabulary, syntax: Syntax, decimal_comma: bool) -> list[Token]:
    bare = _without_dollars(text) if "$" in text or "\\" in text else text
    folded = fold(bare)
    if syntax == "latex" or _HOLDS_LATEX.search(bare):
        strict = syntax == "latex"
        return LatexScanner(folded, words, decimal_comma=decimal_comma, strict=strict).scan()
    return TypedScanner(folded, words, decimal_comma=decimal_comma).scan()


def _without_dollars(text: str) -> str:
    """`text` with the marks of a formula around it blanked, so that every place stays."""
    found = _DOLLARS.fullmatch(text)
    if not found or not found[2].strip():
        return text
    start, end = found.span(2)
    return " " * start + text[start:end] + " " * (len(text) - end)


def _check_depth(node: Node) -> None:
    """Refuse a tree too deep for those who walk it."""
    level: list[Node] = [node]
    for _ in range(DEEPEST_TREE + 1):
        level = [child for parent in level for child in children(parent)]
        if not level:
            return
    raise UnreadableAnswer(TOO_DEEP, *(node.span or (0, 0)))
