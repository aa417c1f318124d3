"""LaTeX to MathML, remembered: the same formulas come back on every page."""

from __future__ import annotations

import html
from functools import lru_cache

from exercises.typesetting.engine import ENGINE
from exercises.typesetting.styles import without_styles


@lru_cache(maxsize=8192)
def mathml(latex: str, display: bool = False) -> str:
    """The formula as MathML that keeps its LaTeX as annotation, without style attributes.

    What Temml refuses is shown as code: a page with one ugly formula beats no page. Authors are
    told by the checker (`complaint`).

    >>> mathml("x").startswith("<math>")
    True
    """
    markup, refused = ENGINE.render(latex, display)
    if refused:
        return f'<code class="tex">{html.escape(latex)}</code>'
    return without_styles(markup)


def complaint(latex: str, display: bool = False) -> str:
    """Why Temml refuses the formula, in one line; "" when it does not."""
    refused = ENGINE.render(latex, display)[1].partition("\n")[0]
    return refused.removeprefix("ParseError:").strip()
