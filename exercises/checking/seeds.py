"""One exercise, some seeds: drawn in one sandbox session, judged by every rule about one seed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from exercises.checking import bypasses, composed, judging, numbers, programs, trials, wording
from exercises.checking.case import Case
from exercises.checking.findings import Finding
from exercises.checking.spread import Facts
from exercises.errors import VariantError
from exercises.model import Exercise
from exercises.programming import drawer
from exercises.typesetting.templates import holes_in
from exercises.variant import digest_of, variant_of
from grader.errors import BadKey, UnreadableAnswer
from grader.sandbox import Sandbox

# The code grader's whole proof, each program in processes of its own; checking.trials tries the
# same programs on every seed.
_PROOF_SEED = 0
_NONSENSE_SEED = 0
# Other spellings, slips and solutions are tried on every fifth seed: their verdict hangs little
# on the numbers.
_SOME = 5
_PAGES = 20
_TWICE = 8
_DIGIT = re.compile(r"\d")


@dataclass
class Checked:
    """What one process found out about its share of the seeds.

    repeated  digests of the first few seeds, by which another process is held
    again     what another process, where sets have another order, drew for the first few seeds
    tried     seeds on which every program of a code exercise was tried
    """

    findings: list[Finding] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    repeated: dict[int, str] = field(default_factory=dict)
    again: dict[int, str] = field(default_factory=dict)
    tried: int = 0


def check_seeds(
    exercise: Exercise,
    seeds: Sequence[int],
    box: Sandbox,
    told: Callable[[int], None] = lambda done: None,
) -> Checked:
    """Draw and judge each seed; an author's error ends that seed, not the others.

    told   hears after each seed how many are done
    """
    checked = Checked()
    cases: list[Case] = []
    with drawer(exercise, box, seeds=len(seeds)) as source:
        for done, seed in enumerate(seeds):
            told(done)
            started = source.cpu_so_far()
            try:
                case = Case(exercise, seed, source.draw(seed), source)
                ms = (source.cpu_so_far() - started) * 1000
                checked.facts.append(_facts(case, ms))
                if seed < _TWICE:
                    checked.repeated[seed] = checked.facts[-1].digest
                for finding in _findings(case):
                    checked.findings.append(finding)
                if exercise.code:
                    cases.append(case)
            except VariantError as wrong:
                found = Finding("L01", exercise.file, wrong.line, wrong.message, seed)
                checked.findings.append(found)
            except (BadKey, UnreadableAnswer) as wrong:
                line = exercise.blanks[0].line
                message = f"a key or a mistake cannot be read: {wrong}"
                checked.findings.append(Finding("L03", exercise.file, line, message, seed))
    about_programs, checked.tried = trials.check_trials(cases, box)
    checked.findings += about_programs
    for case in (case for case in cases if case.seed == _PROOF_SEED):
        # Programs that understand nothing have been tried by then, if any could be.
        checked.findings += programs.check_programs(case, box, trivial=not checked.tried)
        checked.findings += bypasses.check_bypasses(case, box)
    return checked


def drawn_again(exercise: Exercise, box: Sandbox) -> dict[int, str]:
    """Digests of the first few seeds, drawn in a sandbox where sets have another order."""
    found: dict[int, str] = {}
    # What cannot be drawn, the first process tells.
    with suppress(VariantError), drawer(exercise, box, seeds=_TWICE) as source:
        for seed in range(_TWICE):
            with suppress(VariantError):
                found[seed] = digest_of(source.draw(seed))
    return found


def _findings(case: Case) -> Iterator[Finding]:
    yield from wording.check_rendering(case)
    yield from numbers.check_options(case)
    yield from numbers.check_degenerate(case)
    yield from numbers.check_numbers(case)
    yield from judging.check_right(case, spelt=case.seed % _SOME == 0)
    yield from judging.check_mistakes(case)
    yield from composed.check_composed(case, slips=case.seed % _SOME == 0)
    yield from composed.check_listed_mistakes(case)
    yield from judging.check_speed(case)
    if case.seed % _SOME == 0:
        yield from judging.check_carried(case)
        yield from judging.check_slips(case)
        yield from wording.check_solution(case)
    if case.seed % _PAGES == 0:
        variant_of(case.exercise, case.seed, case.drawn)  # a page can be made of it
    if case.seed == _NONSENSE_SEED:
        yield from judging.check_nonsense(case)


def _words(value: dict[str, Any]) -> str:
    """What a hole shows, to tell variants apart; lists are shuffled, which makes none."""
    return json.dumps(value, sort_keys=True)


def _facts(case: Case, ms: float) -> Facts:
    holes = case.drawn["holes"]
    stated = {holes[n].get("text") for n in holes_in(case.exercise.statement.source)}
    listed = [p.source for blank in case.exercise.blanks for p in wording.under(blank)]
    words = [_words(holes[n]) for text in listed for n in holes_in(text)]
    words += [_words(holes[n]) for n in holes_in(case.exercise.statement.source)]
    solution = [holes[n] for n in holes_in(case.exercise.solution.source)]
    return Facts(
        seed=case.seed,
        digest=digest_of(case.drawn),
        shown=f"{sorted(words)}{case.drawn['answers']}",
        answers=dict(case.right),
        copied=frozenset(n for n, v in case.right.items() if v in stated or v in ("0", "1")),
        options={
            b.name: len(case.drawn["orders"][b.name])
            for b in case.exercise.blanks
            if b.kind == "mc" and b.name in case.drawn["orders"]
        },
        attempt=case.drawn["attempt"],
        digits=sum(len(_DIGIT.findall(str(hole.get("text", "")))) for hole in solution),
        ms=ms,
        uncarried=case.uncarried if case.seed % _SOME == 0 else None,
    )
