"""Where a model knows people and an export of theirs does not take it: why not."""

from __future__ import annotations

from typing import Final

_FOLDED = "a sum folded from what is exported"
_STAFF = "who decided, of the staff; their act is in their audit entries"
_OF_COURSE = "work of the staff, which belongs to the course"

#: "app.Model.field" -> the reason.
NOT_EXPORTED: Final[dict[str, str]] = {
    "accounts.User_groups.user": "Django's groups are not used",
    "accounts.User_user_permissions.user": "Django's permissions are not used",
    "accounts.User.groups": "Django's groups are not used",
    "account.EmailConfirmation.email_address": "a key that opens an account for some hours",
    "catalog.ExerciseVersion.published_by": "the exercise belongs to the site; the act is audited",
    "courses.Course.people": "the enrolments are exported",
    "courses.ProblemSet.sitter": "a paper of theirs; sittings, attempts and examinations say more",
    "courses.Draw.learner": "which items of a pool were drawn; the attempts name the exercises",
    "courses.Extension.given_by": _STAFF,
    "courses.Entrance.made_by": _OF_COURSE,
    "learning.Objection.answered_by": _STAFF,
    "rollups.Member.learner": _FOLDED,
    "rollups.LearnerTally.learner": _FOLDED,
    "rollups.ToldSkill.learner": _FOLDED,
    "authoring.Manuscript_authors.user": "the manuscripts are exported",
    "authoring.Revision.by": "sources hold keys and solutions; authors export them on their page",
    "authoring.Publication.by": "the act is audited",
    "teaching.MarkOverride.by": _STAFF,
    "teaching.Note.learner": "written for the staff alone; an administrator hands them out",
    "teaching.Note.by": _STAFF,
    "teaching.Cluster.by": _OF_COURSE,
    "teaching.Regrade.by": _STAFF,
    "teaching.Comment.by": "written to a learner, in whose export it is",
    "teaching.HandMark.by": _STAFF,
    "community.Meeting.begun_by": "the meetings that they took a seat in are exported",
    "community.Post.endorsed_by": _STAFF,
    "community.Notice.by": "the other side of somebody's notice, in whose export it is",
    "community.Block.person": "nobody is told who blocks them",
    "programme.Conclusion.decided_by": _STAFF,
    "privacy.Erasure.by": _STAFF,
}
