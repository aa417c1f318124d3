"""A wrong file is explained: the line, what is wrong, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercises.errors import SourceError
from exercises.source import parse_exercise, read_exercise
from tests.exercises.samples import CODE, SQUARE, changed

BANK = Path("exercises/bank")

BROKEN = [
    # front matter
    ("---\nid: square", "id: square", 1, "the file must begin with front matter: a line `---`"),
    ("minutes: 2\n---", "minutes: 2", 1, "the front matter is not closed: a second line `---`"),
    ("level: 1", "levle: 1", 6, "unknown key `levle`; did you mean `level`?"),
    ("level: 1", "level: 9", 6, "`level` must be a whole number 1 to 5"),
    ("level: 1\n", "", 1, "the key `level` is missing: 1 (warm-up) to 5 (research)"),
    ("title: A square", "title: [", 6, "the front matter is not YAML"),
    ("title: A square", "title: A\ntitle: B", 5, "the key `title` stands twice; keep one"),
    ("skills: [exp-log-rules]", "skills: exp", 5, "`skills` must be a list of words"),
    ("minutes: 2", "minutes: 2\nentry: f", 8, "`entry` belongs to `kind: code`"),
    # fences and sections
    ("```python draw", "```python darw", 9, "unknown fence `python darw`; did you mean `draw`?"),
    ("t = lambda s: s + b\n```", "t = lambda s: s + b", 9, "this fence is not closed"),
    ("## Hints", "## Hint", 27, "unknown section `## Hint`; did you mean `Hints`?"),
    ("## Hints", "## Solution", 35, "the section `## Solution` stands twice; join them"),
    ("## Mistakes\n", "", 36, "the section `## Mistakes` is missing"),
    # the draw block
    ("s = a**2", "import math\ns = a**2", 14, "a draw block imports nothing"),
    ("s = a**2", "s = a**", 14, "this is not Python: invalid syntax"),
    ("s = a**2", "s = squrt(a)**4", 14, "unknown name `squrt`; did you mean `sqrt`?"),
    ("s = a**2", "s = a.__class__", 14, "`__class__` is not for exercises"),
    ("s = a**2", "z = a**2", 19, "the blank `s` has no answer: the draw block must set"),
    ("t = lambda s:", "t = lambda u:", 15, "the answer `t` takes `u`, which is no earlier blank"),
    # the statement
    ("{{ b }}", "{{ c }}", 17, "unknown name `c`; the format's reference lists"),
    ("{{ b }}", "{{ b +", 17, "a hole `{{` must close with `}}` on its line"),
    ("{{ b }}", "{{ b + }}", 17, "`b +` is not a Python expression"),
    ("s: exact", "s: exatc", 19, "unknown kind `exatc`; did you mean `exact`?"),
    ("carry=0.5", "cary=0.5", 21, "unknown option `cary` of `exact`; did you mean `carry`?"),
    (
        "carry=0.5",
        "carry=5",
        21,
        "`carry=5` cannot be read: it must be a number above 0, at most 1",
    ),
    ("carry=0.5", "carry", 21, "the option `carry` needs a value: `carry=…`"),
    ("s: exact;", "s: exact; carry=0.5;", 19, "`carry` needs an answer that follows"),
    ("[[s: exact; label=Square of a]]", "[[s exact]]", 19, "looks like a blank"),
    ("[[t: exact;", "[[s: exact;", 21, "the blank `s` stands twice"),
    # choices
    ("- [x] positive", "- [y] positive", 24, "an option begins with `[x]` (right, a small x)"),
    ("- [x] positive", "- [ ] positive — No.", 23, "mc needs exactly one right option `[x]`"),
    (" — A square is never negative.", "", 25, "a wrong option needs feedback"),
    ("- [x] positive\n", "", 23, "a choice needs a list of at least two items"),
    # hints and mistakes
    ("1. A square", "A square", 28, "a hint begins with `1. `"),
    ("`s = 2*a`", "`q = 2*a`", 32, "there is no blank `q`"),
    ("`s = 2*a`", "`s = 2*A`", 32, "unknown name `A`"),
    ("**doubled** — You", "**doubled** - You", 32, "a mistake needs ` — ` and words"),
    ("**doubled**", "**Doubled it**", 32, "the tag `Doubled it` must be small letters"),
    (
        "`s = 2*a` **doubled**",
        "**doubled**",
        32,
        "a mistake is written - `blank = expression` **tag** — words",
    ),
]

# What stands under the blank (c) of SQUARE, in place of its two options.
BROKEN_LISTS = [
    ("order", "- a: one\n- b: two", 23, "an order needs a list of at least three items"),
    ("order", "- a: one\n- two\n- c: three", 25, "a line begins with its name: `- a: text`"),
    ("order", "- a: one\n- a: two\n- c: three", 24, "the line `a` stands twice"),
    ("order", "- a: one < c\n- b: two\n- c: three", 24, "needs `c`, which is no earlier line"),
    ("order", "- a: one\n- b: two\n- !x: three", 26, "a line that does not belong needs words"),
    ("match", "- one -> 1", 23, "a match needs a list of at least two items"),
    ("match", "- one -> 1\n- two", 25, "a pair is written `- left -> right`"),
    ("match; take=5", "- one -> 1\n- two -> 2", 23, "`take=5` must lie between 2 and"),
    ("match", "- -> 1\n- -> 2", 23, "a match needs at least two pairs"),
    ("mc; take=3", "- [x] one\n- [ ] two — no", 23, "`take=3` must lie between 2 and"),
    ("mc; take=2x", "- [x] one\n- [ ] two — no", 23, "`take=2x` cannot be read"),
    ("order; on=fig", "", 23, "unknown option `on` of `order`"),
]
BROKEN_TABLES = [
    ("s: exact", "s: table; tol={{ c }}", 19, "unknown name `c`"),
    ("s: exact", "s: exact; marks={{ a }}", 19, "`marks` is the same for all seeds"),
    ("s: exact", "s: sketch", 19, "a sketch needs a drawn figure to draw on: `on=name`"),
    ("s: exact", "s: sketch; on=fgi", 19, "the figure `fgi` is not drawn"),
    (
        "s: exact; label=Square of a]]\n",
        "s: table; label=Square]]\n| n | x |\n| 1 | ? |\n",
        20,
        "the table needs a row of headings",
    ),
    (
        "s: exact; label=Square of a]]\n",
        "s: table; label=Square]]\n| n | x |\n| --- | --- |\n| 1 | ? | 3 |\n",
        22,
        "this row has 3 cells, the headings are 2",
    ),
    (
        "s: exact; label=Square of a]]\n",
        "s: table; label=Square]]\n| n | x |\n| --- | --- |\n| 1 | 2 |\n",
        20,
        "the table asks for nothing",
    ),
]

BROKEN_CODE = [
    (
        "```python mutant absolute\nimport numpy as np\n\ndef twice(x):\n    return 2 * np.abs(x)",
        "```diff mutant absolute\n-    return 3 * x\n+    return x",
        43,
        "`return 3 * x` stands nowhere in the rest of the reference",
    ),
    ("ban: [scipy]", "weights: {test_negativ: 2}", 11, "`weights` names the test `test_negativ`"),
    (
        "ban: [scipy]",
        "groups: [{name: All, points: 3, tests: [test_negativ]}]",
        11,
        "`groups` names `test_negativ`, which is no test that counts; did you mean `test_negative`",
    ),
    (
        "ban: [scipy]",
        "groups: [{name: Form, points: 3, tests: [shape]}]",
        11,
        "the test `test_negative` stands in no group",
    ),
    (
        "ban: [scipy]",
        "groups: [{name: All, tests: [test_negative]}]",
        11,
        "`groups` must be a list",
    ),
    ("ban: [scipy]", "battery: [speed]", 11, "`battery` must be a list of shape"),
    ("entry: twice\n", "", 8, "the key `entry` is missing: the name that the learner must"),
    (
        "entry: twice",
        "entry: thrice",
        18,
        "the blank asks for `twice`, the key `entry` for `thrice`",
    ),
    ("def twice(x):\n    ...", "def other(x):\n    ...", 21, "this program does not define"),
    ('(f, np, p):\n    "Neg', '(f):\n    "Neg', 38, "`test_negative` must take (f, np, p)"),
    ('    "Negative entries."\n', "", 38, "`test_negative` needs a docstring"),
    ("(`test_negative`)", "(`test_negativ`)", 54, "did you mean `test_negative`?"),
    ("mutant absolute", "mutant", 42, "write `python mutant <tag>`"),
    ("limits: {cpu_s: 2,", "limits: {cpu: 2,", 10, "`limits` must be {cpu_s: seconds"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), BROKEN)
def test_a_broken_file_names_line_and_cure(old: str, new: str, line: int, message: str) -> None:
    with pytest.raises(SourceError) as wrong:
        parse_exercise(changed(SQUARE, old, new), "square.md")
    assert (wrong.value.line, wrong.value.file) == (line, "square.md")
    assert message in wrong.value.message


@pytest.mark.parametrize(("kind", "items", "line", "message"), BROKEN_LISTS)
def test_a_broken_list_names_line_and_cure(kind: str, items: str, line: int, message: str) -> None:
    options = "- [x] positive\n- [ ] negative **minus** — A square is never negative.\n"
    text = changed(changed(SQUARE, options, f"{items}\n"), "sure: mc", f"sure: {kind}")
    with pytest.raises(SourceError) as wrong:
        parse_exercise(text, "square.md")
    assert wrong.value.line == line
    assert message in wrong.value.message


@pytest.mark.parametrize(("old", "new", "line", "message"), BROKEN_TABLES)
def test_a_broken_table_or_option_names_line_and_cure(
    old: str, new: str, line: int, message: str
) -> None:
    with pytest.raises(SourceError) as wrong:
        parse_exercise(changed(SQUARE, old, new), "square.md")
    assert wrong.value.line == line
    assert message in wrong.value.message


@pytest.mark.parametrize(("old", "new", "line", "message"), BROKEN_CODE)
def test_a_broken_code_exercise_names_line_and_cure(
    old: str, new: str, line: int, message: str
) -> None:
    with pytest.raises(SourceError) as wrong:
        parse_exercise(changed(CODE, old, new), "twice.md")
    assert wrong.value.line == line
    assert message in wrong.value.message


def test_the_id_is_the_file_name(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text(SQUARE, encoding="utf-8")
    with pytest.raises(SourceError, match="the id `square` must be the file's name, `other`"):
        read_exercise(tmp_path / "other.md")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "square.md").write_bytes("é".encode("latin-1"))
    with pytest.raises(SourceError, match="save it as UTF-8"):
        read_exercise(tmp_path / "square.md")


def test_a_right_file_is_read_whole() -> None:
    exercise = parse_exercise(SQUARE, "square.md")
    assert [(b.name, b.kind, b.carry) for b in exercise.blanks] == [
        ("s", "exact", None),
        ("t", "exact", 0.5),
        ("sure", "mc", None),
    ]
    assert exercise.rules == {"t": ("s",)}
    assert [hint.blank for hint in exercise.hints] == [None, "t"]
    assert [(c.right, c.tag) for c in exercise.blank("sure").choices] == [
        (True, "option-1"),
        (False, "minus"),
    ]


def test_a_mistake_is_live_when_it_reads_another_blank() -> None:
    doubled, subtracted = parse_exercise(SQUARE).mistakes
    assert (doubled.live, doubled.needs) == (False, ())
    assert (subtracted.live, subtracted.needs) == (True, ("s",))


def test_latex_braces_round_a_hole_are_latex() -> None:
    exercise = parse_exercise(changed(SQUARE, "$a = {{ a }}$", r"$\frac{{{ a }}}{2}$"))
    assert exercise.holes[0].source == "a"
    assert "\\frac{\ue0000\ue001}{2}" in exercise.statement.source


def test_a_matrix_in_a_formula_is_no_blank() -> None:
    exercise = parse_exercise(changed(SQUARE, "Take", "Take $[[1, 2], [3, 4]]$ and"))
    assert len(exercise.blanks) == 3


@pytest.mark.parametrize("path", sorted(BANK.glob("*/*.md")), ids=lambda p: p.stem)
def test_the_bank_reads(path: Path) -> None:
    assert read_exercise(path).id == path.stem
