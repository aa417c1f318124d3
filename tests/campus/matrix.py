"""What everybody gets at every address of the site: a row for each, kept by test_access.py."""

from __future__ import annotations

from tests.campus.accounts.addresses import of_accounts

PEOPLE = ("nobody", "ada", "charlie", "noether", "hilbert", "grace")

IN, NO, OK, GO = "sign-in", 404, 200, 302
#                          nobody  Ada  Charlie Noether Hilbert Grace
SIGNED_IN: tuple[object, ...] = (IN, OK, OK, OK, OK, OK)
OPEN: tuple[object, ...] = (OK, OK, OK, OK, OK, OK)
IN_COURSE: tuple[object, ...] = (IN, OK, NO, OK, NO, OK)
IN_COURSE_GO: tuple[object, ...] = (IN, GO, NO, GO, NO, GO)
TAUGHT: tuple[object, ...] = (IN, NO, NO, OK, NO, OK)
TAUGHT_GO: tuple[object, ...] = (IN, NO, NO, GO, NO, GO)
ADAS: tuple[object, ...] = (IN, OK, NO, NO, NO, NO)
ADAS_GO: tuple[object, ...] = (IN, GO, NO, NO, NO, NO)
ADMINS: tuple[object, ...] = (IN, NO, NO, NO, NO, OK)
STAFF: tuple[object, ...] = (IN, NO, NO, OK, OK, OK)
NOETHERS: tuple[object, ...] = (IN, NO, NO, OK, NO, OK)  # her manuscript
NOETHERS_GO: tuple[object, ...] = (IN, NO, NO, GO, NO, GO)

#: Name of the address -> (method, what each of PEOPLE gets). Where Ada's work is read by those
#: who teach her, it is theirs to read and not to change.
MATRIX: dict[str, tuple[str, tuple[object, ...]]] = {
    "healthz": ("get", OPEN),
    "readyz": ("get", (503,) * 6),  # for everybody; there is no grader in this test
    "metrics": ("get", (NO,) * 6),  # whoever brings the token: test_metrics
    "home": ("get", OPEN),
    **of_accounts(IN, NO, OK, GO),
    "reminder-stop": ("get", OPEN),  # whoever holds the signed link
    "catalogue": ("get", SIGNED_IN),
    "exercise": ("get", SIGNED_IN),  # a published exercise is open to everybody for practice
    "skill": ("get", SIGNED_IN),
    "module": ("get", SIGNED_IN),
    "progress": ("get", SIGNED_IN),
    "practise": ("get", SIGNED_IN),
    "practice-plan": ("get", SIGNED_IN),
    "practice-start": ("post", (IN, GO, GO, GO, GO, GO)),
    "practice-session": ("get", ADAS),
    "practice-next": ("post", ADAS_GO),
    "practice-end": ("post", ADAS_GO),
    "certificate": ("get", SIGNED_IN),  # each their own
    "tracks": ("get", SIGNED_IN),
    "examination": ("get", (IN, GO, GO, GO, GO, GO)),  # to the tracks first
    "examination-begin": ("post", (IN, GO, GO, GO, GO, GO)),
    "certificate-staff": ("get", ADMINS),
    "placement": ("get", SIGNED_IN),
    "placement-begin": ("post", (IN, GO, GO, GO, GO, GO)),
    "placement-next": ("post", (IN, GO, GO, GO, GO, GO)),
    "placement-unmet": ("post", (IN, GO, GO, GO, GO, GO)),  # an attempt not asked now is left alone
    "placement-pass-over": ("post", (IN, GO, GO, GO, GO, GO)),
    "placement-stop": ("post", (IN, GO, GO, GO, GO, GO)),
    "credential": ("get", SIGNED_IN),  # each their own
    "credential-paper": ("get", ADAS),
    "credentials-given": ("get", ADMINS),
    "credential-revoke": ("post", (IN, NO, NO, NO, NO, GO)),
    "profile-choice": ("get", SIGNED_IN),
    "profile": ("get", OPEN),  # Ada shows hers
    "verify": ("get", OPEN),
    "verify-code": ("get", OPEN),
    "credential-token": ("get", OPEN),  # whoever holds the code
    "credential-picture": ("get", OPEN),
    "credential-issuer": ("get", OPEN),
    "credential-keys": ("get", OPEN),
    "credential-status": ("get", (NO,) * 6),  # there is no key in this test
    "credential-achievement": ("get", OPEN),
    "projects": ("get", SIGNED_IN),  # each their own
    "project": ("get", SIGNED_IN),
    "project-of-set": ("get", ADAS_GO),
    "project-begin": ("post", (IN, GO, GO, GO, GO, GO)),
    "project-data": ("get", (IN, GO, GO, NO, NO, NO)),  # at it; nothing is drawn here
    "project-conclusion": ("post", (IN, 409, 409, NO, NO, NO)),  # a form without its revision
    "project-objection": ("post", (IN, GO, GO, NO, NO, NO)),
    "reviews": ("get", SIGNED_IN),
    "review": ("get", ADAS),
    "review-take": ("post", (IN, GO, GO, GO, GO, GO)),  # refused to who has not written one
    "review-prepared": ("get", (IN, OK, OK, NO, NO, NO)),  # as above
    "review-compared": ("get", ADAS),
    "projects-staff": ("get", STAFF),
    "project-decide": ("get", STAFF),
    "courses": ("get", SIGNED_IN),
    "course": ("get", IN_COURSE),
    "problem-set": ("get", IN_COURSE),
    "exam-begin": ("post", ADAS_GO),  # those who teach it do not sit it
    "exam-hand-in": ("post", ADAS_GO),
    "course-new": ("get", STAFF),
    "course-settings": ("get", TAUGHT),
    "course-copy": ("get", TAUGHT),
    "course-archive": ("post", TAUGHT_GO),
    "course-reopen": ("post", TAUGHT_GO),
    "course-people": ("get", TAUGHT),
    "course-add": ("post", (IN, NO, NO, 400, NO, 400)),  # an empty form, shown again
    "course-list": ("get", TAUGHT),
    "course-part": ("get", TAUGHT),
    "course-remove": ("post", TAUGHT_GO),
    "course-leave": ("get", (IN, OK, NO, OK, NO, NO)),  # Grace sees it and is not in it
    "section-new": ("post", TAUGHT_GO),
    "section-remove": ("post", TAUGHT_GO),
    "course-ways": ("get", TAUGHT),
    "course-invite": ("post", TAUGHT),
    "course-revoke": ("post", TAUGHT_GO),
    "announcement-new": ("get", TAUGHT),
    "announcement-edit": ("get", TAUGHT),
    "announcement-remove": ("post", TAUGHT_GO),
    "announcements-seen": ("post", (IN, GO, NO, GO, NO, GO)),
    "course-audit": ("get", TAUGHT),  # Noether owns it
    "course-audit-csv": ("get", TAUGHT),
    "audit": ("get", ADMINS),
    "audit-csv": ("get", ADMINS),
    "audit-jsonl": ("get", ADMINS),
    "course-audit-jsonl": ("get", TAUGHT),
    "join": ("get", (OK, GO, OK, GO, OK, OK)),  # whoever holds the link; who is in, goes on
    "join-code": ("get", SIGNED_IN),
    "calendar": ("get", SIGNED_IN),
    "calendar-feed": ("get", OPEN),  # whoever holds the secret address
    "attempt": ("get", (IN, OK, NO, OK, NO, OK)),
    "submission": ("get", (IN, GO, NO, GO, NO, GO)),
    "submit": ("post", ADAS_GO),
    "withdraw": ("post", ADAS_GO),
    "hint": ("post", ADAS_GO),
    "give-up": ("post", ADAS_GO),
    "another": ("post", ADAS_GO),
    "draft": ("post", ADAS),
    "object": ("post", ADAS_GO),
    "preview": ("get", ADAS),
    "authoring": ("get", STAFF),
    "authoring-new": ("get", STAFF),
    "authoring-import": ("post", (IN, NO, NO, GO, GO, GO)),
    "authoring-export-all": ("get", STAFF),  # of one's own
    "authoring-source": ("get", STAFF),
    "authoring-copy": ("post", (IN, NO, NO, GO, GO, GO)),
    "authoring-publication": ("get", NOETHERS),
    "authoring-cancel": ("post", NOETHERS_GO),
    "authoring-edit": ("get", NOETHERS),
    "authoring-preview": ("post", NOETHERS),
    "authoring-findings": ("post", NOETHERS),
    "authoring-publish": ("post", NOETHERS_GO),
    "authoring-retire": ("post", NOETHERS_GO),
    "authoring-history": ("get", NOETHERS),
    "authoring-coauthors": ("post", NOETHERS_GO),
    "authoring-export": ("get", NOETHERS),
    "objections": ("get", STAFF),  # the cases of those whom one teaches
    "objection-answer": ("post", (IN, NO, NO, GO, NO, GO)),
    "teaching": ("get", (IN, NO, NO, OK, OK, OK)),
    "teaching-set-new": ("get", TAUGHT),
    "teaching-set": ("get", TAUGHT),
    "teaching-set-preview": ("get", TAUGHT),
    "teaching-set-simulate": ("post", (IN, NO, NO, 400, NO, 400)),  # an empty form, shown again
    "teaching-sittings": ("get", TAUGHT),
    "extensions": ("get", TAUGHT),
    "extension-remove": ("post", TAUGHT_GO),
    "teaching-results": ("get", TAUGHT),
    "teaching-results-csv": ("get", TAUGHT),
    "notices-seen": ("post", (IN, GO, GO, GO, GO, GO)),
    "gradebook": ("get", TAUGHT),
    "gradebook-csv": ("get", TAUGHT),
    "gradebook-import": ("get", TAUGHT),
    "gradebook-scheme": ("get", TAUGHT),
    "gradebook-learner": ("get", TAUGHT),
    "gradebook-mark": ("post", (IN, NO, NO, 400, NO, 400)),  # an empty form, shown again
    "gradebook-note": ("post", (IN, NO, NO, 400, NO, 400)),
    "answers": ("get", TAUGHT),
    "answer": ("get", TAUGHT),
    "answer-comment": ("post", (IN, NO, NO, 400, NO, 400)),
    "answer-mark": ("post", (IN, NO, NO, 400, NO, 400)),
    "teaching-items": ("get", TAUGHT),
    "teaching-item": ("get", TAUGHT),
    "teaching-item-name": ("post", TAUGHT_GO),
    "regrades": ("get", TAUGHT),
    "regrade": ("get", TAUGHT),
    "regrade-apply": ("post", TAUGHT_GO),
    "regrade-roll-back": ("post", TAUGHT_GO),
    "regrade-drop": ("post", TAUGHT_GO),
    "discussion": ("get", SIGNED_IN),  # of what each may know of
    "ask": ("get", IN_COURSE),
    "post-preview": ("post", SIGNED_IN),
    "notices": ("get", SIGNED_IN),
    "digest-stop": ("get", OPEN),  # whoever holds the signed link
    "thread": ("get", IN_COURSE),
    "thread-reply": ("get", IN_COURSE),
    "thread-follow": ("post", IN_COURSE_GO),
    "thread-look": ("post", IN_COURSE_GO),
    "thread-lock": ("post", TAUGHT_GO),
    "post-change": ("get", ADAS),
    "post-take-back": ("post", ADAS_GO),
    "post-accept": ("post", ADAS_GO),  # who asked, says what helped
    "post-react": ("post", IN_COURSE_GO),
    "post-report": ("get", IN_COURSE),
    "post-block": ("post", IN_COURSE_GO),
    "block-end": ("post", ADAS_GO),
    "post-keep": ("post", TAUGHT_GO),
    "post-mute": ("post", TAUGHT_GO),
    "reports": ("get", STAFF),
    "report-decide": ("post", TAUGHT_GO),
    "groups": ("get", SIGNED_IN),  # one's own
    "group": ("get", ADAS),
    "group-change": ("get", ADAS),
    "group-renew": ("post", ADAS_GO),
    "group-leave": ("post", ADAS_GO),
    "group-meet": ("post", ADAS_GO),
    "group-join": ("get", (IN, GO, OK, OK, OK, OK)),  # whoever holds the link; who is in, goes on
    "meeting": ("get", ADAS),
    "meeting-go": ("post", ADAS_GO),
    "meeting-end": ("post", ADAS_GO),
    "people": ("get", ADMINS),
    "people-csv": ("get", ADMINS),
    "people-list": ("get", ADMINS),
    "person": ("get", ADMINS),
    "person-change": ("post", (IN, NO, NO, NO, NO, GO)),
    "own-data": ("get", SIGNED_IN),
    "export-ask": ("post", (IN, GO, GO, GO, GO, GO)),  # each their own
    "export-file": ("get", ADAS),
    "erase": ("get", SIGNED_IN),
    "erase-withdraw": ("post", (IN, GO, GO, GO, GO, GO)),
    "person-erase": ("get", ADMINS),
    "eyes": ("post", (IN, NO, NO, NO, NO, GO)),
    "eyes-end": ("post", (IN, NO, NO, NO, NO, NO)),  # nobody borrows eyes here
    "alerts-seen": ("post", (IN, NO, NO, NO, NO, GO)),
    "dashboard": ("get", STAFF),  # each over the courses they teach
    "dashboard-skills": ("get", STAFF),
    "dashboard-concerns": ("get", STAFF),
    "dashboard-write": ("post", (IN, NO, NO, 400, 400, 400)),  # to nobody
    "dashboard-sheet": ("get", STAFF),
    "dashboard-learner": ("get", TAUGHT),
    "health": ("get", ADMINS),
    "health-retry": ("post", (IN, NO, NO, NO, NO, GO)),
}
