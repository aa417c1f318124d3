"""
The gallery: one exercise for each answer kind and for each thing the format can do.

The index names, for every kind and option, the file that shows it; what no file shows is missing,
and a test fails until somebody writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from exercises.model import Exercise
from exercises.reading.blanks import COMMON, kinds, options_of
from exercises.reading.front_matter import KEYS
from exercises.source import read_exercise
from grader.form import FORMS
from grader.kinds.factorisation import SCHEMES

GALLERY = Path(__file__).parent / "gallery"

# Values of an option that deserve a blank of their own.
_VALUES = {
    ("factorisation", "into"): tuple(SCHEMES),
    ("sketch", "shape"): ("points", "line", "path", "curve"),
    ("vec-scale", "direction"): ("line", "ray"),
    ("poly", "up_to"): ("sign", "factor"),
}
_RARE = (
    *("limits", "ban", "battery", "weights", "groups", "timing", "libraries"),
    *("calculator", "few_variants", "authors", "licence"),
)
_HEAD = """# The gallery

<!-- Written by `python -m exercises gallery`; a test holds it to the files. -->

Each file is a small exercise and a page of documentation: it shows every option of its kind in a
blank, with a sentence that says when to use it. Look at one with

```console
$ python -m exercises preview exercises/gallery/number.md --seed 7 --write number.html
```

The fields of all kinds are listed in [the exercise format](exercise-format.md), the rules of
judging in [answer kinds](answer-kinds.md).

| Exercise | Kind | What it shows |
| --- | --- | --- |
"""


def gallery() -> list[Exercise]:
    """All files of the gallery, read."""
    return [read_exercise(path) for path in sorted(GALLERY.glob("*.md"))]


def page(exercises: Iterable[Exercise]) -> str:
    """docs/reference/gallery.md."""
    rows = []
    for exercise in exercises:
        link = f"[{exercise.title}](../../exercises/gallery/{exercise.id}.md)"
        shown = ", ".join(_own_options(exercise))
        names = ", ".join(f"`{kind}`" for kind in dict.fromkeys(b.kind for b in exercise.blanks))
        rows.append(f"| {link} | {names} | {shown} |\n")
    return _HEAD + "".join(rows)


def missing(exercises: Iterable[Exercise]) -> list[str]:
    """Every kind, option, value, form and key of the front matter that no exercise shows."""
    found = set().union(*map(_shown, exercises))
    return [thing for thing in _asked() if thing not in found]


def _asked() -> Iterator[str]:
    for kind in kinds():
        yield kind
        for option in options_of(kind):
            yield f"{kind}: {option}"
            for value in _VALUES.get((kind, option), ()):
                yield f"{kind}: {option}={value}"
    for name in (*FORMS, "decimal places", "significant figures", "no"):
        yield f"form: {name}"
    for option in COMMON:
        yield f"every blank: {option}"
    for key in KEYS:
        yield f"front matter: {key}"


def _shown(exercise: Exercise) -> set[str]:
    """What one exercise shows, by the names of _asked."""
    found: set[str] = {f"front matter: {key}" for key in KEYS if f"\n{key}:" in exercise.text}
    for blank in exercise.blanks:
        found.add(blank.kind)
        for option, value in blank.options.items():
            found |= {f"{blank.kind}: {option}", f"{blank.kind}: {option}={value}"}
        for form in str(blank.options.get("form", "")).split(","):
            found |= set(_form(form.strip()))
        found.add("every blank: label")
        found |= {"every blank: marks"} if blank.marks != 1 else set()
        found |= {"every blank: carry"} if blank.carry is not None else set()
    return found


def _form(name: str) -> Iterator[str]:
    """`2 decimal places` counts as `decimal places`, `no cos` as `no`."""
    yield f"form: {name}"
    yield f"form: {name.lstrip('0123456789 ')}"
    yield f"form: {name.split(' ')[0]}"


def _own_options(exercise: Exercise) -> list[str]:
    """Options of its blanks and keys of its head; of a page about something else, its headings."""
    options = {name for blank in exercise.blanks for name in blank.options}
    keys = {key for key in _RARE if f"\n{key}:" in exercise.text}
    named = [f"`{name}`" for name in sorted(options | keys)]
    lines = exercise.text.splitlines()
    headings = [line.removeprefix("### ") for line in lines if line.startswith("### ")]
    return named if options else [*headings, *named]
