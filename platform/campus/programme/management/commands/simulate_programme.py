"""Send simulated learners from placement to certificate, and print how far the rules hold."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from campus.programme.beliefs import Graph
from campus.programme.crowd import TYPES
from campus.programme.drawing import Family
from campus.programme.simulating import Papers, Story, mean, reliability, simulate
from exercises.course import read_course
from exercises.listing import rows
from exercises.skills import SKILL_FILE, read_skills


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--each", type=int, default=200, help="learners of each type")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--track", choices=sorted(read_skills().tracks), default="ds")

    def handle(self, *args: Any, **options: Any) -> None:
        skills = read_skills()
        anchors = tuple(one.id for one in skills.skills.values() if one.anchor)
        stories, papers = simulate(
            Graph(skills, anchors), bank(), options["track"], options["each"], options["seed"]
        )
        self.stdout.write(f"{len(stories)} learners on the track {options['track']}\n\n")
        self._placement(stories)
        self._examinations(stories, papers)

    def _placement(self, stories: list[Story]) -> None:
        self.stdout.write(
            f"{'placement':<14}{'questions':>10}{'known':>8}{'placed':>8}{'falsely':>9}{'missed':>8}"
        )
        for kind in TYPES:
            own = [one for one in stories if one.learner.type == kind]
            known = mean([one.placed - one.false + one.missed for one in own])
            figures = [
                mean([one.questions for one in own]),
                known,
                mean([one.placed for one in own]),
                mean([one.false for one in own]),
                mean([one.missed for one in own]),
            ]
            self.stdout.write(
                f"{kind:<14}"
                + "".join(f"{x:>{w}.1f}" for x, w in zip(figures, (10, 8, 8, 9, 8), strict=True))
            )
        placed = sum(one.placed for one in stories)
        false = sum(one.false for one in stories)
        self.stdout.write(f"of all skills placed, {false / max(1, placed):.1%} were not known\n\n")

    def _examinations(self, stories: list[Story], papers: Papers) -> None:
        self.stdout.write(
            f"{'examinations':<14}{'tries':>10}{'final %':>9}{'passed':>8}{'best':>8}{'left':>8}"
        )
        for kind in TYPES:
            own = [one for one in stories if one.learner.type == kind]
            ends = Counter(one.outcome.split(" ")[0] for one in own)
            tries = mean([number for one in own for number in one.tries])
            final = mean([one.finals[0] for one in own if one.finals])
            passed = ends["passed"] + ends["distinction"]
            shares = [passed / len(own), ends["distinction"] / len(own), ends["left"] / len(own)]
            self.stdout.write(
                f"{kind:<14}{tries:>10.2f}{final:>9.1f}" + "".join(f"{x:>8.0%}" for x in shares)
            )
        self.stdout.write(
            f"reliability (two final papers of one learner): {reliability(stories):.2f}\n"
            f"{papers.many} papers; paper A {papers.minutes[0]} to {papers.minutes[1]} minutes, "
            f"level {papers.levels[0]:.2f} to {papers.levels[1]:.2f}; "
            f"{papers.out_of_bounds} outside of the bounds"
        )


def bank() -> list[Family]:
    """The families of the bank, from its files."""
    sets = {name: one.id for one in read_course().sets for name in one.exercises}
    files = sorted(SKILL_FILE.parent.glob("M*/*.md"))
    return [
        Family(
            row["id"],
            row["module"],
            row["level"],
            row["minutes"],
            frozenset(row["kinds"]),
            tuple(row["skills"]),
            str(sets.get(row["id"], row["module"])),
        )
        for row in rows(files, {})
    ]
