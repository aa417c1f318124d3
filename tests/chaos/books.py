"""What the database says after the storm: every answer once, and progress as a replay of it.

Run as a program with the site's environment it prints the counts as JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def books(since: int) -> dict[str, Any]:
    """Counts over the attempts of people with a key above `since`."""
    from django.db.models import Count, F, Q

    from campus.learning.models import Attempt, LearnerAbility, Submission
    from campus.learning.replaying import newest_version, replayed

    rows = Submission.objects.filter(attempt__learner__gt=since)
    graded = Count("submissions", filter=Q(submissions__state="graded", submissions__mode="grade"))
    attempts = Attempt.objects.filter(learner__gt=since).annotate(verdicts=graded)
    wrong_progress = []
    for ability in LearnerAbility.objects.filter(learner__gt=since):
        known = replayed(ability.learner_id, newest_version())
        if (known.theta, known.n) != (ability.theta, ability.n):
            wrong_progress.append(ability.learner_id)
    return {
        "rows": rows.count(),
        "states": dict(rows.values_list("state").annotate(n=Count("pk")).order_by("state")),
        "without a verdict": rows.filter(state="graded", result__isnull=True).count(),
        "tries": dict(rows.values_list("tries").annotate(n=Count("pk")).order_by("tries")),
        "counted twice or not": attempts.exclude(tries=F("verdicts")).count(),
        "progress unlike a replay": wrong_progress,
        "typed": [
            [attempt, next(iter(answers.values()))["text"]]
            for attempt, answers in rows.values_list("attempt", "answers")
        ],
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(books(int(sys.argv[1]))))
