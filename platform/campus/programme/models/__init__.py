"""The rows of the programme."""

from campus.programme.models.examination import FINAL, Examination, Paper
from campus.programme.models.placement import Placement

__all__ = ["FINAL", "Examination", "Paper", "Placement"]
