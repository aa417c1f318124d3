"""
Fold what keyboards and copied text contain into the plain characters of the grammar.

`x²·½` becomes `x^(2)*½`, full-width letters and typographic signs become ASCII, Greek letters and
the signs that have a meaning of their own stay. A letter that only looks like another one, and
a mark that changes the direction of the text, are refused by name: what is judged must be what
is seen.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from grader.errors import UnreadableAnswer
from grader.sentences import say

_SIGNS = {
    "\u2212\u2010\u2011\u2012\u2013\u2014\ufe63": "-",
    "\u00d7\u22c5\u00b7\u2022\u2219\u2217\u2715\u2a2f": "*",
    "\u00f7\u2215\u2044": "/",
    "\u2032\u2019\u02b9": "'",
    "\u2758\uff5c\u2223": "|",
    "\u2016\u2225": "||",
    "\u2768\u276a\ufe59\u207d": "(",
    "\u2769\u276b\ufe5a\u207e": ")",
    "\u27e8\u2329": "[",
    "\u27e9\u232a": "]",
    "\u2264\u2a7d\u2266": "<=",
    "\u2265\u2a7e\u2267": ">=",
    "\u2260": "!=",
    "\u2248": "~=",
    "\u2216": " setminus ",
    "\u2227": " and ",
    "\u2228": " or ",
    "\u2208": " in ",
    "\u00b5": "\u03bc",
    "\u03d5": "\u03c6",
    "\u03f5": "\u03b5",
    "\u03d1": "\u03b8",
    "\u2126": "\u03a9",
    "\u2107\u212f": "e",
    "\u2148": "i",
    "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r": " ",
    "\u200b\u200c\u200d\u2060\ufeff\u2061\u2062": "",
    "\u3001": ",",
}
_KEPT = set(
    "\u221a\u221b\u221c\u221e\u00b1\u2213\u222a\u2229\u2205\u211d\u00bd\u00bc\u00be\u2153\u2154"
)
_KEPT |= set("\u2155\u2156\u2157\u2158\u2159\u215a\u215b\u215c\u215d\u215e")
_KEPT |= set("αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩςϱϖ")

_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˣʸᵀᵃᵇᵏᵐᵗ", "0123456789+-()nixyTabkmt", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₓₙₘₖᵢⱼₜ", "0123456789aexnmkijt", strict=True))

_LOOK_ALIKES = dict(
    zip(
        "аеосрхуікАВСЕНІКМОРТХУѕј" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",  # Cyrillic, then Greek
        "aeocpxyikABCEHIKMOPTXYsj" + "ABEZHIKMNOPTYXo",
        strict=True,
    )
)
_REMEDIES = {
    "\u00b0": say("Degrees are not read here: write the angle in radians, such as pi/2."),
    "\u2211": say("Sums with a sigma sign are not read: write the value or the terms."),
    "\u220f": say("Products with a pi sign are not read: write the value or the factors."),
    "\u222b": say("Integrals are not read: write their value."),
    "\u2202": say("Derivatives are not read: write the derivative itself."),
    "\u2026": say("Dots are not read: write every item."),
    "\u2192": say("An arrow is not read here: write the value itself."),
    "\u21d2": say("An arrow is not read here: write the result alone."),
}
_FOLDED = {sign: plain for signs, plain in _SIGNS.items() for sign in signs}


@dataclass(frozen=True, slots=True)
class Folded:
    """The plain text, and for each of its characters the place it came from in what was typed."""

    text: str
    places: tuple[int, ...] | None  # None: every character stayed where it was

    def place(self, index: int) -> int:
        return index if self.places is None else self.places[min(index, len(self.places) - 1)]


def fold(text: str) -> Folded:
    """Fold `text`, or raise UnreadableAnswer naming the first character that cannot be read."""
    if text.isascii() and text.isprintable():
        return Folded(text, None)
    pieces: list[str] = []
    places: list[int] = []
    index = 0
    while index < len(text):
        end = index + 1
        if text[index] in _RAISED:
            end = _end_of_run(text, index, _RAISED)
            piece = f"^({''.join(_RAISED[sign] for sign in text[index:end])})"
        elif text[index] in _LOWERED:
            end = _end_of_run(text, index, _LOWERED)
            piece = "_" + "".join(_LOWERED[sign] for sign in text[index:end])
        else:
            piece = _fold_one(text[index], index)
        pieces.append(piece)
        places.extend([index] * len(piece))
        index = end
    places.append(len(text))
    return Folded("".join(pieces), tuple(places))


def _end_of_run(text: str, index: int, table: dict[str, str]) -> int:
    while index < len(text) and text[index] in table:
        index += 1
    return index


def _fold_one(sign: str, index: int) -> str:
    if sign.isascii() and sign.isprintable():
        return sign
    if sign in _FOLDED:
        return _FOLDED[sign]
    if sign in _KEPT:
        return sign
    if "\uff01" <= sign <= "\uff5e":  # full-width forms of the printable ASCII characters
        return chr(ord(sign) - 0xFEE0)
    if "\U0001d400" <= sign <= "\U0001d7ff":  # mathematical bold, italic, … letters and digits
        letter = unicodedata.normalize("NFKC", sign)
        if letter != sign:  # a few places of the block hold no character
            return _fold_one(letter, index)
    raise UnreadableAnswer(_why_not(sign), index)


def _why_not(sign: str) -> str:
    name = unicodedata.name(sign, f"character number {ord(sign)}").lower()
    if sign in _LOOK_ALIKES:
        plain = _LOOK_ALIKES[sign]
        return say(
            "This {plain} is not the letter {plain} but the {name}: type {plain} again.",
            plain=plain,
            name=name,
        )
    if sign in _REMEDIES:
        return _REMEDIES[sign]
    if unicodedata.category(sign) in ("Cf", "Cc", "Cs", "Co", "Cn"):
        return say(
            "There is an invisible character here ({name}): delete it and type the answer again.",
            name=name,
        )
    return say("The character {sign} ({name}) cannot be read here.", sign=sign, name=name)
