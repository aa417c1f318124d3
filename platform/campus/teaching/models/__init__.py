"""The rows of teaching: what staff add to learners' work, and regrades that change it."""

from campus.teaching.models.gradebook import MarkOverride, Note, Scheme, Weight
from campus.teaching.models.mistakes import Cluster, Likeness
from campus.teaching.models.regrades import Batch, Change, Regrade, RegradedAttempt
from campus.teaching.models.remarks import Comment, HandMark, Notice

__all__ = [
    "Batch",
    "Change",
    "Cluster",
    "Comment",
    "HandMark",
    "Likeness",
    "MarkOverride",
    "Note",
    "Notice",
    "Regrade",
    "RegradedAttempt",
    "Scheme",
    "Weight",
]
