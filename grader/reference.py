"""The reference of the answer kinds, made from their own words: Markdown for the docs, text for
`python -m grader grade --help`."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterator
from typing import Any

from grader.kinds import KINDS
from grader.kinds.kind import Kind, Option

HEAD = """\
# Answer kinds

Made from the code by `python -m grader kinds`; do not edit. Values are ASCII text of the answer
language (see [how answers are read](answer-language.md)). Every key may also carry `label`,
`rows`, `cols`, `placeholder` and `size`, which only the page looks at.
"""


def add(parser: argparse.ArgumentParser) -> None:
    parser.description = "Print the reference of the answer kinds as Markdown."


def run(arguments: argparse.Namespace) -> int:
    print(as_markdown(), end="")
    return 0


def as_markdown() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_section(kind) for kind in KINDS.values())])


def as_text() -> str:
    """One paragraph a kind, for a terminal."""
    return "\n".join(line for kind in KINDS.values() for line in _paragraph(kind))


def _section(kind: Kind[Any, Any]) -> str:
    lines = [f"## {kind.name}", "", kind.line, "", f"Typed: {kind.typed}.", ""]
    lines += ["| field | meaning | default |", "| --- | --- | --- |"]
    lines += [_row(option) for option in kind.options]
    lines += ["", "Example:", "", "```json", _json(kind), "```", ""]
    lines += [f"right: {_codes(kind.example.right)}; wrong: {_codes(kind.example.wrong)}", ""]
    return "\n".join(lines)


def _row(option: Option) -> str:
    name = f"`{option.name}`" if option.name else ""
    default = f"`{option.default}`" if option.default else ""
    cells = (name, option.meaning, default)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _paragraph(kind: Kind[Any, Any]) -> Iterator[str]:
    yield f"{kind.name}: {kind.line}"
    yield f"    {_json(kind)}"
    for option in kind.options:
        default = f" ({option.default})" if option.default else ""
        yield textwrap.fill(
            f"{option.name or '-':16} {option.meaning}{default}".replace("`", ""),
            width=100,
            initial_indent="    ",
            subsequent_indent=" " * 21,
        )
    yield ""


def _json(kind: Kind[Any, Any]) -> str:
    return json.dumps({"kind": kind.name, **kind.example.key}, ensure_ascii=False)


def _codes(texts: tuple[str, ...]) -> str:
    return ", ".join(f"`{text}`" for text in texts)
