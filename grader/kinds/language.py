"""The language of one blank: which letters stand for what, and where they live."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.equivalence.domain import Domain, read_domain
from grader.errors import BadKey, UnreadableAnswer
from grader.kinds.fields import Fields, as_object
from grader.kinds.kind import Option
from grader.parse import Expect, parse
from grader.parse.functions import ALIASES, ARITY, GREEK
from grader.request import Answer, Syntax
from grader.tree import Node

DECIMAL_COMMA = Option("decimal_comma", "whether learners write 0,5 for 0.5", "false")
OPTIONS = (
    Option("vars", "letters the answer may use: a list, or a text like `x, y`", "those of `value`"),
    Option(
        "domain",
        "where they live: one text for all, or an object from letters to texts; "
        "real, positive, nonnegative, negative, integer, natural (1, 2, …), probability, complex "
        "or an interval such as `(0, 1]`",
        "real",
    ),
    Option(
        "functions",
        "further functions: Phi, softplus, logit have a meaning, any other name "
        "stands for some function of which nothing is known, or for a sequence: `a_n`, `a_{n+1}`",
    ),
    DECIMAL_COMMA,
)

_LETTERS = re.compile(r"[^\W\d_]+(?:_\w+)?")
_LABEL = re.compile(r"\s*([^\W\d_]+(?:_\w+)?)\s*=(?![^=]*=)")
# A declared name whose index is to be worked out: `a_{n+1}` declares the sequence a.
_TERM = re.compile(r"([^\W\d_]+)_[{(].*[-+*/].*[})]$")
_WORDS = frozenset({"pi", "e", "i", "inf", "union", "and", "or", "in", "infinity", "oo"})


@dataclass(frozen=True, slots=True)
class Language:
    """Declared names, their domain, and the decimal sign."""

    names: tuple[str, ...]
    domain: Domain
    decimal_comma: bool = False
    functions: tuple[str, ...] = ()

    def read(self, answer: Answer, *, labelled: bool = True, expect: Expect = "any") -> Node:
        """The tree of a learner's answer; raises UnreadableAnswer.

        labelled   `m = 7` is read as 7 if m is no declared letter: the blank's own name, typed
                   once more
        """
        text = self._without_label(answer.text) if labelled else answer.text
        comma = self.decimal_comma
        return _tree(text, self.names, self.functions, expect, answer.syntax, comma)

    def _without_label(self, text: str) -> str:
        """`text` with its label turned to spaces, so that places in it stay what they are."""
        label = _LABEL.match(text)
        if label is None or label.group(1) in (*self.names, *_WORDS):
            return text
        return " " * label.end() + text[label.end() :]

    def key(self, text: str, *, expect: Expect = "any") -> Node:
        """The tree of an author's text, typed or LaTeX; raises BadKey."""
        try:
            return _parsed(text, self.names, self.functions, expect)
        except UnreadableAnswer as error:
            raise BadKey(f"{text!r} cannot be read: {error.message}") from error


@lru_cache(maxsize=1024)
def _tree(
    text: str,
    names: tuple[str, ...],
    functions: tuple[str, ...],
    expect: Expect,
    syntax: Syntax = "ascii",
    comma: bool = False,
) -> Node:
    """Trees are never changed, and many people type the same; so do keys and listed mistakes."""
    return parse(
        text, names=names, functions=functions, syntax=syntax, decimal_comma=comma, expect=expect
    )


@lru_cache(maxsize=1024)
def _parsed(text: str, names: tuple[str, ...], functions: tuple[str, ...], expect: Expect) -> Node:
    """An author's text is read once for all the answers that are judged by it."""
    try:
        return _tree(text, names, functions, expect)
    except UnreadableAnswer:
        if "\\" not in text:
            raise
        return _tree(text, names, functions, expect, "latex")


def forget() -> None:
    """Read every text anew from now on, as for a measurement."""
    _tree.cache_clear()
    _parsed.cache_clear()


def read_language(fields: Fields, *texts: str) -> Language:
    """The language that a key declares; without `vars`, the letters of its own texts."""
    declared = fields.words("vars")
    domain = as_object(fields.get("domain"))
    functions = fields.words("functions") or ()
    if declared is not None:
        sequences = {found[1]: name for name in declared if (found := _TERM.match(name))}
        functions = tuple(dict.fromkeys((*functions, *sequences)))
        declared = tuple(name for name in declared if name not in sequences.values())
    names = letters(texts, functions) if declared is None else declared
    if isinstance(domain, dict):
        names = tuple(dict.fromkeys((*names, *domain)))
    return Language(names, read_domain(domain), fields.flag("decimal_comma"), functions)


def letters(texts: Sequence[str], functions: Sequence[str] = ()) -> tuple[str, ...]:
    """The single and Greek letters (with index, if any) in ASCII texts that are no constants and
    no functions of the key. An index of a sequence counts by itself, `i` too.

    >>> letters(["x_1^2 + sin(y) - pi"])
    ('x_1', 'y')
    >>> letters(["a_{n+1} = 2a_n"], ["a"])
    ('n',)
    """
    own = "|".join(map(re.escape, functions)) or "(?!)"
    inside = re.findall(rf"(?<![^\W\d_])(?:{own})_(?:\w|[{{(][^{{}}()]*)", " ".join(texts))
    indices = {"i"} if any(re.search(r"_.*(?<![^\W\d_])i", term) for term in inside) else set()
    texts = [re.sub(rf"(?<![^\W\d_])(?:{own})(?=[_(])", " ", text) for text in texts]
    found = (word for text in texts for word in _LETTERS.findall(text))
    taken = (_WORDS | ARITY.keys() | ALIASES.keys()) - indices
    return tuple(sorted({w for w in found if w not in taken and _is_letter(w.split("_")[0])}))


def _is_letter(word: str) -> bool:
    return len(word) == 1 or word in GREEK.values()
