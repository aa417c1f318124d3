"""Threads, each at the place it is about, and the posts in them."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.catalog.models import Exercise, Skill
from campus.courses.models import Course, ProblemSet
from campus.learning.models import Attempt, Submission


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: User) -> ThreadQuerySet:
        """Those the person may know of: in the commons and in their courses, at sets that have
        opened for them, not hidden, and not begun by somebody they have blocked. Staff see also
        what is hidden in their courses, administrators everything.
        """
        if user.is_admin:
            return self
        # Few numbers each, read first: as subselects they cost more to plan than to answer.
        staffed = list(Course.objects.staffed_by(user).values_list("pk", flat=True))
        courses = list(Course.objects.visible_to(user).values_list("pk", flat=True))
        blocked = list(user.blocks.values_list("person", flat=True))
        here = Q(course=None) | Q(course__in=courses)
        begun = Q(problem_set__opens_at=None) | Q(problem_set__opens_at__lte=Now())
        shown = Q(hidden_at=None) & ~Q(author__in=blocked)
        own = Q(course__in=staffed)
        return self.filter(here & (begun | own) & (shown | own | Q(author=user)))

    def kept_by(self, user: User) -> ThreadQuerySet:
        """Those whose posts the person may hide, and that they may lock: staff in their courses,
        administrators everywhere."""
        if user.is_admin:
            return self
        return self.filter(course__in=Course.objects.staffed_by(user))


class Thread(models.Model):
    """A question or a remark at one place: an exercise, a problem set, a skill, or a course.

    In a course it is for the people of the course; without one it is in the commons, for everybody
    who is signed in. `attempt` and `submission` are what the author asked from: the variant as it
    was seen, and the answer, shown to others as far as the gate of the thread allows.
    """

    course = models.ForeignKey(Course, models.CASCADE, null=True, related_name="threads")
    problem_set = models.ForeignKey(ProblemSet, models.CASCADE, null=True, related_name="threads")
    exercise = models.ForeignKey(Exercise, models.CASCADE, null=True, related_name="threads")
    skill = models.ForeignKey(Skill, models.CASCADE, null=True, related_name="threads")
    blank = models.CharField(max_length=40, blank=True)  # of the exercise
    attempt = models.ForeignKey(Attempt, models.SET_NULL, null=True, related_name="+")
    submission = models.ForeignKey(Submission, models.SET_NULL, null=True, related_name="+")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="threads")
    title = models.CharField(_("title"), max_length=140)
    begun_at = models.DateTimeField(db_default=Now())
    moved_at = models.DateTimeField(db_default=Now())  # the latest post
    replies = models.PositiveIntegerField(default=0)
    accepted = models.ForeignKey("Post", models.SET_NULL, null=True, related_name="+")
    locked_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(exercise__isnull=False)
                | Q(problem_set__isnull=False)
                | Q(skill__isnull=False)
                | Q(course__isnull=False),
                name="a_thread_has_its_place",
            ),
        ]
        indexes = [
            models.Index(fields=["course", "-moved_at"], name="threads_of_a_course"),
            models.Index(fields=["exercise", "-moved_at"], name="threads_at_an_exercise"),
            models.Index(fields=["-moved_at"], name="threads_by_time"),
        ]

    def __str__(self) -> str:
        return self.title


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: User) -> PostQuerySet:
        """Posts of visible threads; hidden ones and those of blocked people only as threads are.
        What a post gives away is another question: see `gates`."""
        rows = self.filter(thread__in=Thread.objects.visible_to(user))
        if user.is_admin:
            return rows
        shown = Q(hidden_at=None) & ~Q(author__in=user.blocks.values("person"))
        staffed = Course.objects.staffed_by(user).values("pk")
        return rows.filter(shown | Q(thread__course__in=staffed) | Q(author=user))


class Post(models.Model):
    """One contribution. The first of a thread is the question; the others answer it."""

    class Reveals(models.TextChoices):
        """What a reader should have done first; the author says it, staff may say it anew."""

        NOTHING = "nothing", _("nothing: everybody may read it")
        WAY = "way", _("a way to go: for those who have tried")
        ANSWER = "answer", _("an answer: for those who have finished")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="posts")
    text = models.TextField(max_length=10_000)
    # What holds for readers, and what the author said: whoever does not know the key yet is not
    # told that a text matches it, for then a post would be a way to try answers.
    reveals = models.CharField(max_length=7, choices=Reveals, default=Reveals.NOTHING)
    said = models.CharField(max_length=7, choices=Reveals, default=Reveals.NOTHING)
    is_question = models.BooleanField(default=False)
    of_staff = models.BooleanField(default=False)  # its author was of the staff when it was written
    endorsed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    edited_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    # Words of title and text, and one word for what each formula is, however it is written.
    search = SearchVectorField(null=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["thread"], condition=Q(is_question=True), name="a_question_once_a_thread"
            )
        ]
        indexes = [
            GinIndex(fields=["search"], name="posts_by_words"),
            models.Index(fields=["author", "-at"], name="posts_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
