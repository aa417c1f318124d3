"""
Markdown -> a template, made once for each text: safe HTML with places where values go.

CommonMark with tables and `$formulas$`; raw HTML is shown as text. Holes and blanks are the marks
of exercises.model; the template says for each whether it stands in a formula, in code or in prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from exercises.model import BLANK, HOLE

_HOLE = re.compile(f"{HOLE[0]}(\\d+){HOLE[1]}")
# Where a part stands in the rendered HTML until it is split; its number follows.
_PART = ("\ue004", "\ue005")
_PARTS = re.compile(f"{_PART[0]}(\\d+){_PART[1]}|{HOLE[0]}(\\d+){HOLE[1]}")


@dataclass(frozen=True, slots=True)
class Formula:
    """LaTeX with hole marks."""

    source: str
    display: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """Code with hole marks: a block in a language, or a span ("")."""

    source: str
    language: str = ""
    block: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A hole in prose; `alone` when it fills its paragraph, as a table does."""

    hole: int
    alone: bool = False


Part = str | Formula | Listing | Place


@lru_cache(maxsize=4096)
def template(source: str, inline: bool = False) -> tuple[Part, ...]:
    """The parts of a Markdown text; `inline` for a text that stays within its line."""
    parts: list[Part] = []
    rendered = str(
        (_MARKDOWN.renderInline if inline else _MARKDOWN.render)(source, {"parts": parts})
    )
    found: list[Part] = []
    end = 0
    for place in _PARTS.finditer(rendered):
        found.append(rendered[end : place.start()])
        found.append(parts[int(place[1])] if place[1] else Place(int(place[2])))
        end = place.end()
    return tuple(part for part in (*found, rendered[end:]) if part != "")


def holes_in(source: str) -> list[int]:
    """The numbers of the holes of a text with marks."""
    return [int(n) for n in _HOLE.findall(source)]


def _keep(env: Any, part: Part) -> str:
    env["parts"].append(part)
    return f"{_PART[0]}{len(env['parts']) - 1}{_PART[1]}"


def _formula_inline(state: StateInline, silent: bool) -> bool:
    """`$…$` or `$$…$$` within a line; a `$` before a space opens nothing."""
    source, start = state.src, state.pos
    if source[start] != "$":
        return False
    ticks = "$$" if source.startswith("$$", start) else "$"
    begin = start + len(ticks)
    end = source.find(ticks, begin)
    if end <= begin or (ticks == "$" and source[begin].isspace()):
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = source[begin:end].strip()
        token.meta = {"display": ticks == "$$"}
    state.pos = end + len(ticks)
    return True


def _formula_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Lines from `$$` to `$$`; inside, nothing is Markdown."""

    def line(number: int) -> str:
        return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]

    opening = line(first).rstrip()
    if not opening.startswith("$$"):
        return False
    number = first
    while True:
        text = line(number).rstrip()
        begin = 2 if number == first else 0
        if len(text) >= begin + 2 and text.endswith("$$"):
            break
        if "$$" in text[begin:] or number + 1 >= last:
            return False
        number += 1
    if silent:
        return True
    source = "\n".join(line(n).rstrip() for n in range(first, number + 1))
    token = state.push("formula_block", "", 0)
    token.content = source[2:-2].strip()
    state.line = number + 1
    return True


class _Renderer(RendererHTML):
    """HTML with part numbers where formulas, code and lone holes stand."""

    def formula(self, tokens: Any, i: int, options: Any, env: Any) -> str:
        return _keep(env, Formula(tokens[i].content, tokens[i].meta["display"]))

    def formula_block(self, tokens: Any, i: int, options: Any, env: Any) -> str:
        return f'<div class="formula">{_keep(env, Formula(tokens[i].content, True))}</div>\n'

    def code_inline(self, tokens: Any, i: int, options: Any, env: Any) -> str:
        return _keep(env, Listing(tokens[i].content))

    def fence(self, tokens: Any, i: int, options: Any, env: Any) -> str:
        return _keep(env, Listing(tokens[i].content, tokens[i].info.strip(), True)) + "\n"

    def code_block(self, tokens: Any, i: int, options: Any, env: Any) -> str:
        return self.fence(tokens, i, options, env)

    def lone_hole(self, tokens: Any, i: int, options: Any, env: Any) -> str:
        return _keep(env, Place(int(tokens[i].content), alone=True)) + "\n"


def _mark_paragraphs(state: Any) -> None:
    """A paragraph with an input becomes a div.line, one that is a hole alone a part of its own."""
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.append(token)
        if token.type != "paragraph_close" or tokens[-3].type != "paragraph_open":
            continue
        opened, content = tokens[-3], tokens[-2].content
        if alone := _HOLE.fullmatch(content.strip()):
            lone = Token("lone_hole", "", 0)
            lone.content = alone[1]
            tokens[-3:] = [lone]
        elif BLANK[0] in content:
            opened.tag = token.tag = "div"
            opened.hidden = token.hidden = False
            opened.attrSet("class", "line")
    state.tokens = tokens


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    markdown.disable(["html_block", "html_inline", "image", "autolink"])
    markdown.inline.ruler.before("escape", "formula", _formula_inline)
    markdown.block.ruler.before(
        "fence", "formula_block", _formula_block, {"alt": ["paragraph", "list"]}
    )
    markdown.core.ruler.push("mark_paragraphs", _mark_paragraphs)
    return markdown


_MARKDOWN = _markdown()
