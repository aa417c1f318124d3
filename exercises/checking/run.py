"""All files on all cores: each process has sandboxes of its own and takes file after file."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from exercises.checking import catalogue, programs, spelling, spread, trials, unused, wording
from exercises.checking.digests import check_digest, stored_digests
from exercises.checking.findings import Finding, merged
from exercises.checking.pooled import sandbox_of_this_process
from exercises.checking.seeds import Checked, check_seeds, drawn_again
from exercises.errors import SourceError, VariantError
from exercises.model import Exercise
from exercises.skills import read_skills
from exercises.source import parse_exercise, read_exercise
from grader.sandbox import Sandbox

Progress = Callable[[int, int], None]

_MANY = 4  # files for each process, from which on none is divided


def check_files(
    files: Sequence[Path],
    seeds: int = 200,
    *,
    stored: Path | None = None,
    progress: Progress | None = None,
    processes: int | None = None,
    box: Sandbox | None = None,
) -> list[Finding]:
    """Every finding about the files, by file and line.

    stored    a file of digests (`python -m exercises digest`) that must still hold
    progress  told after each share: how many are done, of how many
    box       check in this process and this sandbox, instead of on all cores
    """
    exercises, findings = _read_all(files)
    kept = stored_digests(stored)
    findings += list(catalogue.check_titles(exercises))
    if box is not None:
        checked = [[check_share(exercise, range(seeds), box)] for exercise in exercises]
    else:
        cores = processes or os.cpu_count() or 1
        checked = _work(exercises, _shares(seeds, len(exercises), cores), progress, cores)
    for exercise, found in zip(exercises, checked, strict=True):
        findings += [finding for share in found for finding in share.findings]
        findings += list(about_all_seeds(exercise, found))
        by_seed = {f.seed: f.digest for share in found for f in share.facts}
        findings += list(check_digest(exercise, by_seed, kept))
    return merged(findings)


def _read_all(files: Sequence[Path]) -> tuple[list[Exercise], list[Finding]]:
    exercises, findings = [], []
    for file in files:
        try:
            exercises.append(read_exercise(file))
        except SourceError as wrong:
            findings.append(Finding("L00", wrong.file, wrong.line, wrong.message))
    return exercises, findings


def _shares(seeds: int, files: int, processes: int) -> list[range]:
    """The seeds in strides, so that each share sees low and high ones alike.

    Of many files each is one share: a formula typeset for one seed need not be for the next.
    """
    count = 1 if files >= _MANY * processes else max(1, min(processes, seeds))
    return [range(start, seeds, count) for start in range(count)]


def _work(
    exercises: Sequence[Exercise],
    shares: Sequence[range],
    progress: Progress | None,
    processes: int,
) -> list[list[Checked]]:
    """What each share of each exercise's seeds had to say."""
    context = multiprocessing.get_context("fork")
    found: list[list[Checked]] = [[] for _ in exercises]
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        # The longest first, so that no core ends long before the others.
        places = sorted(range(len(exercises)), key=lambda n: -_weight(exercises[n]))
        jobs = {
            pool.submit(_check, exercises[place].file, exercises[place].text, share): place
            for place in places
            for share in shares
        }
        spelling.load()  # while the others are at work
        for done, job in enumerate(as_completed(jobs), 1):
            found[jobs[job]].append(job.result())
            if progress:
                progress(done, len(jobs))
    return found


def _weight(exercise: Exercise) -> int:
    """A guess at how long an exercise takes, in answers graded on each seed."""
    programs = len(exercise.code.mutants) + 6 if exercise.code else 0
    return len(exercise.blanks) + len(exercise.mistakes) + 5 * programs


def about_all_seeds(exercise: Exercise, shares: list[Checked]) -> Iterator[Finding]:
    """What only all shares together show."""
    facts = sorted((f for share in shares for f in share.facts), key=lambda f: f.seed)
    yield from wording.check_feedback(exercise)
    yield from wording.check_hints(exercise)
    yield from programs.check_bans(exercise)
    yield from catalogue.check_skills(exercise, read_skills())
    yield from spelling.check_spelling(exercise)
    yield from unused.check_unused(exercise)
    yield from spread.check_spread(exercise, facts)
    yield from _repeated(exercise, shares)
    yield from _tried(exercise, shares)


def _repeated(exercise: Exercise, shares: list[Checked]) -> Iterator[Finding]:
    """L15: processes, each with a hash seed of its own, draw the same."""
    drawn = {seed: digest for share in shares for seed, digest in share.repeated.items()}
    again = {seed: digest for share in shares for seed, digest in share.again.items()}
    for seed in sorted(drawn.keys() & again.keys()):
        if drawn[seed] != again[seed]:
            message = "a second process draws other values; is a set of texts iterated over?"
            yield Finding("L15", exercise.file, exercise.draw.line, message, seed)


def _tried(exercise: Exercise, shares: list[Checked]) -> Iterator[Finding]:
    """Slow programs are not run for every seed: the author shall know."""
    tried, seeds = sum(share.tried for share in shares), sum(len(share.facts) for share in shares)
    if exercise.code and tried < seeds:
        message = f"time was enough to run every program on {tried} of {seeds} seeds"
        yield Finding("L11", exercise.file, exercise.code.hidden.line, message, note=True)


def _check(file: str, text: str, seeds: range) -> Checked:
    """One share. Of a file in shares every second one is drawn where sets have another order."""
    exercise = parse_exercise(text, file)
    scipy = exercise.code is not None and trials.wants_scipy(exercise.code)
    box = sandbox_of_this_process(seeds.start % 2, scipy=scipy)
    if exercise.code:
        box.begin("numpy")
    checked = check_share(exercise, seeds, box)
    if seeds.step > 1 and seeds.start == 0:
        checked.repeated = drawn_again(exercise, box)
    elif seeds.start == min(1, seeds.step - 1):
        checked.again = drawn_again(exercise, sandbox_of_this_process(1))
    return checked


def check_share(
    exercise: Exercise,
    seeds: range,
    box: Sandbox,
    told: Callable[[int], None] = lambda done: None,
) -> Checked:
    """Some of the seeds; a draw block that cannot be loaded is a finding too."""
    try:
        return check_seeds(exercise, seeds, box, told)
    except VariantError as wrong:
        return Checked([Finding("L01", wrong.file, wrong.line, wrong.message, wrong.seed)])
