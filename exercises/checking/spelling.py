"""L20: words that nobody knows, with the word that was probably meant; a warning, never a refusal.

English as a small library knows it (pyspellchecker), British endings by rule, and the terms below.
Formulas, code, names of files, and words with a capital letter are left alone.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from exercises.checking.findings import Finding
from exercises.checking.wording import passages
from exercises.model import Exercise

_APART = re.compile(
    r"```.*?```|\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|\[[^\]]*\]\([^)]*\)|https?://\S+|"
    r"[\ue000-\uf8ff]\w+[\ue000-\uf8ff]|[\w-]*[\d_][\w-]*",
    re.DOTALL,
)
_WORD = re.compile(r"(?<![\w\\])[a-z]{3,}(?![\w])")
_TERMS = frozenset(
    """antiderivative argmax argmin autoencoder backpropagation bijective boxplot cofactor
    colinear conjugate contrapositive coprime covariate dataset dict docstring dropout dtype
    eigenbasis eigenspace eigenvalue eigenvector elementwise estimator exponentials
    factorial greyscale heteroscedastic hyperparameter hyperplane idempotent injective
    interquartile invertible kurtosis logit logits lognormal maximiser minimiser monic
    multinomial multivariate nats nilpotent orthogonal orthonormal overdetermined overfit
    parametrisation perceptron pointwise posterior precompute preimage prior pseudoinverse quantile
    quantisation quartile recommenders rectified regressor relu semidefinite sigmoid
    sinusoid skewness softmax softplus stochastic subgradient submatrix subspace summand
    surjective tensor trapezoid tuple unary unbiased underdetermined underflow unitary
    vectorised winsorise""".split()
)
_BRITISH = (("is", "iz"), ("our", "or"), ("tre", "ter"), ("tred", "tered"), ("ys", "yz"))
_BEFORE = ("anti", "auto", "co", "de", "hyper", "inter", "mis", "multi", "non", "over",
           "pre", "re", "semi", "sub", "super", "un", "under")  # fmt: skip
_AFTER = ("s", "es", "ed", "d", "ing", "ly", "ness")


def check_spelling(exercise: Exercise) -> Iterator[Finding]:
    """Each unknown word once, on the line of its passage."""
    told: set[str] = set()
    for passage, _ in passages(exercise):
        for word in _WORD.findall(_APART.sub(" ", passage.source)):
            if word not in told and not known(word):
                told.add(word)
                message = f"`{word}` is no word we know{_meant(word)}; code goes in backticks"
                yield Finding("L20", exercise.file, passage.line, message, warning=True)


@cache
def known(word: str) -> bool:
    """Whether a lower-case word is English, one of our terms, or made of those.

    >>> known("minimised"), known("eigenvectors"), known("minimsed")
    (True, True, False)
    """
    return any(stem in _TERMS or stem in _words() for stem in _stems(word)) or any(
        word.removesuffix(end) in _TERMS for end in _AFTER
    )


def _stems(word: str) -> Iterator[str]:
    yield word
    yield from (word.replace(old, new) for old, new in _BRITISH if old in word)
    yield from (
        rest
        for start in _BEFORE
        if word.startswith(start) and len(rest := word.removeprefix(start)) > 3
    )


def _meant(word: str) -> str:
    """The likeliest word one slip away."""
    near = [w for w in _english().known(_english().edit_distance_1(word)) if len(w) > 2]
    if not near:
        return ""
    return f"; `{max(near, key=lambda w: (_english()[w], w))}`?"


def load() -> None:
    """Read the list of words, which takes a moment, before it is asked for."""
    _words()


@cache
def _words() -> frozenset[str]:
    """English as the spell checker has it; read here, for it takes twice as long to get ready."""
    packed = files("spellchecker") / "resources" / "en.json.gz"
    return frozenset(json.loads(gzip.decompress(packed.read_bytes())))


@cache
def _english() -> Any:
    from spellchecker import SpellChecker  # half a second; only for a word that nobody knows

    return SpellChecker()
