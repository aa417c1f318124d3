"""What is written down about a person: every table of their export, column by column.

Columns are named one by one, so that what is added to a model leaves the site only after somebody
has thought of it. Keys, solutions, seeds and hidden tests stand in variants and versions: of those
only names and numbers are taken. test_export.py walks every model that knows people and fails on
one that stands neither here nor in `reasons`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from campus.privacy.reports import judged


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    name     of its files in the zip
    model    "app.Model"
    whose    the way from a row to the person
    columns  what is taken of a row; `__` follows a relation
    """

    name: str
    model: str
    whose: str
    columns: tuple[str, ...]


def _table(name: str, model: str, whose: str, columns: str) -> Table:
    return Table(name, model, whose, tuple(columns.split()))


_WORK: Final = "attempt__exercise__slug attempt__number"

TABLES: Final[tuple[Table, ...]] = (
    _table(
        "account",
        "accounts.User",
        "pk",
        "id username display_name first_name last_name email role is_active date_joined last_login",
    ),
    _table("addresses", "account.EmailAddress", "user", "email verified primary"),
    _table("second-factors", "mfa.Authenticator", "user", "type created_at last_used_at"),
    _table(
        "institutions",
        "socialaccount.SocialAccount",
        "user",
        "provider uid last_login date_joined extra_data",
    ),
    _table("sessions", "usersessions.UserSession", "user", "created_at last_seen_at ip user_agent"),
    _table("enrolments", "courses.Enrolment", "person", "course__title role section__name since"),
    _table("announcements-seen", "courses.Seen", "person", "announcement__title at"),
    _table(
        "announcements-written", "courses.Announcement", "author", "course__title title text at"
    ),
    _table("calendar", "courses.CalendarAddress", "person", "made_at"),
    _table(
        "extensions",
        "courses.Extension",
        "learner",
        "course__title problem_set__title due_at closes_at extra_time extra_minutes tries given_at",
    ),
    _table(
        "attempts",
        "learning.Attempt",
        "learner",
        "exercise__slug number version__number item__problem_set__course__title"
        " item__problem_set__title mixed opened_at finished_at ended tries hints_taken first_score"
        " best",
    ),
    _table(
        "submissions",
        "learning.Submission",
        "attempt__learner",
        f"id {_WORK} mode answers state received_at finished_at",
    ),
    _table(
        "verdicts",
        "learning.GradeResult",
        "submission__attempt__learner",
        "submission_id score hints recorded_at report",
    ),
    _table("drafts", "learning.Draft", "attempt__learner", f"{_WORK} answers saved_at"),
    _table(
        "objections",
        "learning.Objection",
        "submission__attempt__learner",
        "submission_id raised_at state words answered_at",
    ),
    _table(
        "plan", "learning.PracticePlan", "learner", "goal time_zone remind hour track reminded_on"
    ),
    _table(
        "practice-sessions",
        "learning.PracticeSession",
        "learner",
        "id minutes begun_at ended_at before after",
    ),
    _table(
        "practice-steps",
        "learning.PracticeStep",
        "session__learner",
        "session_id position exercise__slug why skill__slug skipped",
    ),
    _table("ability", "learning.LearnerAbility", "learner", "theta n model_version"),
    _table(
        "mastery",
        "learning.LearnerSkill",
        "learner",
        "skill__slug theta n n_ok fsrs due_at first_ok_at kept level",
    ),
    _table("placed-skills", "learning.PlacedSkills", "learner", "at skills"),
    _table(
        "outcomes",
        "learning.Outcome",
        "learner",
        "at exercise__slug score first helped finished mixed mistakes",
    ),
    _table("days", "learning.ActiveDay", "learner", "day graded solved"),
    _table(
        "sittings",
        "learning.Sitting",
        "learner",
        "problem_set__title begun_at handed_in_at by_server released_at",
    ),
    _table(
        "marks-set",
        "teaching.MarkOverride",
        "learner",
        "problem_set__title share at latest",
    ),
    _table("comments", "teaching.Comment", "submission__attempt__learner", "submission_id text at"),
    _table(
        "marks-by-hand",
        "teaching.HandMark",
        "submission__attempt__learner",
        "submission_id score reason at latest",
    ),
    _table("notices", "teaching.Notice", "person", "text url at seen_at"),
    _table(
        "threads",
        "community.Thread",
        "author",
        "id title course__title exercise__slug skill__slug begun_at locked_at hidden_at",
    ),
    _table(
        "posts",
        "community.Post",
        "author",
        "id thread_id thread__title text said at edited_at taken_back_at hidden_at",
    ),
    _table("follows", "community.Follow", "person", "thread_id thread__title on seen_at"),
    _table("discussion-notices", "community.Notice", "person", "why post_id at seen_at mailed_at"),
    _table("digests", "community.Mailing", "person", "every mailed_on"),
    _table("reactions", "community.Reaction", "person", "post_id kind"),
    _table("opened", "community.Opened", "person", "thread_id reveals at"),
    _table("reports", "community.Report", "by", "post_id why words at state decided_at"),
    _table("blocks", "community.Block", "by", "person__display_name"),
    _table("silences", "community.Mute", "person", "course__title until words"),
    _table("groups", "community.Membership", "person", "group__name shares since"),
    _table("meetings", "community.Seat", "person", "meeting__group__name taken_at"),
    _table(
        "examinations",
        "programme.Examination",
        "learner",
        "subject number track begun_at outcome judged_at figures",
    ),
    _table(
        "certificates",
        "programme.Credential",
        "learner",
        "code name track evidence token issued_at revoked_at reason",
    ),
    _table("placements", "programme.Placement", "learner", "number degree begun_at ended_at ended"),
    _table("public-profile", "programme.PublicProfile", "person", "handle on skills"),
    _table(
        "projects",
        "programme.ProjectWork",
        "learner",
        "project begun_at text saved_at passed_at",
    ),
    _table(
        "conclusions",
        "programme.Conclusion",
        "work__learner",
        "work__project number text handed_in_at state decided_at objection",
    ),
    _table(
        "reviews",
        "programme.Review",
        "reviewer",
        "conclusion__work__project taken_at made_at marks words",
    ),
    _table("calibrations", "programme.Calibration", "reviewer", "project place marks counts at"),
    _table("manuscripts", "authoring.Manuscript", "authors", "slug title changed_at"),
    _table("audit-by-me", "auditing.Entry", "actor", "at act kind key details"),
    _table("audit-about-me", "auditing.Entry", "person", "at act kind key details"),
    _table("exports", "privacy.Export", "person", "asked_at state ready_at size"),
    _table("erasure", "privacy.Erasure", "person", "asked_at due_at keeps_posts"),
)

#: Columns that are not taken as they are.
SHOWN_AS: Final = {("verdicts", "report"): judged}
