"""`manage.py publish [PATH…]`: exercises from files to learners.

Without a path: the bank and the gallery as they lie beside this code; CI has proved them, so they
are read and kept, and what left them is retired. With paths, files or folders, a git checkout's
among them: each is proved over many seeds first, and one error means that nothing is published.

Exit status 0: published; 1: refused, with the findings; 2: there is nothing to publish.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, BooleanOptionalAction
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from campus.catalog.models import Exercise
from campus.catalog.publishing import Published, files_in, publish_files, publish_ours
from campus.catalog.skill_map import publish_skills
from campus.catalog.versions import Provenance


class Command(BaseCommand):
    help = "Publish exercises (default: the bank and the gallery); unchanged files cost nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, help="files or folders of exercises")
        parser.add_argument(
            "--check",
            action=BooleanOptionalAction,
            help="prove them first (default: yes for paths, no for the bank, which CI proves)",
        )
        parser.add_argument(
            "--seeds", type=int, default=settings.PROVING_SEEDS, help="to prove each over (200)"
        )

    def handle(
        self, *, paths: list[Path], check: bool | None, seeds: int, verbosity: int, **_: Any
    ) -> None:
        skills = publish_skills()
        if verbosity and skills:
            self.stdout.write(f"{skills} skills")
        if paths:
            done = self._publish(self._files(paths), seeds if check is not False else 0)
        else:
            if check:
                self._prove(files_in([settings.EXERCISE_BANK]), seeds)
            done = publish_ours()
        if wrong := self._tell(done, verbosity):
            raise CommandError("\n".join(wrong))

    def _files(self, paths: list[Path]) -> list[Path]:
        for path in paths:
            if not path.exists():
                raise CommandError(f"There is no {path}.", returncode=2)
        files = files_in(paths)
        if not files:
            raise CommandError("There is no exercise (*.md) in there.", returncode=2)
        twice = [name for name, n in Counter(path.stem for path in files).items() if n > 1]
        if twice:
            raise CommandError(f"Two files are named {twice[0]}.md.")
        return files

    def _publish(self, files: list[Path], seeds: int) -> Iterable[Published]:
        from campus.catalog.proving import commit_of

        if seeds:
            self._prove(files, seeds)
        for file in files:
            inside = file.resolve().is_relative_to(settings.EXERCISE_BANK)
            origin = Exercise.Origin.BANK if inside else Exercise.Origin.FILES
            yield from publish_files(
                [file], Provenance(origin, commit=commit_of(file), proved=seeds)
            )

    def _prove(self, files: list[Path], seeds: int) -> None:
        """Raises CommandError if there is an error; warnings are told and let through."""
        from campus.catalog.proving import findings_of  # the checker, which the site does without

        errors, warnings = findings_of(files, seeds, self._bar if sys.stderr.isatty() else None)
        for finding in [*errors, *warnings]:
            self.stderr.write(str(finding))
        if errors:
            count = f"{len(errors)} error{'s' if len(errors) > 1 else ''}"
            raise CommandError(f"Nothing was published: {count} over {seeds} seeds.")

    def _bar(self, done: int, of: int) -> None:
        self.stderr.write(f"\rproving {done}/{of}", ending="\n" if done == of else "")

    def _tell(self, published: Iterable[Published], verbosity: int) -> list[str]:
        """One line each; gives what is wrong with those that were left out."""
        counts: Counter[str] = Counter()
        wrong: list[str] = []
        for done in published:
            counts[done.outcome] += 1
            if done.outcome == "wrong":
                wrong.append(done.reason)
            elif done.outcome == "taken":
                words = "is an exercise that somebody wrote in the browser: not published"
                self.stderr.write(f"{done.slug} {words}")
            elif done.version and verbosity:
                commit = f", commit {done.version.commit[:12]}" if done.version.commit else ""
                self.stdout.write(
                    f"{done.outcome} {done.slug} (version {done.version.number}{commit})"
                )
        if verbosity:
            summary = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
            self.stdout.write(summary or "nothing to publish")
        return wrong
