"""What the discussion keeps: threads, posts, who follows and has seen what, what was reported."""

from campus.community.models.reading import Follow, Mailing, Notice, Opened, Reaction
from campus.community.models.safety import Block, Mute, Report
from campus.community.models.thread import Post, Thread

__all__ = [
    "Block",
    "Follow",
    "Mailing",
    "Mute",
    "Notice",
    "Opened",
    "Post",
    "Reaction",
    "Report",
    "Thread",
]
