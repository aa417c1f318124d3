"""Who reads a conclusion: the staff, or two peers who have shown that they mark as the staff do.

Nobody learns whose text they read, and nobody who read theirs. Peers who are far apart, and
objections, are for the staff.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.auditing import record
from campus.catalog.drawing_lots import lot
from campus.programme.errors import Refused
from campus.programme.models import Calibration, Conclusion, ProjectWork, Review
from exercises.project import FAR_OFF, MOST, Prepared, Project, read_projects

PEERS: Final = 2
KEPT_FOR: Final = timedelta(days=2)  # then somebody else may take it too
LONGEST_WORDS: Final = 4000
FEWEST_WORDS: Final = 10

State = Conclusion.State
Marks = Mapping[str, int]


def may_review(person: User, project: Project) -> bool:
    """Peers are those who have handed in a conclusion of the same project."""
    return Conclusion.objects.filter(work__learner=person, work__project=project.id).exists()


def is_calibrated(person: User, project: Project) -> bool:
    own = Calibration.objects.filter(reviewer=person, project=project.id)
    return own.filter(counts=True).exists()


def next_prepared(person: User, project: Project) -> tuple[int, Prepared] | None:
    """The prepared conclusion to be marked next; None when one was marked well, or none is left."""
    if is_calibrated(person, project):
        return None
    own = Calibration.objects.filter(reviewer=person, project=project.id)
    marked = set(own.values_list("place", flat=True))
    count = len(project.prepared)
    first = lot("prepared", project.id, person.pk) % count
    for place in ((first + step) % count for step in range(count)):
        if place not in marked:
            return place, project.prepared[place]
    return None


@transaction.atomic
def calibrate(person: User, project: Project, place: int, marks: Marks) -> Calibration:
    """Mark a prepared conclusion; it counts if the marks are near enough. A second click, or a
    second try, changes nothing."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    row, _made = Calibration.objects.get_or_create(
        reviewer=person,
        project=project.id,
        place=place,
        defaults={
            "marks": dict(marks),
            "counts": not project.prepared[place].is_far_from(marks),
        },
    )
    return row


def to_read(person: User, project: Project) -> QuerySet[Conclusion]:
    """The conclusions of others that still want a peer, the oldest first."""
    fresh = Q(reviews__made_at__isnull=False) | Q(reviews__taken_at__gt=timezone.now() - KEPT_FOR)
    peers = Count("reviews", filter=Q(reviews__by_staff=False) & fresh, distinct=True)
    rows = Conclusion.objects.filter(state=State.WAITING, work__project=project.id)
    rows = rows.exclude(work__learner=person).exclude(reviews__reviewer=person)
    return rows.annotate(peers=peers).filter(peers__lt=PEERS).order_by("handed_in_at", "pk")


@transaction.atomic
def take(person: User, project: Project) -> Review:
    """The review one is at, or a new one. Raises Refused."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not may_review(person, project):
        raise Refused(_("You can read others when you have handed in a conclusion yourself."))
    if not is_calibrated(person, project):
        raise Refused(_("Mark a prepared conclusion first."))
    open_ones = Review.objects.filter(
        reviewer=person,
        made_at=None,
        conclusion__state=State.WAITING,
        conclusion__work__project=project.id,
    )
    if known := open_ones.first():
        return known
    wanted = to_read(person, project).values_list("pk", flat=True)[:1]
    row = Conclusion.objects.select_for_update().filter(pk__in=list(wanted)).first()
    if row is None:
        raise Refused(_("Nobody waits for a reader now. Thank you for asking."))
    return Review.objects.create(conclusion=row, reviewer=person)


@transaction.atomic
def give(review: Review, project: Project, marks: Marks, words: str) -> None:
    """Hand a peer's marks in; the second peer's settle the matter. Raises Refused."""
    conclusion = Conclusion.objects.select_for_update().get(pk=review.conclusion_id)
    if review.made_at is not None or conclusion.state != State.WAITING:
        raise Refused(_("This conclusion has been decided meanwhile; thank you all the same."))
    _write(review, marks, words)
    made = list(conclusion.reviews.filter(by_staff=False, made_at__isnull=False))
    if len(made) >= PEERS:
        _settle(conclusion, project, [one.marks for one in made[:PEERS]])


@transaction.atomic
def decide(
    staff: User, conclusion: Conclusion, project: Project, marks: Marks, words: str
) -> Conclusion:
    """The staff's marks decide, whatever peers have said. Raises Refused."""
    row = Conclusion.objects.select_for_update().get(pk=conclusion.pk)
    if row.state not in Conclusion.OPEN:
        raise Refused(_("This conclusion has been decided meanwhile."))
    if row.work.learner_id == staff.pk:
        raise Refused(_("Nobody decides on a text of one's own."))
    review, _made = Review.objects.get_or_create(
        conclusion=row, reviewer=staff, defaults={"by_staff": True}
    )
    review.by_staff = True
    _write(review, marks, words)
    was = row.state
    _end(row, accepted=project.accepts(marks), by=staff)
    record(
        staff,
        "conclusion decided",
        row,
        person=row.work.learner_id,
        project=project.id,
        was=was,
        state=row.state,
        points=sum(marks.values()),
    )
    return row


def _write(review: Review, marks: Marks, words: str) -> None:
    if len(words.split()) < FEWEST_WORDS:
        raise Refused(
            _("Say why, in %(n)d words at least: that is what helps.") % {"n": FEWEST_WORDS}
        )
    review.marks, review.words = dict(marks), words.strip()[:LONGEST_WORDS]
    review.made_at = timezone.now()
    review.save()


def _settle(conclusion: Conclusion, project: Project, marks: Sequence[Marks]) -> None:
    """Two peers decide if they agree: on the verdict, and nearly on the points."""
    verdicts = {project.accepts(one) for one in marks}
    if len(verdicts) > 1 or far_apart(project, *marks):
        conclusion.state = State.DISPUTED
        conclusion.save(update_fields=["state"])
    else:
        _end(conclusion, accepted=verdicts.pop(), by=None)


def far_apart(project: Project, one: Marks, other: Marks) -> bool:
    """Whether two readers saw different texts: a quarter of all points lies between them."""
    off = sum(abs(one[criterion.id] - other[criterion.id]) for criterion in project.rubric)
    return off > FAR_OFF * project.points


def _end(conclusion: Conclusion, *, accepted: bool, by: User | None) -> None:
    now = timezone.now()
    conclusion.state = State.ACCEPTED if accepted else State.RETURNED
    conclusion.decided_at, conclusion.decided_by = now, by
    conclusion.save(update_fields=["state", "decided_at", "decided_by"])
    if accepted:
        ProjectWork.objects.filter(pk=conclusion.work_id, passed_at=None).update(passed_at=now)


def read_marks(project: Project, given: Mapping[str, str]) -> dict[str, int]:
    """Points by criterion out of a form; raises Refused while one is missing."""
    marks = {}
    for criterion in project.rubric:
        text = given.get(f"mark-{criterion.id}", "")
        if text not in map(str, range(MOST + 1)):
            raise Refused(_("Give points for each line of the rubric."))
        marks[criterion.id] = int(text)
    return marks


def reviewable(person: User) -> list[Project]:
    """The projects whose conclusions one may read as a peer."""
    mine = set(
        ProjectWork.objects.filter(learner=person, conclusions__isnull=False).values_list(
            "project", flat=True
        )
    )
    return [project for name, project in read_projects().items() if name in mine]
