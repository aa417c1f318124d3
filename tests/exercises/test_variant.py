"""A variant: the same everywhere, graded rightly, and nothing of the key on the page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from exercises.__main__ import main
from exercises.checking.digests import FIRST, combined, differing, stored_digests
from exercises.errors import VariantError
from exercises.model import Exercise
from exercises.source import parse_exercise, read_exercise
from exercises.variant import Variant, make_variant, make_variants
from grader.grade import grade
from grader.request import GradingRequest
from grader.sandbox import Sandbox, shared
from grader.verdict import Report
from tests.exercises.samples import SQUARE, changed

BANK = sorted(Path("exercises/bank").glob("*/*.md"))
STORED = Path(__file__).parent / "digests.json"


def bank(name: str) -> Exercise:
    return read_exercise(next(path for path in BANK if path.stem == name))


def graded(variant: Variant, **answers: str) -> Report:
    typed = {name: {"text": text} for name, text in answers.items()}
    return grade(GradingRequest.from_json({**variant.grading, "answers": typed}))


def right_answers(variant: Variant) -> dict[str, str]:
    return {
        blank["name"]: blank["key"].get("value", blank["key"].get("reference"))
        for blank in variant.grading["blanks"]
    }


@cache
def drawn_once(path: Path, box: Sandbox) -> tuple[dict[int, Variant], str]:
    """Seeds 0 to 3 of an exercise and the digest of them all: one session serves the tests."""
    variants = make_variants(read_exercise(path), range(FIRST), box)
    return variants, combined([variants[seed].digest for seed in range(FIRST)])


@pytest.mark.parametrize("path", BANK, ids=lambda p: p.stem)
def test_the_right_answers_are_right(path: Path, box: Sandbox) -> None:
    variant = drawn_once(path, box)[0][2]
    report = graded(variant, **right_answers(variant))
    assert {n: v.outcome for n, v in report.verdicts.items()} == dict.fromkeys(
        right_answers(variant), "right"
    )


@pytest.mark.parametrize("path", BANK, ids=lambda p: p.stem)
def test_a_variant_survives_being_stored(path: Path, box: Sandbox) -> None:
    variant = drawn_once(path, box)[0][3]
    assert Variant.from_json(json.loads(json.dumps(variant.to_json()))) == variant


def test_a_seed_is_the_same_whatever_was_drawn_before(box: Sandbox) -> None:
    for path in BANK[:3]:
        assert make_variant(read_exercise(path), 3, box) == drawn_once(path, box)[0][3]


@pytest.mark.parametrize("path", BANK, ids=lambda p: p.stem)
def test_the_page_is_told_no_answer(path: Path, box: Sandbox) -> None:
    variant = drawn_once(path, box)[0][1]
    for blank in variant.blanks:
        assert not {"key", "value", "mistakes", "reference", "mutants"} & set(blank)
    shown = json.dumps([variant.blanks, variant.statement])
    assert "def test_" not in shown and "\ue000" not in shown
    assert " style=" not in json.dumps(variant.to_json()["statement"]) + variant.solution


@pytest.mark.parametrize("path", BANK, ids=lambda p: p.stem)
def test_the_first_stored_variants_hold(path: Path, box: Sandbox) -> None:
    """A version's variants never change: raise `version`, then
    `python -m exercises digest --store`."""
    exercise, stored = read_exercise(path), stored_digests(STORED).get(path.stem, {})
    assert (stored.get("version"), stored.get("first")) == (
        exercise.version,
        drawn_once(path, box)[1],
    )


def test_other_variants_than_those_stored_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """`./run digests` holds all fifty seeds of every file, beside the tests."""
    kept = {"version": 1, "digest": "a"}
    stored = {"same": kept, "other": kept, "raised": kept}
    found = {**stored, "other": {**kept, "digest": "b"}, "raised": {**kept, "version": 2}}
    assert differing(found, stored) == [
        "other: other variants than those stored for version 1",
        "raised: version 2 is not stored: digest --store",
    ]
    assert main(["digest", "--verify", str(BANK[0])]) == 0
    assert "1 exercises, 50 seeds each: 0 differ" in capsys.readouterr().out


def test_hash_seeds_do_not_matter() -> None:
    """Every seventh file; `./run digests` draws all of them under a hash seed of its own each time.
    Our own bank is trusted, so it may be drawn outside the sandbox here."""
    code = (
        "import json, sys; from pathlib import Path\n"
        "from exercises.drawing.program import Program\n"
        "from exercises.programming import specification\n"
        "from exercises.source import read_exercise\n"
        "for path in sys.argv[1:]:\n"
        "    program = Program(specification(read_exercise(path)))\n"
        "    print(json.dumps([program.make(seed) for seed in range(4)]))\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code, *map(str, BANK[::7])],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "77")
    }
    assert len(printed) == 1


@pytest.fixture
def derived(box: Sandbox) -> Sandbox:
    """Carried values are derived by the grader in the process's own sandbox."""
    return shared()


def test_a_wrong_mean_is_carried_forward(box: Sandbox, derived: Sandbox) -> None:
    """The learner divides by the wrong variance, and goes on from there without a slip."""
    variant = make_variant(bank("gcond-hand"), 7, box)
    mistakes = {m["tag"]: m.get("value") for m in variant.grading["blanks"][0]["mistakes"]}
    right = right_answers(variant)
    program: dict[str, Any] = {}
    exec(variant.grading["derive"]["source"], program)  # noqa: S102 (our own bank)
    follows = program["carried"]("p", {"m": mistakes["gain-inverse"], "v": right["v"]})
    report = graded(variant, m=str(mistakes["gain-inverse"]), v=right["v"], p=follows)
    verdicts = report.verdicts
    assert verdicts["m"].tag == "gain-inverse"
    assert (verdicts["p"].carried, verdicts["p"].score) == (True, 0.75)
    assert report.marks == pytest.approx(2 + 0.75 * 2)


def test_a_live_mistake_reads_the_learners_earlier_answer(box: Sandbox, derived: Sandbox) -> None:
    """Ascent along the learner's own gradient, which is wrong itself."""
    variant = make_variant(bank("grad-compute"), 7, box)
    report = graded(variant, g="[20, 21]", u="[20/29, 21/29]", r="29")
    assert report.verdicts["u"].tag == "ascent"
    assert report.verdicts["r"].carried
    assert "uphill" in variant.mistake_words["u"]["gradient-itself"]


def test_options_are_shuffled_and_the_key_follows(box: Sandbox) -> None:
    exercise = bank("ttest-one")
    seen = set()
    for seed in range(8):
        variant = make_variant(exercise, seed, box)
        key = variant.grading["blanks"][-1]["key"]
        view = variant.blanks[-1]
        assert [option["id"] for option in view["options"]] == key["options"] == list("abcd")
        seen.add(key["value"])
    assert len(seen) > 1
    fixed = next(blank for blank in variant.blanks if blank["name"] == "range")
    assert "at least" in fixed["options"][0]["html"]


def test_a_matrix_has_the_size_of_its_answer(box: Sandbox) -> None:
    views = {b["name"]: b for b in make_variant(bank("pca-hand"), 1, box).blanks}
    assert (views["C"]["rows"], views["C"]["cols"], views["u"]["rows"]) == (2, 2, 2)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("require(a != b)", "require(a == 0)", 13, "require() refused 50 draws in a row"),
        ("s = a**2", "s = a**2 / 0", 14, "ZeroDivisionError"),
        ("s = a**2", "s = Rational(1, 0)", 14, "the answer s"),
        ("s = a**2", "s = [a][3]", 14, "IndexError"),
        ("{{ b }}", "{{ [][b] }}", 17, "IndexError"),
        ("`s = 2*a`", "`s = [a][2]`", 32, "IndexError"),
        ("d.int(3, 31)", "d.int(3, 2)", 11, "d.int(3, 2) has nothing left"),
    ],
)
def test_a_draw_that_fails_names_the_line(
    old: str, new: str, line: int, message: str, box: Sandbox
) -> None:
    exercise = parse_exercise(changed(SQUARE, old, new), "square.md")
    with pytest.raises(VariantError) as wrong:
        make_variant(exercise, 0, box)
    assert message in wrong.value.message
    assert (wrong.value.line, wrong.value.file, wrong.value.seed) == (line, "square.md", 0)


def test_an_endless_draw_block_is_stopped(box: Sandbox) -> None:
    text = changed(SQUARE, "s = a**2", "s = a**2\nwhile True: s = s")
    with pytest.raises(VariantError, match="was stopped"):
        make_variant(parse_exercise(text, "square.md"), 0, box)


def test_a_draw_block_reaches_nothing_outside(box: Sandbox) -> None:
    text = changed(SQUARE, "s = a**2", "s = sum([open for _ in [0]])")
    from exercises.errors import SourceError

    with pytest.raises(SourceError, match="unknown name `open`"):
        parse_exercise(text, "square.md")
