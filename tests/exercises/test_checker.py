"""Each rule has an exercise that breaks it, and the bank breaks none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from exercises.__main__ import main
from exercises.checking.bypasses import check_bypasses
from exercises.checking.case import Case
from exercises.checking.findings import Finding, merged
from exercises.checking.one import check_text
from exercises.checking.programs import check_bans
from exercises.checking.rules import RULES
from exercises.checking.run import check_files
from exercises.checking.spelling import check_spelling
from exercises.programming import drawer
from exercises.source import parse_exercise
from grader.sandbox import Sandbox
from tests.exercises.samples import CODE, SQUARE, changed

Check = Callable[..., list[Finding]]


@pytest.fixture
def check(tmp_path: Path, box: Sandbox) -> Check:
    """Check texts as files, in this process and one sandbox."""

    def run(*texts: str, seeds: int = 12, stored: Path | None = None) -> list[Finding]:
        files: list[Path] = []
        for text in texts:
            name = text.split("id: ")[1].split()[0]
            folder = tmp_path / str(len(files))
            folder.mkdir(exist_ok=True)
            files.append(folder / f"{name}.md")
            files[-1].write_text(text, encoding="utf-8")
        return check_files(files, seeds, box=box, stored=stored)

    return run


def told(findings: list[Finding]) -> list[str]:
    return [f"{f.rule}:{f.line}: {f.message}" for f in findings]


def test_a_sound_exercise_has_no_findings(check: Check) -> None:
    assert told(check(SQUARE)) == []


BREACHES = [
    ("L00", "level: 1", "level: 7", "`level` must be"),
    ("L01", "s = a**2", "s = a**2 // (a - a)", "ZeroDivisionError"),
    ("L01", "require(a != b)", "require(a == 1)", "refused 50 draws in a row"),
    ("L02", "$a = {{ a }}$", "$a = + {{ -a }}$", "two signs in a row"),
    ("L02", "$a = {{ a }}$", r"$\frac{ {{ a }} $", "this is not LaTeX"),
    ("L02", "$a = {{ a }}$", "$a = {{ a }}$, 1 in $1x$", "a coefficient 0 or 1"),
    ("L02", "$a = {{ a }}$", "$x^1$, $a = {{ a }}$", "a power of 1"),
    ("L02", "$a = {{ a }}$", '$a$ is {{ "None" }}', "the hole shows `None`"),
    ("L03", "s: exact;", "s: exact; form=nonsense;", "There is no form named"),
    ("L04", "`s = 2*a`", "`s = a*a`", "the mistake `doubled` is right here"),
    ("L04", "`t = s - b`", "`t ~ t > 0`", "the right answer has the property"),
    ("L05", "level: 1", "level: 2", "`s` has 1 mistakes with words; level 2 needs 2"),
    ("L05", "You doubled $a$", "It is {{ s }}", "the words of `doubled` show the right"),
    ("L06", "s = a**2", "s = a**4", "at most 999 is asked"),
    ("L07", "= {{ s }}$.", "= a^2$.", "the solution does not show the answer `s`"),
    ("L07", "1. A square is a product.", "1. " + "A square. " * 30, "longer than the"),
    ("L08", "2. (t) Add $b$ to what you found.\n", "", "there are 1 hints"),
    ("L08", "Add $b$ to what", "It is {{ t }}: add $b$ to what", "shows an answer"),
    ("L09", "t = lambda s: s + b", "t = lambda s: s + b if s == a**2 else None", "on no seed"),
    ("L14", "b = d.int(2, 31)", "b = 1", "12 seeds"),
    ("L16", "[ ] negative", "[ ] positive", "two options of `sure` read the same"),
    ("L16", "- [x] positive", "- [{{ a < 0 }}] positive — No.", "0 options of `sure`"),
    ("L20", "[exp-log-rules]", "[exp-log-rulez]", "unknown skill `exp-log-rulez`; did"),
    ("L20", "; label=Sign", "", "`sure` has no label for screen readers"),
    ("L20", "[exp-log-rules]", "[exp-log-rules, eigenvalues]", "comes later (M05)"),
]


@pytest.mark.parametrize(("rule", "old", "new", "message"), BREACHES)
def test_a_breach_is_found(rule: str, old: str, new: str, message: str, check: Check) -> None:
    text = changed(SQUARE, old, new)
    if rule == "L14":
        text = changed(changed(text, "a = d.int(3, 31)", "a = 3"), "require(a != b)\n", "")
    found = [f for f in check(text) if f.rule == rule]
    assert any(message in f.message for f in found), told(check(text))
    assert all(f.level == RULES[rule].level and f.line >= 1 for f in found)


def test_a_tolerance_that_reaches_a_mistake_is_found(check: Check) -> None:
    text = changed(SQUARE, "s: exact;", "s: number; tol=900;")
    assert any(f.rule == "L06" and "`doubled` is" in f.message for f in check(text))


def test_answers_that_repeat_and_uneven_options_are_found(check: Check) -> None:
    """Over forty seeds: `s` is copied from the statement, the options' order is not drawn."""
    text = changed(SQUARE, "s = a**2", "s = a")
    text = changed(changed(text, "`s = 2*a`", "`s = 2*a + 1`"), "{{ a }}\\cdot{{ a }}", "a")
    found = told(check(text, seeds=40))
    assert any("L17" in line and "`s` is 0, 1 or stands in the statement" in line for line in found)


def test_titles_and_ids_are_unique(check: Check) -> None:
    found = told(check(SQUARE, SQUARE))
    assert any("the title `A square` is also that of" in line for line in found)


def test_what_hangs_on_the_order_of_a_set_is_found(box: Sandbox) -> None:
    """Another sandbox orders sets of texts in another way."""
    second = box.beside(hash_seed=1)
    text = changed(SQUARE, "a = d.int(3, 31)", "a = int(''.join({'2', '3', '5', '7'})[:2])")
    found = check_text(text, "square.md", 1, box, second=second)
    sound = check_text(SQUARE, "square.md", 1, box, second=second)
    second.close()
    assert [(f.line, f.message[:40]) for f in found if f.rule == "L15"] == [
        (10, "a second process draws other values; is ")
    ]
    assert not [f for f in sound if f.rule == "L15"]


def test_a_stored_digest_holds_while_the_version_stands(check: Check, tmp_path: Path) -> None:
    stored = tmp_path / "digests.json"
    stored.write_text(json.dumps({"square": {"version": 1, "digest": "0" * 64}}))
    found = check(SQUARE, seeds=50, stored=stored)
    assert any("raise `version`" in f.message for f in found if f.rule == "L15")
    raised = changed(SQUARE, "version: 1", "version: 2")
    assert not [f for f in check(raised, seeds=50, stored=stored) if f.rule == "L15"]


CODE_BREACHES = [
    (
        "L10",
        "return 2 * np.asarray(x)\n```\n```python visible",
        "return 3 * x\n```\n```python visible",
    ),
    ("L11", "    return 2 * np.abs(x)", "    return 2 * np.asarray(x)"),
    ("L13", "    ...", "    return 2 * np.asarray(x)"),
]


@pytest.mark.parametrize(("rule", "old", "new"), CODE_BREACHES)
def test_a_breach_in_code_is_found(rule: str, old: str, new: str, check: Check) -> None:
    assert rule in {f.rule for f in check(changed(CODE, old, new), seeds=2)}


def test_a_hidden_test_that_no_mutant_fails_is_a_warning(check: Check) -> None:
    test = 'def test_zero(f, np, p):\n    "Zero."\n    assert close(f(np.zeros(2)), np.zeros(2))\n'
    text = changed(CODE, "```\n```python mutant", f"\n{test}```\n```python mutant")
    found = [f for f in check(text, seeds=2) if f.rule == "L12"]
    assert [f.level for f in found] == ["warning"]


def test_programs_are_tried_on_data_of_any_length(check: Check) -> None:
    """The seeds' drawn values together are longer than one text to the sandbox may be."""
    drawn = "k = [d.int(1, 99) for _ in range(3)]"
    text = changed(CODE, drawn, f'{drawn}\nnote = "of no use " * 9000')
    text = changed(text, "2 * np.abs(x)", "2 * np.asarray(x)")  # a mutant that is right
    assert "L11" in {f.rule for f in check(text, seeds=13)}


def test_a_reference_that_uses_what_is_banned_is_found() -> None:
    text = changed(CODE, "ban: [scipy]", "ban: [numpy.asarray]")
    assert [f.rule for f in check_bans(parse_exercise(text))] == ["L22"]


def test_findings_of_many_seeds_are_one_line() -> None:
    same = [Finding("L04", "a.md", 3, f"seed {n}", n) for n in (5, 2, 9)]
    assert str(merged(same)[0]) == "a.md:3: L04: seed 2 (seed 2 and 2 more)"


@pytest.mark.slow
def test_the_bank_is_sound(box: Sandbox) -> None:
    """A few seeds here; `./run check` proves two hundred."""
    files = sorted(Path("exercises/bank").glob("*/*.md"))
    assert told(check_files(files, 4, box=box)) == []


def test_processes_share_the_seeds(tmp_path: Path) -> None:
    file = tmp_path / "square.md"
    file.write_text(changed(SQUARE, "`s = 2*a`", "`s = a*a`"), encoding="utf-8")
    shares: list[tuple[int, int]] = []
    found = check_files([file], 6, processes=2, progress=lambda *done: shares.append(done))
    assert [(f.rule, f.seed, f.seeds) for f in found] == [("L04", 0, 6)]
    assert shares == [(1, 2), (2, 2)]


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "square.md"
    file.write_text(changed(SQUARE, "level: 1", "level: 7"), encoding="utf-8")
    assert main(["check", str(file), "--seeds", "2"]) == 1
    assert f"{file}:6: L00: `level` must be" in capsys.readouterr().out
    assert main(["check", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["rule"] == "L00"
    assert main(["check", str(tmp_path / "none.md")]) == 2


def test_an_exercise_is_never_written_over_by_digests(tmp_path: Path) -> None:
    file = tmp_path / "square.md"
    file.write_text(SQUARE, encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["digest", "--store", str(file)])
    assert file.read_text(encoding="utf-8") == SQUARE


def test_the_preview_is_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "square.md"
    file.write_text(SQUARE, encoding="utf-8")
    assert main(["preview", str(file), "--seed", "7", "--write", str(tmp_path / "p.html")]) == 0
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "<title>A square</title>" in page and "You doubled" in page
    file.write_text(changed(SQUARE, "level: 1", "level: 7"), encoding="utf-8")
    assert main(["preview", str(file)]) == 1
    assert "square.md:6" in capsys.readouterr().err


def test_a_ban_that_does_not_hold_is_found(box: Sandbox) -> None:
    """Here the grader is not told of the ban that the file promises."""
    exercise = parse_exercise(changed(CODE, "ban: [scipy]", "ban: [scipy, numpy.linalg]"))
    with drawer(exercise, box) as source:
        case = Case(exercise, 0, source.draw(0), source)
        assert list(check_bypasses(case, box)) == []
        case.judged(exercise.blanks[0])["key"]["ban"] = ["scipy"]
        found = list(check_bypasses(case, box))
    assert {f.rule for f in found} == {"L22"}
    assert all("the ban of `numpy.linalg` is not held" in f.message for f in found)


@pytest.mark.parametrize(
    ("rule", "old", "new", "message"),
    [
        (
            "L10",
            "assert close(f(np.array(p.k)),",
            "assert p.k[0] > 9 and close(f(np.array(p.k)),",
            "the reference does not pass test_example",
        ),
        (
            "L11",
            "assert close(f(np.array([-1, 0])),",
            "assert p.k[0] <= 9 or close(f(np.array([-1, 0])),",
            "the mutant absolute passes test_negative",
        ),
    ],
)
def test_what_goes_wrong_with_code_on_a_later_seed_is_found(
    rule: str, old: str, new: str, message: str, check: Check
) -> None:
    """Seed 0, which alone has the grader's whole proof, may be in order."""
    found = [f for f in check(changed(CODE, old, new), seeds=12) if f.rule == rule]
    assert [message in f.message for f in found] == [True], told(found)


def test_a_visible_test_that_the_starter_passes_on_a_later_seed_is_found(check: Check) -> None:
    text = changed(CODE, "    ...", "    return 2 * np.asarray(x) if x[0] <= 9 else None")
    assert [f.rule for f in check(text, seeds=12)] == ["L13"]


@pytest.mark.parametrize(
    ("passage", "told"),
    [
        (
            "A squar is a product.",
            ["`squar` is no word we know; `square`?"],
        ),
        ("Normalise the neighbours' eigenvectors.", []),  # British endings, terms and their plurals
        ("Use $sqar$, `sqar`, [sqar](sqar.md), x_sqar and Sqar.", []),  # formulas, code, names
    ],
)
def test_words_are_looked_up(passage: str, told: list[str]) -> None:
    text = changed(SQUARE, "A square is a product.", passage)
    found = list(check_spelling(parse_exercise(text)))
    assert [f.message.removesuffix("; code goes in backticks") for f in found] == told
    assert all((f.rule, f.level) == ("L20", "warning") for f in found)


def test_a_dollar_in_the_text_is_told(check: Check) -> None:
    """`$ x$` is no formula; learners would see the LaTeX."""
    found = check(changed(SQUARE, "Take $a = {{ a }}$", "Take $ {{ a }}$"), seeds=1)
    assert [(f.rule, f.level) for f in found] == [("L02", "warning")]
    assert "a formula opens without a space" in found[0].message
