"""The HTML a page may hold: what our Markdown and Temml write, and nothing else."""

from __future__ import annotations

import nh3

_MATHML = {
    *("math", "semantics", "annotation", "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace"),
    *("mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover"),
    *("mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "menclose", "mmultiscripts"),
    *("mprescripts", "none"),
}
_HTML = {
    *("p", "div", "span", "strong", "em", "code", "pre", "br", "hr", "a", "blockquote"),
    *("ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "h3", "h4"),
}
_ATTRIBUTES = {
    "*": {"class", "displaystyle", "scriptlevel"},
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope"},
    "math": {"display"},
    "annotation": {"encoding"},
    "mo": {
        *("stretchy", "fence", "form", "lspace", "rspace", "accent", "minsize", "maxsize"),
        *("separator", "movablelimits", "largeop", "symmetric"),
    },
    "mi": {"mathvariant"},
    "mspace": {"width", "height", "depth"},
    "mpadded": {"width", "height", "depth", "lspace", "voffset"},
    "mfrac": {"linethickness"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "munderover": {"accent", "accentunder"},
    "mtable": {"columnalign", "rowspacing", "columnspacing"},
    "mtd": {"columnspan", "rowspan"},
    "menclose": {"notation"},
}
_CLEANER = nh3.Cleaner(
    tags=_MATHML | _HTML,
    attributes=_ATTRIBUTES,
    url_schemes={"https", "mailto"},
    link_rel="noopener noreferrer",
)


def sanitised(html: str) -> str:
    """The HTML without anything that could run, load or restyle; closed where it was left open."""
    return str(_CLEANER.clean(html))
