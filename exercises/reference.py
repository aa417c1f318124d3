"""The reference of the format, written from the code itself: `python -m exercises reference`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from exercises import vocabulary
from exercises.checking.rules import RULES
from exercises.reading.blanks import COMMON, kinds, options_of
from exercises.reading.front_matter import KEYS
from exercises.typesetting.figures.reading import LOOKS
from grader.kinds import KINDS

_HEAD = """# The exercise format

<!-- Written by `python -m exercises reference`; a test holds it to the code. -->

One Markdown file is one exercise. It has front matter, a fence `python draw`, a statement with
blanks, and the sections `## Hints`, `## Mistakes` and `## Solution`. The tutorial
[your first exercise](../tutorial/first-exercise.md) shows all of it at work.

| Where | What is written | What it does |
| --- | --- | --- |
| anywhere | `{{ x }}` | a drawn value, typeset in prose and formulas, plain in code |
| in formulas | `{{ x:+ }}` | a further term: `+ 3`, `- 3` |
| in formulas | `{{ x:() }}` | brackets round what starts with a minus or is a sum |
| in formulas | `{{ x:* }}` | a coefficient: nothing for 1, `-` for -1 |
| in formulas | `{{ x:+* }}` | a further term's coefficient |
| statement | `[[name: kind; option=value]]` | a blank; its answer is the drawn name |
| statement | `[[code: entry]]` | the blank of a code exercise |
| under mc, ms | `- [x] text`, `- [ ] text **tag** — words` | a right and a wrong option |
| under mc, ms | `- [{{ condition }}] text **tag** — words` | right where the condition holds |
| under mc, ms | option `take=3` of the blank | a pool: a variant shows three of the options |
| under order | `- a: text`, `- b: text < a` | lines; the second needs line a before it |
| under order | `- !x: text **tag** — words` | a line that does not belong |
| under match | `- left -> right **tag** — words` | a pair; words for any other partner |
| under match | `- -> right` | a partner of nobody |
| under order, match | `- [{{ condition }}] …` | there only where the condition holds |
| under table | a Markdown table, `?` in its cells | cells that are asked; the others are shown |
| in options | `of={{ A }}`, `label=Value at {{ x }}` | options that hold drawn values |
| draw block | `t = lambda s: …` | an answer that follows from the blank `s` |
| draw block | `fig = figure(…)`, then `{{ fig }}` or `on=fig` | a figure, shown or drawn on |
| draw block | `md(rf"slope ${latex(a)}$")` | drawn Markdown, shown by its hole |
| Hints | `1. text`, `2. (name) text` | hints, the second tied to a blank |
| Mistakes | `` - `s = value` **tag** — words `` | a wrong answer and its words |
| Mistakes | `` - `s ~ condition` **tag** — words `` | a property of wrong answers |
| Mistakes | `` - **tag** (`test_name`) — words `` | code: what a failing test means |

Code exercises have the fences `python starter`, `reference`, `visible`, `hidden` and
`mutant <tag>`; a fence `diff mutant <tag>` holds changes to the reference instead. Tests are
functions `test_*(f, np, p)` with a docstring that learners see; `p` holds the drawn values.
"""


def reference() -> str:
    """The whole page."""
    return "\n".join(
        [
            _HEAD,
            *_section("Front matter", ("Key", "Value", "Meaning"), _keys()),
            *_section("Options of every blank", ("Option", "Meaning"), _common()),
            *_section("Answer kinds", ("Kind", "Asks for", "Option", "Meaning"), _kinds()),
            *_section("Names in expressions", ("From", "Names"), _names()),
            *_figures(),
            *_recipes(),
            *_section("Rules of the checker", ("Rule", "Level", "Promise"), _rules()),
        ]
    )


def _section(title: str, head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> list[str]:
    lines = [f"## {title}", "", _row(head), _row(("---",) * len(head))]
    return [*lines, *map(_row, rows), ""]


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _keys() -> Iterator[tuple[str, ...]]:
    for name, key in KEYS.items():
        yield f"`{name}`" + (" (required)" if key.required else ""), key.shape, key.meaning


def _common() -> Iterator[tuple[str, ...]]:
    for name, option in COMMON.items():
        yield f"`{name}`", option.meaning


def _kinds() -> Iterator[tuple[str, ...]]:
    for kind in kinds():
        line = KINDS[kind].line if kind in KINDS else "A program, run against tests."
        options = options_of(kind)
        if not options:
            yield f"`{kind}`", line, "", ""
        for place, (name, option) in enumerate(options.items()):
            first = (f"`{kind}`", line) if place == 0 else ("", "")
            yield *first, f"`{name}`", option.meaning


def _names() -> Iterator[tuple[str, ...]]:
    for origin, names in (
        ("Lemma", vocabulary.DRAWING),
        ("SymPy", vocabulary.SYMPY),
        ("Python", vocabulary.PYTHON),
    ):
        yield origin, ", ".join(f"`{name}`" for name in names)


def _recipes() -> list[str]:
    from exercises.drawing import recipes  # loads SymPy, which the rest of this page does not need

    rows = sorted(
        (
            (name, *(getattr(recipes, name).__doc__ or "").split("\n")[0].split(": ", 1))
            for name in recipes.__all__
        ),
        key=lambda row: (int(row[1].strip("Rb")), row[1]),
    )
    named = ((f"`R.{name}(d, …)`", number, promise) for name, number, promise in rows)
    return _section("Recipes", ("Call", "Number", "Promise"), named)


def _figures() -> list[str]:
    """The drawing vocabulary, and the words of a look."""
    from exercises.drawing.figures import Figure, figure

    words = {"figure": figure} | {
        name: getattr(Figure, name) for name in vars(Figure) if not name.startswith("_")
    }
    rows = (
        (f"`{_call(name, word)}`", " ".join((word.__doc__ or "").split("\n\n")[0].split()))
        for name, word in words.items()
    )
    looks = ", ".join(f"`{look}`" for look in LOOKS)
    return [*_section("Figures", ("Call", "What it draws"), rows), f"Words of a look: {looks}.", ""]


def _call(name: str, word: Any) -> str:
    names = [n for n in inspect.signature(word).parameters if n != "self"]
    return f"{'' if name == 'figure' else 'fig.'}{name}({', '.join(names)})"


def _rules() -> Iterator[tuple[str, ...]]:
    for rule in RULES.values():
        yield rule.id, rule.level, rule.promise
