"""One variant as a page of its own, for its author: statement, answers, words, hints, solution."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from exercises.source import read_exercise
from exercises.variant import Variant, make_variant
from grader.sandbox import open_sandbox

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
<style>
body {{ font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; }}
.line {{ margin: 1rem 0; }} code, pre {{ font-family: ui-monospace, monospace; }}
.answer {{ border: 1px solid #4338ca; border-radius: .4rem; padding: .1rem .5rem; }}
pre {{ background: #f4f4f6; padding: .8rem; overflow-x: auto; }}
th, td {{ border-bottom: 1px solid #ccc; padding: .2rem .7rem; }} dt {{ font-weight: 600; }}
</style>
<h1>{title}</h1>
<p>{id}, version {version}, seed {seed}. Right answers stand where learners type.</p>
<main>{statement}</main>
<h2>Mistakes and their words</h2><dl>{mistakes}</dl>
<h2>Hints</h2><ol>{hints}</ol>
<h2>Solution</h2>{solution}
</html>
"""


# The site's own look, if its assets are built: figures, formulas and listings have their colours.
_STYLE = Path(__file__).parents[1] / "platform" / "campus" / "frontend" / "dist" / "style.css"


def preview(file: Path, seed: int) -> str:
    """The page; raises SourceError or VariantError with file and line."""
    exercise = read_exercise(file)
    box = open_sandbox(preload=("exercises.drawing",))
    try:
        variant = make_variant(exercise, seed, box)
    finally:
        box.close()
    return _PAGE.format(
        style=_STYLE.read_text(encoding="utf-8") if _STYLE.exists() else "",
        title=html.escape(exercise.title),
        id=exercise.id,
        version=exercise.version,
        seed=seed,
        statement=_statement(variant),
        mistakes=_mistakes(variant),
        hints="".join(f"<li>{hint}</li>" for hint in variant.hints),
        solution=variant.solution,
    )


def _statement(variant: Variant) -> str:
    shown = {blank["name"]: blank for blank in variant.blanks}
    keys = {blank["name"]: blank["key"] for blank in variant.grading["blanks"]}
    parts = []
    for piece in variant.statement:
        if "html" in piece:
            parts.append(piece["html"])
            continue
        name = piece["blank"]
        parts.append(_under(shown[name]))
        answer = keys[name].get("value", "a program")
        parts.append(f'<code class="answer">{html.escape(str(answer))}</code>')
    return "".join(parts)


def _under(view: dict[str, Any]) -> str:
    """What stands under a blank: options, lines, both columns of a match, a pad, a table."""
    parts = [
        "".join(f"<li><b>{item['id']}</b> {item['html']}</li>" for item in view[name])
        for name in ("options", "lines", "left", "right")
        if name in view
    ]
    pad = view["pad"]["svg"] if "pad" in view else ""
    return pad + "".join(f"<ul>{part}</ul>" for part in parts) + _table(view)


def _table(view: dict[str, Any]) -> str:
    if "cells" not in view:
        return ""
    head = "".join(f"<th>{html}</th>" for html in (view["corner"], *view["col_heads"]))
    names = view["row_heads"] or [""] * view["rows"]
    rows = "".join(
        f"<tr><th>{name}</th>"
        + "".join(f"<td>{cell['html'] if cell else '?'}</td>" for cell in row)
        + "</tr>"
        for name, row in zip(names, view["cells"], strict=True)
    )
    return f"<table><tr>{head}</tr>{rows}</table>"


def _mistakes(variant: Variant) -> str:
    rows = []
    for blank in variant.grading["blanks"]:
        values = {m["tag"]: m.get("value", "computed when graded") for m in blank["mistakes"]}
        for tag, words in variant.mistake_words[blank["name"]].items():
            value = html.escape(str(values.get(tag, "")))
            rows.append(f"<dt>{blank['name']}: {tag} <code>{value}</code></dt><dd>{words}</dd>")
    return "".join(rows)
