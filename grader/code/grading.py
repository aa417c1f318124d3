"""Grade one program: visible tests, hidden tests, the standard battery, marks, and the mistake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from grader.code import groups, marks, mutants, report
from grader.code.faults import read_raised
from grader.code.key import CodeKey
from grader.code.relay import BenchEnded, Program
from grader.code.report import Findings, Row
from grader.code.stage import NotStarted, Stage
from grader.code.standard import ITEMS
from grader.code.timing import within_ratio
from grader.errors import BadKey
from grader.sandbox import Sandbox, shared
from grader.verdict import Verdict

LONGEST_PROGRAM = 100_000  # characters
AFTER_A_LIMIT = 0.25  # of the limits, for what is asked of a program that has met one


def grade(
    program: str,
    key: Mapping[str, Any],
    *,
    mode: Literal["grade", "run"],
    seed: str,
    box: Sandbox | None = None,
) -> Verdict:
    """Judge a learner's program.

    program   its text; of any length, in any state
    key       see `grader.code.key.CodeKey`
    mode      "run": visible tests only, nothing counts; "grade": all of them
    seed      of the request: the same request has the same verdict

    Outcomes: blank; unreadable (no Python, or the entry is missing); wrong, partial or right, with
    the share of `marks.share`. Details are those of `report.Findings`. Nothing of a hidden test but
    its name and docstring is in the verdict, and nothing the program said while one ran.

    Raises BadKey (the author's tests or reference do not work), MachineFault, NoIsolation.
    """
    code_key = CodeKey.from_json(key)
    if not program.strip():
        return Verdict("blank")
    if len(program) > LONGEST_PROGRAM:
        sentence = f"A program may have {LONGEST_PROGRAM} characters; this has {len(program)}."
        return Verdict("unreadable", method="reading", feedback=sentence)
    with Stage(box or shared(), code_key, seed) as stage:
        stage.open_bench()
        return Grading(stage, code_key, program, mode == "run").verdict()


class Grading:
    """One program on its way through the tests."""

    def __init__(self, stage: Stage, key: CodeKey, source: str, visible_only: bool) -> None:
        self._stage = stage
        self._key = key
        self._source = source
        self._visible_only = visible_only
        self._findings = Findings()
        self._bench_ended = False
        self._has_ended = False
        self._program: Program

    def verdict(self) -> Verdict:
        findings = self._findings
        self._demand_placed()
        try:
            self._program = self._stage.admit("learner", self._source)
        except NotStarted as problem:
            self._fail_all()
            return report.not_started(problem, findings)
        findings.visible = list(self._rows("visible"))
        # Before any hidden test: what is printed from now on could tell of their inputs.
        findings.printed = self._program.printed
        if "matplotlib" in self._source:
            findings.figures = self._program.figures()
        if not self._visible_only:
            findings.hidden = list(self._rows("hidden"))
        ended = self._program.ended
        if ended is not None:
            findings.ended = ended.sentence
        findings.standard = list(self._standard(self._program))
        findings.groups = () if self._visible_only else self._key.groups
        findings.weights = self._key.weights
        return report.verdict(findings, self._score(), self._tag(ran_out=ended is not None))

    def _rows(self, block: Literal["visible", "hidden"]) -> Iterator[Row]:
        """Run the tests of a block; once the program has ended, the rest fail unrun."""
        tests = self._stage.tests[block]
        outcomes = self._outcomes([name for name, _ in tests])
        for (name, doc), outcome in zip(tests, outcomes, strict=True):
            row = report.row_of(name, doc, outcome, hidden=block == "hidden")
            if outcome["how"] == "ended":
                if self._has_ended:  # its words stand at the test in which it ended
                    row.not_run, row.message = True, ""
                self._has_ended = True
            yield row
            if block == "visible" and self._findings.raised is None and "raised" in outcome:
                self._findings.raised = read_raised(outcome["raised"])

    def _outcomes(self, names: list[str]) -> list[Mapping[str, Any]]:
        """Have tests run, all in one journey."""
        try:
            outcomes: list[Mapping[str, Any]] = self._stage.bench.ask(
                "run", self._program.who, names
            )
        except BenchEnded:
            outcomes = self._one_by_one(names)
        for outcome in outcomes:
            if outcome["how"] == "fault":
                raise BadKey(str(outcome.get("message", "a test is at fault")))
        return outcomes

    def _one_by_one(self, names: list[str]) -> list[Mapping[str, Any]]:
        """Some test met a limit of the bench; run them anew and each alone, to find which."""
        self._bench_ended = True
        self._stage.open_bench("second bench")
        try:
            self._program = self._stage.admit("learner", self._source)
        except NotStarted as problem:
            self._program.end(problem.sentence)
        return [self._alone(name) for name in names]

    def _alone(self, name: str) -> Mapping[str, Any]:
        if self._program.ended is not None:
            return {"how": "ended", "message": self._program.ended.sentence}
        try:
            outcome: Mapping[str, Any]
            (outcome,) = self._stage.bench.ask("run", self._program.who, [name])
        except BenchEnded:
            # If the reference passes it, the program's result was the reason.
            if not self._stage.open_bench("third bench").ask("reference_passes", name):
                raise BadKey(f"{name} meets the limits of the tests with the reference") from None
            self._program.end("A test could not get to its end with what your program returned.")
            return {"how": "ended", "message": "the test did not end"}
        return outcome

    def _standard(self, program: Program) -> Iterator[Row]:
        """The standard battery and the timing, for a program that passes some hidden test."""
        if self._bench_ended or not any(row.passed for row in self._findings.hidden):
            return
        if self._key.battery:
            for name, passed in self._battery(program).items():
                yield Row(name, ITEMS[name], hidden=True, passed=passed)
        timing = self._key.timing
        if timing and report.passed(self._findings.hidden).get(timing.test):
            quick = within_ratio(self._stage, self._key, timing, self._source)
            yield Row(groups.TIMING, "The program is not much slower than needed.", True, quick)

    def _battery(self, program: Program) -> dict[str, bool]:
        """The standard items, in the program's own process while that has time left, else anew.

        A program that does not survive them fails every one. One that met a limit before has a
        quarter of its time for them: whoever waits has waited for one endless loop already.
        """
        bench = self._stage.bench
        worn = program.ended is not None or program.processor_s > self._key.cpu_s / 4
        chosen = bench.ask("battery_courses", "learner", not worn, program.processor_s)
        if not chosen["steps"]:
            return {}
        if worn:
            try:
                patience = 1.0 if program.ended is None else AFTER_A_LIMIT
                program = self._stage.start("learner again", self._source, patience=patience)
            except NotStarted:
                program.end("")
        reference = bench.ask_later("try_reference", "learner")
        if chosen["lends"]:  # the bench serves one request at a time
            reference()
        trials = program.try_out(chosen["steps"])
        if not chosen["lends"]:
            reference()
        judged: dict[str, bool] = bench.ask("battery", list(self._key.battery), trials)
        return judged

    def _score(self) -> float:
        findings = self._findings
        return marks.share(
            hidden=report.passed(findings.hidden),
            visible=report.passed(findings.visible),
            standard=report.passed(findings.standard),
            weights=self._key.weights,
            groups=self._key.groups,
        )

    def _demand_placed(self) -> None:
        """The groups of the key name the tests that count; raises BadKey."""
        if self._key.groups:
            counted = self._stage.tests["hidden"] or self._stage.tests["visible"]
            groups.demand_placed(
                self._key.groups,
                [name for name, _ in counted],
                self._key.battery,
                self._key.timing is not None,
            )

    def _tag(self, *, ran_out: bool) -> str:
        failed = [row.name for row in self._findings.hidden if not row.passed]
        return mutants.mistake_tag(
            self._stage,
            self._key,
            failed,
            ran_out=ran_out,
            works=all(row.passed for row in self._findings.visible),
        )

    def _fail_all(self) -> None:
        """Rows for a program that never ran: the page lists the tests all the same."""
        tests = self._stage.tests
        blocks: Sequence[Literal["visible", "hidden"]] = ("visible", "hidden")
        for block in blocks[:1] if self._visible_only else blocks:
            rows = [
                Row(name, doc, block == "hidden", False, not_run=True) for name, doc in tests[block]
            ]
            setattr(self._findings, block, rows)
