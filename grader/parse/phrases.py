"""Whole answers in words."""

from __future__ import annotations

import re

from grader.tree import Constant, Interval, Negate, Node, Set, Span, Text

_TEXTS = {
    "no solution": ("no solution", "no solutions", "there is no solution", "none"),
    "does not exist": ("does not exist", "dne", "it does not exist", "doesn't exist"),
    "undefined": ("undefined", "not defined", "is undefined", "indeterminate"),
    "infinitely many solutions": ("infinitely many solutions", "infinitely many"),
    "diverges": ("diverges", "divergent", "it diverges"),
}
_PHRASES = {phrase: words for words, phrases in _TEXTS.items() for phrase in phrases}
_EMPTY = {"empty set", "the empty set"}
_REALS = {"all real numbers", "all reals", "the real numbers", "all x", "every real number"}
_IN_LATEX = re.compile(r"\s*\\(?:text|textrm|mathrm|operatorname)\{([^{}]*)\}\s*")


def read_phrase(text: str, span: Span) -> Node | None:
    """The tree of an answer in words, or None when it is not one that is known."""
    found = _IN_LATEX.fullmatch(text)
    plain = re.sub(r"\\ |~", " ", found[1]) if found else text
    words = " ".join(plain.lower().rstrip(".! ").split())
    if words in _PHRASES:
        return Text(_PHRASES[words], span=span)
    if words in _EMPTY:
        return Set((), span=span)
    if words in _REALS:
        low = Negate(Constant("inf", span=span), span=span)
        return Interval(low, Constant("inf", span=span), False, False, span=span)
    return None
