"""The rows of the programme."""

from campus.programme.models.credential import STATUS_PLACES, Credential, IssuerKey
from campus.programme.models.examination import FINAL, Examination, Paper
from campus.programme.models.placement import Placement
from campus.programme.models.profile import PublicProfile

__all__ = [
    "FINAL",
    "STATUS_PLACES",
    "Credential",
    "Examination",
    "IssuerKey",
    "Paper",
    "Placement",
    "PublicProfile",
]
