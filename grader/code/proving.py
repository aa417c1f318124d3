"""Proves a code exercise before any learner meets it: what must pass, passes; the rest fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from grader.code.grading import grade
from grader.code.key import CodeKey
from grader.code.relay import BenchEnded
from grader.code.stage import NotStarted, Stage
from grader.errors import BadKey
from grader.sandbox import Sandbox, shared
from grader.verdict import Verdict

HEAD_ROOM = 5
"""The limit must be this many times the time of the reference: machines differ, and so do programs
that are right."""

# What somebody writes who has understood nothing; none of it may pass the visible tests.
_TRIVIAL = {
    "an empty function": "return None",
    "a constant": "return 0.0",
    "another constant": "return 1",
    "an empty list": "return []",
    "the input itself": "return args[0] if args else None",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a key: which rule, how grave, and what to look at."""

    rule: str
    level: Literal["error", "warning"]
    message: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of a key: findings, and the hidden tests each mutant fails."""

    findings: tuple[Finding, ...]
    deaths: Mapping[str, tuple[str, ...]]


def check_code_key(
    key: Mapping[str, Any], seed: str, box: Sandbox | None = None, *, trivial: bool = True
) -> list[Finding]:
    """All findings about a key; without errors among them it may be published."""
    return list(prove(key, seed, box, trivial=trivial).findings)


def prove(
    key: Mapping[str, Any], seed: str, box: Sandbox | None = None, *, trivial: bool = True
) -> Proof:
    """Run the reference, every mutant and some trivial programs through the tests.

    Rules: reference (passes everything), time (and needs a fifth of its limit), mutant (fails its
    test, and is known by its own tag),
    hidden (each test is failed by a mutant; some mutant passes the visible ones), trivial (starter,
    empty, constant and input-returning programs fail a visible test), key (anything else).
    Without `trivial` that rule is left to the caller.
    """
    try:
        code_key = CodeKey.from_json(key)
        judged = _Judge(key, seed, box)
        verdicts = {mutant.tag: judged(mutant.source) for mutant in code_key.mutants}
        findings = [
            *_about_the_reference(judged(code_key.reference)),
            *_about_time(code_key, cpu_of_the_reference(code_key, seed, box)),
            *_about_mutants(code_key, verdicts),
            *(_about_trivial_programs(code_key, judged) if trivial else ()),
        ]
    except BadKey as fault:
        return Proof((Finding("key", "error", str(fault)),), {})
    deaths = {tag: tuple(failed_hidden(verdict)) for tag, verdict in verdicts.items()}
    return Proof((*findings, *_about_hidden_tests(code_key, verdicts)), deaths)


def failed_hidden(verdict: Verdict) -> list[str]:
    """Names of the hidden tests and standard items that a verdict shows as failed."""
    return [
        row["name"]
        for row in verdict.details.get("tests", [])
        if row["hidden"] and not row["passed"]
    ]


@dataclass(frozen=True, slots=True)
class _Judge:
    """Grades programs by one key."""

    key: Mapping[str, Any]
    seed: str
    box: Sandbox | None

    def __call__(self, program: str, mode: Literal["grade", "run"] = "grade") -> Verdict:
        return grade(program, self.key, mode=mode, seed=self.seed, box=self.box)


def _passes_visible(verdict: Verdict) -> bool:
    rows = [row for row in verdict.details.get("tests", []) if not row["hidden"]]
    return bool(rows) and all(row["passed"] for row in rows)


def _about_the_reference(verdict: Verdict) -> Iterator[Finding]:
    if verdict.outcome != "right":
        failed = [row["name"] for row in verdict.details.get("tests", []) if not row["passed"]]
        message = f"the reference does not pass: {', '.join(failed)} {verdict.feedback}"
        yield Finding("reference", "error", message)
    for group in verdict.details.get("groups", []):
        if group["earned"] < group["points"] - 1e-9:
            message = f"no test's call shows all of {', '.join(group['tests'])}, so nobody can earn"
            yield Finding("reference", "error", f"{message} the points of {group['name']}")


def cpu_of_the_reference(key: CodeKey, seed: str, box: Sandbox | None) -> float:
    """Processor seconds of all tests with the reference, as the kernel counted them; 0 if it does
    not get to their end, which another rule tells."""
    with Stage(box or shared(), key, seed) as stage:
        stage.open_bench()
        try:
            stage.admit("reference", key.reference)
            for tests in stage.tests.values():
                stage.bench.ask("run", "reference", [name for name, _ in tests])
        except (NotStarted, BenchEnded):
            return 0.0
    return stage.cpu_s("reference")


def _about_time(key: CodeKey, cpu_s: float) -> Iterator[Finding]:
    if HEAD_ROOM * cpu_s > max(1.0, key.cpu_s):  # the kernel counts limits in whole seconds
        message = (
            f"the reference takes {cpu_s:.2f} s of the {key.cpu_s:g} s; "
            f"let limits.cpu_s be at least {HEAD_ROOM * cpu_s:.1f}"
        )
        yield Finding("time", "error", message)


def _about_mutants(key: CodeKey, verdicts: Mapping[str, Verdict]) -> Iterator[Finding]:
    named = dict(key.mistakes)
    for tag, verdict in verdicts.items():
        failed = failed_hidden(verdict)
        if verdict.outcome in {"right", "unreadable"}:
            message = f"mutant {tag} is {verdict.outcome}: {verdict.feedback}"
            yield Finding("mutant", "error", message)
        elif tag not in named:
            yield Finding("mutant", "error", f"mutant {tag} has no entry under Mistakes")
        elif named[tag] not in failed:
            message = f"mutant {tag} passes {named[tag]}; it fails {', '.join(failed) or 'nothing'}"
            yield Finding("mutant", "error", message)
        elif verdict.tag != tag:
            message = f"mutant {tag} gets the words of {verdict.tag or 'nothing'}"
            yield Finding("mutant", "error", message)


def _about_hidden_tests(key: CodeKey, verdicts: Mapping[str, Verdict]) -> Iterator[Finding]:
    if not verdicts:
        return
    rows = next(iter(verdicts.values())).details.get("tests", [])
    killed = {name for verdict in verdicts.values() for name in failed_hidden(verdict)}
    hidden = [row["name"] for row in rows if row["hidden"] and row["name"].startswith("test_")]
    for name in hidden:
        if name not in killed:
            yield Finding("hidden", "warning", f"no mutant fails {name}")
    for tag, test in key.mistakes:
        if test not in hidden:
            yield Finding(
                "key", "error", f"the mistake {tag} names {test}, which is no hidden test"
            )
    if not any(_passes_visible(verdict) for verdict in verdicts.values()):
        message = "every mutant already fails a visible test, so the hidden ones add nothing"
        yield Finding("hidden", "error", message)


def trivial_programs(key: CodeKey) -> dict[str, str]:
    """The starter and programs that understand nothing, by what they are called."""
    programs = {
        what: "\n".join(f"def {name}(*args, **kwargs):\n    {body}" for name in key.entries)
        for what, body in _TRIVIAL.items()
    }
    programs["an empty class"] = "\n".join(f"class {name}: pass" for name in key.entries)
    if key.starter.strip():
        programs["the starter"] = key.starter
    return programs


def _about_trivial_programs(code_key: CodeKey, judged: _Judge) -> Iterator[Finding]:
    for what, program in trivial_programs(code_key).items():
        if _passes_visible(judged(program, "run")):
            yield Finding("trivial", "error", f"{what} passes the visible tests")
