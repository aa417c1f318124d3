"""What the audit log remembers. Migration 0002 lets both tables only grow and makes the chain."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from campus.accounts.models import User

MOST_PEOPLE = 500  # whom a few letters may mean


class EntryQuerySet(models.QuerySet["Entry"]):
    def with_people(self) -> EntryQuerySet:
        """Newest first, with the accounts that are still there."""
        return self.select_related("actor", "person").order_by("-pk")

    def about(self, words: str, side: str = "") -> EntryQuerySet:
        """What was done by or to people whose name or address has these words in it; `side` is
        "by" or "to" for one of the two."""
        people = User.objects.filter(
            Q(display_name__icontains=words)
            | Q(username__icontains=words)
            | Q(email__icontains=words)
        )
        # Their numbers and not a subquery: numbers can be looked up in the indexes.
        numbers = list(people.order_by("pk").values_list("pk", flat=True)[:MOST_PEOPLE])
        by, to = Q(actor__in=numbers), Q(person__in=numbers)
        return self.filter({"by": by, "to": to}.get(side, by | to))


class Entry(models.Model):
    """One act. It holds numbers of people, never their names: an account may be erased, this may
    not, and without its account the number means nobody."""

    at = models.DateTimeField(auto_now_add=True)
    # No constraint in the database: deleting an account must neither fail nor touch an entry.
    actor = models.ForeignKey(
        User, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    act = models.CharField(max_length=60)
    kind = models.CharField(max_length=60, blank=True)  # of the target: "courses.problemset"
    key = models.CharField(max_length=60, blank=True)  # the target's primary key
    label = models.CharField(max_length=200, blank=True)  # what the target was called
    person = models.ForeignKey(
        User, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    course = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        db_table = "auditing_entry"
        indexes = [
            models.Index(fields=["course", "-id"], name="entries_of_a_course"),
            models.Index(fields=["actor", "-id"], name="entries_by_a_person"),
            models.Index(fields=["person", "-id"], name="entries_about_a_person"),
            models.Index(fields=["act", "-id"], name="entries_of_an_act"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.act}"


class Seal(models.Model):
    """An entry's place in the chain, written by the database as its transaction commits.

    `digest` is SHA-256 over the seal before and the entry; see `chain.digest`.
    """

    position = models.BigIntegerField(primary_key=True)  # 1, 2, 3, … in the order of commits
    entry = models.OneToOneField(Entry, models.DO_NOTHING, db_constraint=False)
    digest = models.CharField(max_length=64)  # hexadecimal

    class Meta:
        db_table = "auditing_seal"

    def __str__(self) -> str:
        return f"{self.position}: {self.digest[:12]}"
