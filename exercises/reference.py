"""The reference of the format, written from the code itself: `python -m exercises reference`."""

from __future__ import annotations

from collections.abc import Iterator

from exercises import vocabulary
from exercises.checking.rules import RULES
from exercises.reading.blanks import COMMON, kinds, options_of
from exercises.reading.front_matter import KEYS
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
| draw block | `t = lambda s: …` | an answer that follows from the blank `s` |
| Hints | `1. text`, `2. (name) text` | hints, the second tied to a blank |
| Mistakes | `` - `s = value` **tag** — words `` | a wrong answer and its words |
| Mistakes | `` - `s ~ condition` **tag** — words `` | a property of wrong answers |
| Mistakes | `` - **tag** (`test_name`) — words `` | code: what a failing test means |

Code exercises have the fences `python starter`, `reference`, `visible`, `hidden` and
`mutant <tag>`. Tests are functions `test_*(f, np, p)` with a docstring that learners see; `p`
holds the drawn values.
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


def _rules() -> Iterator[tuple[str, ...]]:
    for rule in RULES.values():
        yield rule.id, rule.level, rule.promise
