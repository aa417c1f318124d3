"""Code in colour: Pygments with classes; mathml.css's neighbour gives the classes their colours."""

from __future__ import annotations

import html

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_FORMATTER = HtmlFormatter(nowrap=True)


def highlighted(source: str, language: str = "python") -> str:
    """`<pre class="listing">` with the source; an unknown language stays plain."""
    try:
        inner = highlight(source, get_lexer_by_name(language), _FORMATTER)
    except ClassNotFound:
        inner = html.escape(source)
    return f'<pre class="listing"><code>{inner}</code></pre>'
