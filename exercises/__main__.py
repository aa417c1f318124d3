"""`python -m exercises COMMAND`: what authors of exercises need."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

BANK = Path(__file__).parent / "bank"
GALLERY = Path(__file__).parent / "gallery"
PROJECTS = Path(__file__).parent / "projects"
EVERYTHING = (BANK, GALLERY, PROJECTS)
STORED = Path(__file__).parent.parent / "tests" / "exercises" / "digests.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 when an exercise is wrong, 2 for a wrong call."""
    parser = argparse.ArgumentParser(prog="python -m exercises", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="prove exercises over many seeds")
    check.add_argument("files", nargs="*", type=Path, help="files or folders; bank and gallery")
    check.add_argument("--seeds", type=int, default=200)
    check.add_argument("--json", action="store_true", help="findings as JSON")
    check.add_argument(
        "--digests", type=Path, default=STORED, help="stored digests that must still hold"
    )
    listed = commands.add_parser("list", help="what there is: titles, skills, kinds")
    listed.add_argument("files", nargs="*", type=Path)
    listed.add_argument("--json", action="store_true", help="rows as JSON")
    preview = commands.add_parser("preview", help="one variant in the browser, answers graded")
    preview.add_argument("file", type=Path)
    preview.add_argument("--seed", type=int, default=0)
    preview.add_argument("--write", type=Path, help="write a page that stands by itself instead")
    digest = commands.add_parser("digest", help="digests of seeds 0 to 49, as JSON")
    digest.add_argument("files", nargs="*", type=Path, help="bank, gallery and projects")
    digest.add_argument(
        "--store", nargs="?", type=Path, const=STORED, help="write them there instead of printing"
    )
    digest.add_argument(
        "--verify", action="store_true", help="compare with what is stored; 1 if anything differs"
    )
    commands.add_parser("reference", help="the page docs/reference/exercise-format.md")
    commands.add_parser("gallery", help="the page docs/reference/gallery.md")
    given = parser.parse_args(arguments)
    if given.command == "check":
        return _check(_files(given.files), given.seeds, given.json, given.digests)
    if given.command == "preview":
        return _preview(given.file, given.seed, given.write)
    if given.command == "reference":
        from exercises.reference import reference

        print(reference(), end="")
        return 0
    if given.command == "gallery":
        from exercises.indexing import gallery, page

        print(page(gallery()), end="")
        return 0
    if given.command == "list":
        return _list(_files(given.files or [BANK]), given.json)
    if given.verify:
        return _verify(_files(given.files, EVERYTHING))
    if given.store and given.store.suffix == ".md":
        parser.error(f"{given.store} is an exercise: name the files before --store")
    return _digest(_files(given.files, EVERYTHING), given.store, whole=not given.files)


def _list(files: Sequence[Path], as_json: bool) -> int:
    from exercises.checking.digests import stored_digests
    from exercises.listing import rows, table

    found = rows(files, stored_digests(STORED))
    print(json.dumps(found, indent=1) if as_json else table(found))
    return 0


def _digest(files: Sequence[Path], out: Path | None, *, whole: bool) -> int:
    from exercises.checking.digests import digests_of, store

    found, faults = digests_of(files)
    for fault in faults:
        print(fault, file=sys.stderr)
    if out is None:
        print(json.dumps(found, indent=1, sort_keys=True))
    else:
        store(out, found, whole=whole)
    return 1 if faults else 0


def _verify(files: Sequence[Path]) -> int:
    """Whether this Python, SymPy and NumPy draw what was stored by those of the lock file."""
    from exercises.checking.digests import SEEDS, differing, digests_of, stored_digests

    started = time.monotonic()
    found, told = digests_of(files)
    told += differing(found, stored_digests(STORED))
    for sentence in told:
        print(sentence)
    took = time.monotonic() - started
    print(
        f"{len(found)} exercises, {SEEDS} seeds each: {len(told)} differ, {took:.1f} s; {_draws()}"
    )
    return 1 if told else 0


def _draws() -> str:
    """Of which versions the draws are."""
    from importlib.metadata import version
    from platform import python_version

    names = ", ".join(f"{name} {version(name)}" for name in ("sympy", "mpmath", "numpy"))
    return f"Python {python_version()}, {names}"


def _files(given: Sequence[Path], whole: Sequence[Path] = (BANK, GALLERY)) -> list[Path]:
    """The named files and the exercises in the named folders; without names, the `whole`."""
    found: list[Path] = []
    for path in given or whole:
        found += sorted(path.glob("**/*.md")) if path.is_dir() else [path]
    return found


def _check(files: Sequence[Path], seeds: int, as_json: bool, stored: Path | None) -> int:
    from exercises.checking.run import check_files

    missing = [file for file in files if not file.exists()]
    if missing or not files:
        print(f"there is no file {missing[0]}" if missing else "there is no exercise here")
        return 2
    started = time.monotonic()
    bar = _bar if sys.stderr.isatty() and not as_json else None
    findings = check_files(files, seeds, stored=stored, progress=bar)
    levels = [finding.level for finding in findings]
    errors, warnings = levels.count("error"), levels.count("warning")
    if as_json:
        print(json.dumps([finding.to_json() for finding in findings], indent=1))
    else:
        for finding in findings:
            print(finding)
        took = time.monotonic() - started
        print(
            f"{len(files)} exercises, {seeds} seeds each: {errors} errors, "
            f"{warnings} warnings, {took:.1f} s"
        )
    return 1 if errors else 0


def _bar(done: int, of: int) -> None:
    width = 40 * done // of
    end = "\n" if done == of else ""
    print(f"\r[{'#' * width}{'.' * (40 - width)}] {done}/{of}", end=end, file=sys.stderr)


def _preview(file: Path, seed: int, write: Path | None) -> int:
    from exercises.errors import ExerciseError
    from exercises.previewing import preview
    from exercises.source import read_exercise

    try:
        if write is None:
            read_exercise(file)
            return _serve(file, seed)
        write.write_text(preview(file, seed), encoding="utf-8")
    except ExerciseError as wrong:
        print(wrong, file=sys.stderr)
        return 1
    print(write)
    return 0


def _serve(file: Path, seed: int) -> int:
    import webbrowser

    from exercises.loopback import Preview
    from grader.sandbox import shared

    with Preview(file, seed, shared()) as server:
        print(f"http://{server.name}/ shows {file.name}, seed {seed}; Ctrl-C ends it")
        webbrowser.open(f"http://{server.name}/")
        try:
            server.serve()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
