"""Who follows a thread, what they are told, what they think of a post, what they chose to see."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.community.models.thread import Post, Thread
from campus.learning.models import Attempt


class Follow(models.Model):
    """That a person is told of what is new in a thread; off: they asked not to be."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="follows")
    person = models.ForeignKey(User, models.CASCADE, related_name="follows")
    on = models.BooleanField(default=True)
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "person"], name="followed_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.thread_id}"


class Notice(models.Model):
    """One thing a person is told: on the page of notices, and in the mail that gathers them."""

    class Why(models.TextChoices):
        REPLY = "reply", _("answered")
        MENTION = "mention", _("spoke to you")
        ACCEPTED = "accepted", _("accepted your answer")
        ENDORSED = "endorsed", _("marked your answer as right")
        HIDDEN = "hidden", _("took your post out of sight")

    person = models.ForeignKey(User, models.CASCADE, related_name="discussion_notices")
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    why = models.CharField(max_length=8, choices=Why)
    at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "post", "why"], name="told_once_of_a_post")
        ]
        indexes = [models.Index(fields=["person", "-at"], name="notices_of_a_person")]

    def __str__(self) -> str:
        return f"{self.why} to {self.person_id}"


class Mailing(models.Model):
    """How often a person is written to about what they were told; without a row once a day."""

    class Every(models.TextChoices):
        DAY = "day", _("once a day, if there is something new")
        WEEK = "week", _("once a week, if there is something new")
        NEVER = "never", _("never")

    person = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    every = models.CharField(_("E-mail about notices"), max_length=5, choices=Every)
    mailed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.every}"


class Reaction(models.Model):
    """One click of a person under a post."""

    class Kind(models.TextChoices):
        HELPFUL = "helpful", _("Helpful")
        SAME = "same", _("I wonder too")

    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "person", "kind"], name="a_reaction_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.post_id}"


class Opened(models.Model):
    """That a person chose to read what a thread gives away, and at which attempt it was paid."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="+")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    reveals = models.CharField(max_length=7, choices=Post.Reveals)
    attempt = models.ForeignKey(Attempt, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "person", "reveals"], name="opened_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} opened {self.thread_id} for {self.reveals}"
