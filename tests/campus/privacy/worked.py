"""A learner about whom something is written down in many rooms of the site."""

from __future__ import annotations

from django.utils import timezone

from campus.community.models import Post, Thread
from campus.learning.models import Attempt, Draft, GradeResult, PracticePlan, Submission
from campus.learning.recording import count_score
from campus.programme.models import Conclusion, ProjectWork
from campus.teaching.models import Comment, Note
from tests.campus.cast import Stage, attempt_of

#: What nobody may find after the erasure, and what an export holds.
WORDS = "Ada was here, signed Ada Lovelace"


def work(stage: Stage) -> Attempt:
    """Ada answers, is judged, writes a post, a draft and a conclusion, and is written about."""
    attempt = attempt_of(stage)
    submission = Submission.objects.create(
        attempt=attempt,
        idem_key="00000000-0000-0000-0000-000000000001",
        answers={"m": {"text": "=8", "syntax": "ascii"}},
        state=Submission.State.GRADED,
    )
    verdict = {"outcome": "wrong", "score": 0.0, "tag": "times", "feedback": "Not seven."}
    GradeResult.objects.create(
        submission=submission, report={"verdicts": {"m": verdict}}, score=0.5, grader_version="t"
    )
    count_score(attempt, 0.5, timezone.now())
    Draft.objects.create(attempt=attempt, answers={"m": {"text": WORDS, "syntax": "ascii"}})
    PracticePlan.objects.create(learner=stage.ada, goal=5)
    thread = Thread.objects.create(course=stage.course, author=stage.ada, title=f"T. {WORDS}")
    Post.objects.create(thread=thread, author=stage.ada, text=WORDS, is_question=True)
    project = ProjectWork.objects.create(
        learner=stage.ada, project="proj", problem_set=stage.problem_set, text=WORDS
    )
    Conclusion.objects.create(work=project, number=1, text=WORDS)
    Comment.objects.create(submission=submission, text=WORDS, by=stage.noether)
    Note.objects.create(course=stage.course, learner=stage.ada, text=WORDS, by=stage.noether)
    return attempt
