"""One variant as a page of its own, for its author: statement, answers, words, hints, solution.

With `form` the page has inputs, and what the grader said of the answers stands beside them.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from exercises.source import read_exercise
from exercises.typesetting import mathml, rich_inline
from exercises.variant import Variant, make_variant
from grader.sandbox import open_sandbox

Plain = dict[str, Any]

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
<style>
body {{ font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: break-word; }}
.line {{ margin: 1rem 0; }} code, pre {{ font-family: ui-monospace, monospace; }}
.answer {{ border: 1px solid #4338ca; border-radius: .4rem; padding: .1rem .5rem;
  display: inline-block; max-width: 100%; overflow-x: auto; vertical-align: bottom; }}
pre {{ background: light-dark(#f4f4f6, #23252e); padding: .8rem; overflow-x: auto; }}
svg, .figure {{ max-width: 100%; height: auto; }} .nb {{ white-space: nowrap; }}
table, .formula, math[display="block"] {{ display: block; max-width: 100%; overflow-x: auto; }}
th, td {{ border-bottom: 1px solid #ccc; padding: .2rem .7rem; }} dt {{ font-weight: 600; }}
main input:not([type]), textarea {{ font: inherit; max-width: 100%; box-sizing: border-box; }}
textarea {{ width: 100%; min-height: 14rem; font-family: ui-monospace, monospace; }}
.said {{ border-inline-start: 4px solid #b4430f; padding: .1rem .7rem; margin: .4rem 0; }}
.said.right {{ border-color: #0f6b47; }}
</style>
<h1>{title}</h1>
<p>{id}, version {version}, seed {seed}. {how}</p>
<form method="post"><main>{statement}</main>{button}</form>
<h2>Mistakes and their words</h2><dl>{mistakes}</dl>
<h2>Hints</h2><ol>{hints}</ol>
<h2>Solution</h2>{solution}
</html>
"""
_STANDING = "Right answers stand where learners type."
_TYPED = (
    "Type answers as learners do and have them graded. Edit the file and reload to see it anew."
)
_BUTTON = "<p><button>Grade</button></p>"


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
    return page(exercise.title, variant)


def page(
    title: str, variant: Variant, answers: Mapping[str, str] | None = None, report: Any = None
) -> str:
    """The page of a variant; with `answers`, even none, it has inputs.

    report  what the grader said of them, as JSON, or None before it was asked
    """
    form = answers is not None
    return _PAGE.format(
        style=_STYLE.read_text(encoding="utf-8") if _STYLE.exists() else "",
        title=html.escape(title),
        id=variant.exercise,
        version=variant.version,
        seed=variant.seed,
        how=_TYPED if form else _STANDING,
        statement=_statement(variant, answers, report["verdicts"] if report else {}),
        button=_BUTTON if form else "",
        mistakes=_mistakes(variant),
        hints="".join(f"<li>{hint}</li>" for hint in variant.hints),
        solution=variant.solution,
    )


def _statement(
    variant: Variant, answers: Mapping[str, str] | None, verdicts: Mapping[str, Any]
) -> str:
    shown = {blank["name"]: blank for blank in variant.blanks}
    keys = {blank["name"]: blank["key"] for blank in variant.grading["blanks"]}
    parts = []
    for piece in variant.statement:
        if "html" in piece:
            parts.append(piece["html"])
            continue
        name = piece["blank"]
        right = str(keys[name].get("value", "a program"))
        if answers is None:
            parts.append(_under(shown[name]))
            parts.append(f'<code class="answer">{html.escape(right)}</code>')
            continue
        parts.append(_input(shown[name], answers.get(name, ""), right))
        if name in verdicts:
            parts.append(_said(verdicts[name], variant.mistake_words[name]))
    return "".join(parts)


def _input(view: Plain, typed: str, right: str) -> str:
    """What is typed into: options to tick, a program's text, or one line."""
    name, label = html.escape(view["name"]), html.escape(str(view.get("label", "")))
    if view["kind"] in ("mc", "ms"):
        kind, ticked = "radio" if view["kind"] == "mc" else "checkbox", typed.split(",")
        return "".join(
            f'<p><label><input type="{kind}" name="{name}" value="{item["id"]}"'
            f"{' checked' if item['id'] in ticked else ''}> {item['html']}</label></p>"
            for item in view["options"]
        )
    if view["kind"] == "code":
        text = html.escape(typed or view["starter"])
        return f'<textarea name="{name}" spellcheck="false">\n{text}</textarea>'
    return (
        f'{_under(view)}<input name="{name}" value="{html.escape(typed)}" size="24"'
        f' aria-label="{label}" autocomplete="off"> '
        f"<details><summary>answer</summary><code>{html.escape(right)}</code></details>"
    )


def _said(verdict: Plain, words: Mapping[str, str]) -> str:
    """The verdict on one answer, and the words a learner would read."""
    told = [f"<b>{verdict['outcome']}</b>, {verdict['score']:.0%} of the marks"]
    told += [f"read as {mathml(verdict['read_as'])}"] if verdict["read_as"] else []
    told += [f"tag <code>{html.escape(verdict['tag'])}</code>"] if verdict["tag"] else []
    if said := words.get(verdict["tag"], ""):
        told.append(said)
    told += [rich_inline(verdict[n]) for n in ("feedback", "counter_example") if verdict[n]]
    for row in verdict["details"].get("tests", []):
        mark = "passed" if row["passed"] else "<b>failed</b>"
        told.append(f"{html.escape(row['name'])} {mark}")
    kind = "said right" if verdict["outcome"] == "right" else "said"
    return f'<div class="{kind}">{"<br>".join(told)}</div>'


def _under(view: Plain) -> str:
    """What stands under a blank: options, lines, both columns of a match, a pad, a table."""
    parts = [
        "".join(f"<li><b>{item['id']}</b> {item['html']}</li>" for item in view[name])
        for name in ("options", "lines", "left", "right")
        if name in view
    ]
    pad = view["pad"]["svg"] if "pad" in view else ""
    return pad + "".join(f"<ul>{part}</ul>" for part in parts) + _table(view)


def _table(view: Plain) -> str:
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
