"""What the discussion keeps: threads, posts, who follows and has seen what; and study groups."""

from campus.community.models.group import Meeting, MeetingExercise, Membership, Seat, StudyGroup
from campus.community.models.reading import Follow, Mailing, Notice, Opened, Reaction
from campus.community.models.safety import Block, Mute, Report
from campus.community.models.thread import Post, Thread

__all__ = [
    "Block",
    "Follow",
    "Mailing",
    "Meeting",
    "MeetingExercise",
    "Membership",
    "Mute",
    "Notice",
    "Opened",
    "Post",
    "Reaction",
    "Report",
    "Seat",
    "StudyGroup",
    "Thread",
]
