"""Names that both ends of the queue agree on, for drawing and proving exercises. Knows no Celery.

    site ── DRAW_TASK on DRAW_QUEUE ──▶ grader ──── DRAWN_TASK on VERDICT_QUEUE ──▶ site
    site ── PREVIEW_TASK on DRAW_QUEUE ──▶ grader ── under the asker's key in the broker ──▶ site
    site ── DRAW, LOOK, PROVE, REGRADE_TASK on BULK_QUEUE ──▶ bulk worker ── PROVED_TASK … ──▶ site
    site ── GRADE_TASK of a milestone on BULK_QUEUE ──▶ bulk worker ── as from a grader ──▶ site

What takes milliseconds and keeps a person waiting goes to the graders; what takes seconds has a
worker of its own, so that no answer waits behind it.
"""

from __future__ import annotations

from typing import Final

DRAW_QUEUE: Final = "draw"
BULK_QUEUE: Final = "bulk"

DRAW_TASK: Final = "exercises.draw"
PREVIEW_TASK: Final = "exercises.preview"
LOOK_TASK: Final = "exercises.look"
PROVE_TASK: Final = "exercises.prove"
DRAWN_TASK: Final = "campus.drawn"
PROVED_TASK: Final = "campus.proved"
REGRADE_TASK: Final = "exercises.regrade"
REGRADED_TASK: Final = "campus.regraded"

#: Priorities on the bulk queue (0 is taken first): somebody looks at a page, or nobody does.
URGENT: Final = 0
MILESTONES: Final = 3  # answers of projects; nothing else has this priority
IN_TIME: Final = 9

#: Keys in the broker. The first is kombu's name for the list of a queue and a priority.
IN_TIME_LIST: Final = f"{BULK_QUEUE}\x06\x16{IN_TIME}"
BULK_MARK: Final = "lemma:bulk:"  # + the name of a living bulk worker
REPLY_KEY: Final = "lemma:reply:"  # + a token: the answer to whoever asked under it
DONE_KEY: Final = "lemma:done:"  # + a lease: "37/200", how far proving has come
CANCEL_KEY: Final = "lemma:cancel:"  # + a lease: stop it
KEY_SECONDS: Final = 60

#: A longer file is refused unread: the longest of the bank has a twentieth of it.
LONGEST_SOURCE: Final = 200_000
