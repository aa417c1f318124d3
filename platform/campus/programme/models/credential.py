"""Certificates, and the keys they are signed by."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from campus.accounts.models import User
from campus.programme.models.examination import Examination

#: A status list has so many places, so that an index tells nobody how many certificates there are.
STATUS_PLACES = 131_072


class IssuerKey(models.Model):
    """The public half of a key that certificates were signed by. It stays when the installation
    takes another key: what it signed can be verified for ever."""

    thumbprint = models.CharField(max_length=43, unique=True)  # RFC 7638, SHA-256, base64url
    public_pem = models.TextField()
    since = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["since"]

    def __str__(self) -> str:
        return self.thumbprint


class Credential(models.Model):
    """One certificate, as it was given. `evidence` is what it claims: see certifying.evidence."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="credentials")
    examination = models.ForeignKey(Examination, models.CASCADE, related_name="credentials")
    code = models.CharField(max_length=14, unique=True)  # ABCD-EFGH-JKLM, 60 random bits
    name = models.CharField(max_length=80)  # as printed
    track = models.CharField(max_length=8)
    evidence = models.JSONField(default=dict)
    key = models.ForeignKey(IssuerKey, models.PROTECT, related_name="credentials")
    token = models.TextField()  # the signed Open Badges credential, a compact JWT
    status_index = models.PositiveIntegerField(unique=True)
    issued_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)  # of the revocation, shown to everybody
    replaced = models.BooleanField(default=False)  # revoked for another with another name

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["examination"],
                condition=Q(revoked_at=None),
                name="one_standing_certificate_an_examination",
            ),
            models.CheckConstraint(
                condition=Q(status_index__lt=STATUS_PLACES), name="a_place_of_the_status_list"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def standing(self) -> bool:
        return self.revoked_at is None
