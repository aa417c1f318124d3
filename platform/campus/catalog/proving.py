"""Proving files before they are published: the checker on all cores, its findings told apart."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from exercises.checking.findings import Finding
from exercises.checking.run import check_files


def findings_of(
    paths: Sequence[Path], seeds: int, progress: Callable[[int, int], None] | None
) -> tuple[list[Finding], list[Finding]]:
    """The errors, for which nothing is published, and the warnings."""
    found = check_files(paths, seeds, progress=progress)
    errors = [finding for finding in found if finding.level == "error"]
    return errors, [finding for finding in found if finding.level != "error"]


def commit_of(path: Path) -> str:
    """The commit in which the file stands as it is, "" outside a git checkout or if it differs."""
    head, changed = checkout(path.resolve().parent)
    return "" if path.resolve() in changed else head


@cache
def checkout(folder: Path) -> tuple[str, frozenset[Path]]:
    """The commit that is checked out where the folder lies, and the files in it that differ."""
    head = _git(folder, "rev-parse", "HEAD").strip()
    top = _git(folder, "rev-parse", "--show-toplevel").strip()
    if not head or not top:
        return "", frozenset()
    listed = _git(folder, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--", ".")
    changed = [entry[3:] for entry in listed.split("\0") if len(entry) > 3]
    return head, frozenset(Path(top, name).resolve() for name in changed)


def _git(folder: Path, *arguments: str) -> str:
    """What git says, "" if it is not there or refuses. A checkout may name a program as its file
    system's monitor; it is not run."""
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
