"""
Temml's style attributes as classes: the site's content policy allows no inline styles.

Every declaration that Temml can write is mapped here and defined in mathml.css beside the site's
other styles. Lengths are rounded to tenths of an em, borders keep their side and kind.
"""

from __future__ import annotations

import re

_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_STYLE = re.compile(r' style="([^"]*)"')
_CLASS = re.compile(r' class="')
_LENGTH = re.compile(r"^(-?[\d.]+)(em|pt|px|ex)?$")

# Points and pixels are counted at ten and sixteen to the em, an ex is about half of one.
_EMS = {None: 1.0, "em": 1.0, "pt": 0.1, "px": 1 / 16, "ex": 0.45}
_MOST = 20  # tenths of an em; mathml.css ends there
_SIDES = {"padding-left": "pl", "padding-right": "pr", "padding-top": "pt", "padding-bottom": "pb"}
_BORDERS = {"border-left": "bl", "border-right": "br", "border-top": "bt", "border-bottom": "bb"}
_FIXED = {
    ("display", "block math"): "",  # the class tml-display says it
    ("math-depth", "0"): "math-depth-0",
    ("text-align", "left"): "math-left",
    ("text-align", "right"): "math-right",
    ("width", "100%"): "math-wide",
    ("width", "50%"): "math-half",
    ("width", "7.5%"): "math-margin",
    ("width", "90%"): "math-most",
    ("width", "0"): "math-narrow",
    ("padding", "0"): "math-bare",
    ("padding", "3pt"): "math-boxed",
    ("padding", "0.3em"): "math-boxed",
    ("padding", "0.5ex 0.1em 0 0"): "math-arrowed",
    ("left", "0.1em"): "math-nudged",
}


def without_styles(markup: str) -> str:
    """MathML whose style attributes have become classes."""
    return _TAG.sub(lambda tag: _rewritten(tag[0]), markup)


def _rewritten(tag: str) -> str:
    style = _STYLE.search(tag)
    if not style:
        return tag
    bare = tag.replace(style[0], "", 1)
    classes = " ".join(dict.fromkeys(filter(None, map(_class_of, _declarations(style[1])))))
    if not classes:
        return bare
    if _CLASS.search(bare):
        return _CLASS.sub(f' class="{classes} ', bare, count=1)
    return re.sub(r"^<([\w-]+)", rf'<\1 class="{classes}"', bare)


def _declarations(style: str) -> list[tuple[str, str]]:
    pairs = (part.partition(":") for part in style.split(";") if part.strip())
    return [(name.strip(), value.strip()) for name, _, value in pairs]


def _class_of(declaration: tuple[str, str]) -> str:
    """The class of one declaration, "" for one that is left out (colours are)."""
    name, value = declaration
    if name in _SIDES and (length := _LENGTH.match(value)):
        tenths = round(float(length[1]) * _EMS[length[2]] * 10)
        return f"math-{_SIDES[name]}-{max(0, min(tenths, _MOST))}"
    if name in _BORDERS:
        kind = next((k for k in ("double", "dashed") if k in value), "solid")
        return f"math-{_BORDERS[name]}-{kind}"
    return _FIXED.get((name, value), "")
