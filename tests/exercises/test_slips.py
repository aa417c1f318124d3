"""Slips of an author who cannot read code: each is told with its line and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercises.checking.run import check_files
from exercises.errors import SourceError
from exercises.source import parse_exercise, read_exercise
from grader.sandbox import Sandbox
from tests.exercises.samples import SQUARE, changed

#: Typed wrongly: what stood there, what stands there now, the line that is named, the words.
SLIPS = [
    ("title: A square", "  title: A square", 4, "every key begins in the first column"),
    ("title: A square", "\ttitle: A square", 4, "there is a tab in this line; YAML takes blanks"),
    ("title: A square", "title: A: b", 4, 'in quotation marks: `title: "A: b"`'),
    ("title: A square", "title:A square", 4, "a blank is missing after the colon"),
    ("level: 1", "level: one", 6, "a whole number 1 to 5; this is `one`"),
    ("s + b\n```", "s + b\n``", 9, "line 16 has 2 ticks, not 3"),
    ("s + b\n```", "s + b\n ```", 9, "line 16 is indented"),
    ("## Hints", "# Hints", 27, "`# Hints` opens no section; write `## Hints`"),
    ("## Hints", "**hints**", 27, "opens no section; write `## Hints`"),
    ("b = d", "  b = d", 12, "the lines of one block begin in the same column"),
    ("b = d", "if a:\n    b = 1\n\tc = 2\nb = d", 14, "indent with four blanks, never with tabs"),
    ("lambda s:", "lambda s", 15, "this is not Python"),
    ("s = a**2", "s = a^2", 14, "`^` is no power in Python: write `**` in `a ^ 2`"),
    ("{{ b }}", "{{ b^2 }}", 17, "write `**` in `b ^ 2`"),
    ("s = a**2", "print(a)", 14, "nothing is printed here: the preview shows what is drawn"),
    ("d.int(3, 31)", "random.randint(3, 31)", 11, "chance comes from `d` alone"),
    ("{{ b }}", "{{ {{ b }} }}", 17, "one hole cannot stand in another"),
    ("{{ b }}", "{{ b:zz }}", 17, "after a colon stands how the value is shown: `+`"),
    ("[[t: exact; carry=0.5; label=Sum]]", "[t: exact]", 21, "write them twice: `[[t: exact]]`"),
    ("carry=0.5;", "carry=0.5,", 21, "options are parted by `;`"),
    ("- [x]", "- [X]", 24, "`[x]` (right, a small x)"),
    ("- [x]", "* [x]", 23, "lines that begin with `- `"),
    (" — A square is never", " -- A square is never", 25, "the long dash `—` has a blank on each"),
    ("**doubled**", "**Doubled it**", 32, "single hyphens: `doubled-it`"),
    ("A square is a", "A squ\0are is a", 28, "a control character (U+0000) stands in this line"),
]

#: No text at all, or not the right one.
NO_TEXT = [
    (b"", 1, "the file is empty"),
    (b"\n \n", 1, "the file is empty"),
    (b"\xef\xbb\xbf" + SQUARE.encode(), 1, "save it as UTF-8 without BOM"),
    (SQUARE.encode("utf-16"), 1, "not UTF-8 but UTF-16; save it as UTF-8"),
    (SQUARE.encode("cp1252"), 25, "save it as UTF-8 (byte 0x97 is none)"),
    (b"\x89PNG\r\n\x1a\n" + bytes(100), 1, "nor any text: an exercise is a text in Markdown"),
    (SQUARE.encode() + b"word " * 200_000, 1, "an exercise may have 200,000"),
]

#: The file reads well, its program does not: L01 with the author's line.
PROGRAMS = [
    ("d.int(3, 31)", "d.integer(3, 31)", 11, "`d` has no `integer`; did you mean `int`?"),
    ("d.int(3, 31)", "d.int(3)", 11, "write the least and the greatest value: `d.int(2, 9)`"),
    ("s = a**2", "s = a / (b - b)", 14, "refuse such draws first: `require(b != 0)`"),
    ("a != b", "a < 0", 13, "require() refused 50 draws in a row"),
    ("s: exact", "s: matrix", 14, "the answer s: a matrix is asked, this is"),
    ("t: exact", "t: vector", 15, "the answer t: a vector or list is asked, this is"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), SLIPS)
def test_a_slip_is_told_with_its_cure(old: str, new: str, line: int, message: str) -> None:
    with pytest.raises(SourceError) as wrong:
        parse_exercise(changed(SQUARE, old, new), "square.md")
    assert message in wrong.value.message
    assert wrong.value.line == line


@pytest.mark.parametrize(("data", "line", "message"), NO_TEXT)
def test_what_is_no_text_is_told(data: bytes, line: int, message: str, tmp_path: Path) -> None:
    (tmp_path / "square.md").write_bytes(data)
    with pytest.raises(SourceError) as wrong:
        read_exercise(tmp_path / "square.md")
    assert message in wrong.value.message
    assert wrong.value.line == line


@pytest.mark.parametrize(("old", "new", "line", "message"), PROGRAMS)
def test_a_program_that_fails_is_told(
    old: str, new: str, line: int, message: str, tmp_path: Path, box: Sandbox
) -> None:
    (tmp_path / "square.md").write_text(changed(SQUARE, old, new), encoding="utf-8")
    told = [str(f) for f in check_files([tmp_path / "square.md"], 1, box=box) if f.rule == "L01"]
    assert len(told) == 1
    assert f"square.md:{line}: L01: " in told[0]
    assert message in told[0]


def test_line_ends_of_another_system_are_read_as_they_are() -> None:
    windows = parse_exercise(SQUARE.replace("\n", "\r\n"), "square.md")
    here = parse_exercise(SQUARE, "square.md")
    assert [blank.line for blank in windows.blanks] == [blank.line for blank in here.blanks]
    assert windows.draw == here.draw


def test_a_value_that_is_drawn_and_never_shown_is_a_note(tmp_path: Path, box: Sandbox) -> None:
    text = changed(SQUARE, "s = a**2", "left = d.int(1, 9)\ns = a**2")
    (tmp_path / "square.md").write_text(text, encoding="utf-8")
    found = [f for f in check_files([tmp_path / "square.md"], 1, box=box) if f.level == "note"]
    assert [(f.rule, f.line) for f in found] == [("L20", 14)]
    assert found[0].message == "drawn and used nowhere: `left`; show it, or delete the line"
