"""Texts of an exercise with a variant's values put in: sanitised HTML, split where inputs stand."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from typing import Any

from exercises.model import BLANK, HOLE, Passage
from exercises.typesetting.figures import svg
from exercises.typesetting.formulas import mathml
from exercises.typesetting.listings import highlighted
from exercises.typesetting.sanitising import sanitised
from exercises.typesetting.templates import Formula, Listing, Part, Place, template

Values = Sequence[dict[str, Any]]  # what `drawing.showing.shown` made of each hole

_BLANK = re.compile(f"{BLANK[0]}(\\w+){BLANK[1]}")
_HOLE = re.compile(f"{HOLE[0]}(\\d+){HOLE[1]}")
# Where a figure stands until the HTML round it is sanitised.
_MARK = ("\ue006", "\ue007")
_FIGURE = re.compile(f"{_MARK[0]}(\\d+){_MARK[1]}")
# A comma after a formula stays on its line: browsers may break between the two.
_KEPT = re.compile(r"(<math>(?:(?!</math>).)*</math>)([,.;:!?)]+)", re.DOTALL)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_LATEX_SPECIAL = re.compile(r"([#$%&_{}])")


def block_html(passage: Passage, values: Values) -> str:
    """A passage of paragraphs, lists and formulas."""
    return _html(template(passage.source), values)


def line_html(passage: Passage, values: Values) -> str:
    """A passage that stays within a line: an option, a hint in a list, a feedback."""
    return _html(template(passage.source, inline=True), values)


def pieces(passage: Passage, values: Values) -> list[dict[str, str]]:
    """The statement as {"html"} and {"blank"} in turn; a tag may close in a later piece."""
    found: list[dict[str, str]] = []
    parts = _BLANK.split(block_html(passage, values))
    for number, part in enumerate(parts):
        if number % 2:
            found.append({"blank": part})
        elif part:
            found.append({"html": part})
    return found


def plain(passage: Passage, values: Values) -> str:
    """The source with values put in as LaTeX: equal texts read the same."""
    return _HOLE.sub(lambda m: _as_tex(values[int(m[1])]), passage.source)


def filled_text(text: Any, values: Values) -> Any:
    """A blank's option with values put in as texts of the grammar; other options as they are."""
    if not isinstance(text, str):
        return text
    return _HOLE.sub(lambda m: _as_text(values[int(m[1])]), text)


def _html(parts: tuple[Part, ...], values: Values) -> str:
    """Sanitised HTML; figures are put in afterwards, for the sanitiser knows no SVG.

    They are made of numbers and escaped words by our own code (exercises.typesetting.figures).
    """
    figures: list[str] = []
    markup = _KEPT.sub(r'<span class="nb">\1\2</span>', sanitised(_joined(parts, values, figures)))
    return _FIGURE.sub(lambda m: figures[int(m[1])], markup)


def _joined(parts: tuple[Part, ...], values: Values, figures: list[str]) -> str:
    return "".join(
        part if isinstance(part, str) else _filled(part, values, figures) for part in parts
    )


def _filled(part: Formula | Listing | Place, values: Values, figures: list[str]) -> str:
    if isinstance(part, Formula):
        return mathml(_HOLE.sub(lambda m: _as_tex(values[int(m[1])]), part.source), part.display)
    if isinstance(part, Listing):
        source = _HOLE.sub(lambda m: _as_text(values[int(m[1])]), part.source)
        if part.block:
            return highlighted(source, part.language)
        return f"<code>{html.escape(source)}</code>"
    value = values[part.hole]
    if "rows" in value:
        return _table(value)
    if "figure" in value:
        tag = "figure" if part.alone else "span"
        figures.append(f'<{tag} class="figure">{svg(value["figure"])}</{tag}>')
        return f"{_MARK[0]}{len(figures) - 1}{_MARK[1]}"
    inner = _in_prose(value)
    return f"<p>{inner}</p>" if part.alone else inner


def _in_prose(value: dict[str, Any]) -> str:
    if "word" in value:
        return html.escape(_PRIVATE.sub("", value["word"]))
    if "md" in value:  # drawn Markdown holds no holes and no blanks
        return _joined(template(_PRIVATE.sub("", value["md"]), inline=True), (), [])
    return mathml(value["tex"])


def _as_tex(value: dict[str, Any]) -> str:
    if "word" in value:
        return r"\text{" + _LATEX_SPECIAL.sub(r"\\\1", value["word"]) + "}"
    if "tex" in value:
        return str(value["tex"])
    return r"\text{" + _LATEX_SPECIAL.sub(r"\\\1", json.dumps(value, sort_keys=True)) + "}"


def _as_text(value: dict[str, Any]) -> str:
    return str(value.get("word", value.get("text", "")))


def _table(value: dict[str, Any]) -> str:
    head = "".join(f'<th scope="col">{_in_prose(cell)}</th>' for cell in value["header"])
    rows = "".join(
        f"<tr>{''.join(f'<td>{_in_prose(cell)}</td>' for cell in row)}</tr>"
        for row in value["rows"]
    )
    headed = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f'<table class="data">{headed}<tbody>{rows}</tbody></table>'
