"""
Stored digests: while an exercise's version stands, so do its variants (L15).

The file holds for each exercise its version, how many seeds were tried, the digest of all of them
and of the first few, which is quick enough to hold in every run of the tests.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from exercises.checking.findings import Finding
from exercises.checking.pooled import sandbox_of_this_process
from exercises.errors import ExerciseError
from exercises.model import Exercise
from exercises.programming import drawer
from exercises.source import read_exercise
from exercises.variant import digest_of
from grader.sandbox import Sandbox

SEEDS, FIRST = 50, 4

Entry = dict[str, Any]


def stored_digests(path: Path | None) -> dict[str, Entry]:
    """The digests in a file by exercise; none where there is no file."""
    if path is None or not path.exists():
        return {}
    found: dict[str, Entry] = json.loads(path.read_text(encoding="utf-8"))
    return found


def store(path: Path, found: Mapping[str, Entry], *, whole: bool) -> None:
    """Write the digests, in the order of ids; with `whole` exercises that are gone are dropped."""
    kept = {} if whole else stored_digests(path)
    text = json.dumps({**kept, **found}, indent=1, sort_keys=True)
    written = path.with_suffix(".new")
    written.write_text(f"{text}\n", encoding="utf-8")
    written.replace(path)  # whoever reads meanwhile finds the old file whole


def digests_of(files: Sequence[Path]) -> tuple[dict[str, Entry], list[str]]:
    """The entries of all files, made on all cores, and what is wrong with those that have none."""
    context = multiprocessing.get_context("fork")
    found, faults = {}, []
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        for name, entry, fault in pool.map(_entry_of_file, map(str, files)):
            if entry is None:
                faults.append(fault)
            else:
                found[name] = entry
    return found, faults


def differing(found: Mapping[str, Entry], stored: Mapping[str, Entry]) -> list[str]:
    """A sentence for each exercise whose variants are not those that are stored for it."""
    told = []
    for name, entry in sorted(found.items()):
        kept = stored.get(name, {})
        if kept.get("version") != entry["version"]:
            told.append(f"{name}: version {entry['version']} is not stored: digest --store")
        elif kept["digest"] != entry["digest"]:
            told.append(f"{name}: other variants than those stored for version {kept['version']}")
    return told


def entry_of(exercise: Exercise, box: Sandbox) -> Entry:
    """One exercise's entry."""
    drawn = _digests(exercise, SEEDS, box)
    return {
        "version": exercise.version,
        "seeds": SEEDS,
        "digest": combined(drawn),
        "first": combined(drawn[:FIRST]),
    }


def combined(digests: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(digests)).encode()).hexdigest()


def check_digest(
    exercise: Exercise, by_seed: Mapping[int, str], stored: Mapping[str, Entry]
) -> Iterator[Finding]:
    """L15, as far as the seeds that were checked can tell."""
    kept = stored.get(exercise.id)
    if not kept or kept["version"] != exercise.version:
        return
    for name, count in (("digest", SEEDS), ("first", FIRST)):
        if name not in kept or not all(seed in by_seed for seed in range(count)):
            continue
        if combined([by_seed[seed] for seed in range(count)]) != kept[name]:
            message = (
                f"the variants differ from those stored for version {exercise.version}: raise "
                f"`version`, then store the new digest (`python -m exercises digest --store`)"
            )
            yield Finding("L15", exercise.file, exercise.draw.line, message)
        return


def _digests(exercise: Exercise, seeds: int, box: Sandbox) -> list[str]:
    with drawer(exercise, box, seeds=seeds) as source:
        return [digest_of(source.draw(seed)) for seed in range(seeds)]


def _entry_of_file(path: str) -> tuple[str, Entry | None, str]:
    try:
        exercise = read_exercise(path)
        return exercise.id, entry_of(exercise, sandbox_of_this_process()), ""
    except ExerciseError as wrong:
        return "", None, str(wrong)
