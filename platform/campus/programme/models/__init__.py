"""The rows of the programme."""

from campus.programme.models.credential import STATUS_PLACES, Credential, IssuerKey
from campus.programme.models.examination import FINAL, Examination, Paper
from campus.programme.models.placement import Placement
from campus.programme.models.profile import PublicProfile
from campus.programme.models.project import Calibration, Conclusion, ProjectWork, Review

__all__ = [
    "FINAL",
    "STATUS_PLACES",
    "Calibration",
    "Conclusion",
    "Credential",
    "Examination",
    "IssuerKey",
    "Paper",
    "Placement",
    "ProjectWork",
    "PublicProfile",
    "Review",
]
