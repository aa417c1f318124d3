"""Setting a mark by hand, with a reason; the only writer of overrides and notes."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.auditing import record
from campus.courses.models import Course, ProblemSet
from campus.teaching.models import MarkOverride, Note
from campus.teaching.telling import tell


@transaction.atomic
def override(
    problem_set: ProblemSet, learner: User, share: float | None, reason: str, by: User
) -> MarkOverride:
    """Let this mark stand instead of the earned one; None gives the earned one back.

    Two who do so at once take turns on the set's row, and the later one stands.
    """
    ProblemSet.objects.select_for_update(no_key=True).get(pk=problem_set.pk)
    own = MarkOverride.objects.filter(problem_set=problem_set, learner=learner)
    before = own.filter(latest=True).first()
    own.filter(latest=True).update(latest=False)
    row = MarkOverride.objects.create(
        problem_set=problem_set, learner=learner, share=share, reason=reason, by=by
    )
    words = _("Your mark for “%(set)s” was set by your instructor.")
    if share is None:
        words = _("Your mark for “%(set)s” is again the one you earned.")
    url = reverse("problem-set", args=[problem_set.course.slug, problem_set.number])
    tell([learner.pk], words % {"set": problem_set.title}, url)
    record(
        by,
        "mark set by hand",
        problem_set,
        course=problem_set.course_id,
        person=learner.pk,
        before=before.share if before else None,
        after=share,
        reason=reason,
    )
    return row


@transaction.atomic
def note(course: Course, learner: User, text: str, by: User) -> Note:
    row = Note.objects.create(course=course, learner=learner, text=text, by=by)
    record(by, "note written", row, course=course.pk, person=learner.pk)
    return row
