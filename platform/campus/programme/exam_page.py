"""What the pages of examinations show: the state of each, its rules, its past tries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.catalog.models import Skill
from campus.catalog.skill_map import module_title
from campus.courses.models import ProblemSet
from campus.learning.exams import exam_of
from campus.programme.errors import Refused
from campus.programme.examining import letters_of, module_exam
from campus.programme.families import families
from campus.programme.models import FINAL, Examination
from campus.programme.requirements import demand_open, readiness
from exercises.blueprints import read_blueprints


@dataclass(frozen=True, slots=True)
class ExamLine:
    """One examination in a list. state: "passed", "open", "running", "waiting" or "closed"."""

    subject: str
    title: str
    url: str
    state: str
    word: str
    practised: int
    skills: int


@dataclass(frozen=True, slots=True)
class GroupShare:
    name: str
    per_cent: int
    low: int
    high: int
    short: bool


@dataclass(frozen=True, slots=True)
class Try:
    """papers: (title, address) of what was sat; missed: skills to look at again."""

    number: int
    begun_at: datetime
    outcome: str
    word: str
    per_cent: int | None
    groups: list[GroupShare]
    papers: list[tuple[str, str]]
    missed: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ExamPage:
    """refusal: why it cannot be begun now; running: the address of what is being sat. thin: the
    pool has no more than this paper needs."""

    subject: str
    title: str
    rules: list[str]
    refusal: str
    running: str
    next_letter: str
    families: int
    places: int
    tries: list[Try]

    @property
    def thin(self) -> bool:
        return self.families < 2 * self.places


def lines_of(learner: User, track: str) -> list[ExamLine]:
    """The modules of the track in their order, then the final."""
    tries = list(Examination.objects.filter(learner=learner).order_by("number"))
    ready = readiness(learner, track)
    found = []
    for module, one in ready.items():
        own = [row for row in tries if row.subject == module]
        state, word = _state(own, open_now=one.practised >= one.needed)
        url = reverse("examination", args=[module])
        title = module_title(module)
        found.append(ExamLine(module, title, url, state, word, one.practised, one.skills))
    passed = sum(1 for line in found if line.state == "passed")
    own = [row for row in tries if row.subject == FINAL]
    state, word = _state(own, open_now=passed == len(found))
    url = reverse("examination", args=[FINAL])
    title = _("Final examination")
    return [*found, ExamLine(FINAL, title, url, state, word, passed, len(found))]


def _state(tries: Sequence[Examination], *, open_now: bool) -> tuple[str, str]:
    if any(row.passed for row in tries):
        return "passed", _("passed")
    if tries and not tries[-1].outcome:
        return "running", _("begun")
    if not open_now:
        return "closed", _("not open yet")
    return "open", _("try again") if tries else _("open")


def page_of(learner: User, subject: str, track: str) -> ExamPage:
    rows = Examination.objects.filter(learner=learner, subject=subject)
    tries = list(rows.prefetch_related("papers__problem_set__course").order_by("-number"))
    running, next_letter = _running(learner, tries)
    refusal = ""
    if not tries or tries[0].outcome:
        try:
            demand_open(learner, subject, track)
        except Refused as why:
            refusal = str(why)
    have, places = _pool(subject, track)
    skills = {row.slug: row for row in Skill.objects.all()}
    title = _("Final examination") if subject == FINAL else module_title(subject)
    return ExamPage(
        subject=subject,
        title=title,
        rules=_rules(subject, track),
        refusal=refusal,
        running=running,
        next_letter=next_letter,
        families=have,
        places=places,
        tries=[_try(row, skills) for row in tries],
    )


def _running(learner: User, tries: Sequence[Examination]) -> tuple[str, str]:
    """Where the paper is sat that is open now, and the letter of the one that may begin."""
    if not tries or tries[0].outcome:
        return "", ""
    papers = list(tries[0].papers.all())
    for paper in papers:
        if exam_of(paper.problem_set, learner).phase in ("ready", "sitting"):
            return _address(paper.problem_set), ""
    letters = letters_of(tries[0].subject)
    return "", letters[len(papers)] if len(papers) < len(letters) else ""


def _pool(subject: str, track: str) -> tuple[int, int]:
    """Families to draw from, and places of a paper."""
    pool, rules = families(track), read_blueprints()
    if subject == FINAL:
        return len(pool), sum(len(paper.slots) for paper in rules.final.papers.values())
    return sum(one.module == subject for one in pool), module_exam(subject, track).items


def _rules(subject: str, track: str) -> list[str]:
    rules = read_blueprints()
    common = [
        _("The clock is ours, and runs on if you leave; what you type is kept as you type."),
        _("No hints. What cannot be read is shown to you as you type, and costs nothing."),
        _("It is judged as soon as you hand in; then you see every verdict, and may object to it."),
    ]
    if subject == FINAL:
        final = rules.final
        papers = ", ".join(
            _("paper %(letter)s of %(n)d exercises") % {"letter": name, "n": len(one.slots)}
            for name, one in final.papers.items()
        )
        passing = _(
            "Passed with %(all)d of 100 marks and %(area)d %% in each of the three areas; with "
            "distinction from %(best)d marks and %(each)d %% on."
        ) % {
            "all": final.pass_all,
            "area": final.pass_area,
            "best": final.distinction_all,
            "each": final.distinction_area,
        }
        size = _("Two papers on days of your choice: %(papers)s.") % {"papers": papers}
        return [size, passing, *common]
    exam = module_exam(subject, track)
    size = _(
        "%(items)d exercises, %(minutes)d minutes at least; programs among them: %(code)d."
    ) % {
        "items": exam.items,
        "minutes": exam.minutes,
        "code": exam.code,
    }
    passing = _("Passed with %(all)d %% in all and %(group)d %% in each problem set's part.") % {
        "all": rules.mastery.pass_all,
        "group": rules.mastery.pass_group,
    }
    again = _("Again after %(hours)d hours, with other exercises as far as there are any.") % {
        "hours": rules.mastery.retake_hours
    }
    return [size, passing, *common, again]


def _try(row: Examination, skills: dict[str, Skill]) -> Try:
    figures: dict[str, Any] = row.figures
    short = set(figures.get("short", ()))
    groups = [
        GroupShare(name, round(g["per_cent"]), round(g["low"]), round(g["high"]), name in short)
        for name, g in figures.get("groups", {}).items()
    ]
    missed = [skills[slug] for slug in figures.get("missed", ()) if slug in skills]
    return Try(
        number=row.number,
        begun_at=row.begun_at,
        outcome=row.outcome,
        word=str(row.get_outcome_display()),
        per_cent=round(figures["whole"]["per_cent"]) if figures else None,
        groups=groups,
        papers=[(one.problem_set.title, _address(one.problem_set)) for one in row.papers.all()],
        missed=[(one.title, reverse("skill", args=[one.slug])) for one in missed],
    )


def _address(problem_set: ProblemSet) -> str:
    return reverse("problem-set", args=[problem_set.course.slug, problem_set.number])
