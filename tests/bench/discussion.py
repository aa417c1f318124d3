"""Searching a large discussion: threads of many courses, found by words, by formulas, and likeness.

    ./run bench discussion [--posts 100000] [--times 20]

On a PostgreSQL of its own; each line is the whole query of a page of 25 threads as a learner sees
it, the baseline is the newest 25 threads without any words. Goal: 50 ms.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from tests.servers import SERVERS  # chooses the servers before Django's settings are read

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

POSTS_A_THREAD = 4
WORDS = (
    "gradient matrix eigenvalue determinant vector projection basis rank kernel trace norm "
    "variance expectation density likelihood posterior prior sample estimator bias confidence "
    "interval test power regression loss descent momentum step Newton Hessian convex constraint "
    "multiplier dual softmax entropy divergence network layer weight activation sigmoid batch "
    "shuffle seed overflow underflow rounding index loop array shape broadcast transpose inverse"
).split()
COMMON = "why does the when I try it and how can one see that my answer is not so here".split()


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench discussion")
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args()
    import django

    django.setup()
    from django.test.utils import setup_databases

    SERVERS.start_postgres()
    SERVERS.start_valkey()
    setup_databases(verbosity=0, interactive=False, keepdb=False)
    begun = time.perf_counter()
    reader = write(options.posts)
    print(f"{options.posts:,} posts written in {time.perf_counter() - begun:.0f} s")
    print(f"{'':44}{'threads':>8}{'p50':>8}{'p95':>8}   milliseconds")
    for name, search in searches(reader).items():
        print(f"{name:44}" + measured(search, options.times))
    return 0


def write(posts: int) -> Any:
    """Threads with formulas among their words, in the commons and twenty courses; who reads."""
    from django.db import connection

    from campus.accounts.models import User
    from campus.catalog.models import Exercise
    from campus.community.formulas import words_of
    from campus.community.models import Post, Thread
    from campus.courses.models import Course, Enrolment

    dice = random.Random(5)
    reader = User.objects.create_user("ada", "ada@example.org", role="learner")
    people = User.objects.bulk_create(
        User(username=f"l{i}", email=f"l{i}@example.org") for i in range(500)
    )
    courses = Course.objects.bulk_create(Course(slug=f"c{i}", title=f"C{i}") for i in range(20))
    for course in courses[:3]:
        Enrolment.objects.create(course=course, person=reader)
    exercises = Exercise.objects.bulk_create(
        Exercise(slug=f"e{i}", title=f"E{i}", module="M00") for i in range(150)
    )
    texts = [sentence(dice) for _ in range(5_000)]
    formulas = [f"x^{n} + {k}x" for n in range(2, 42) for k in range(1, 26)]
    known = {formula: words_of(formula)[0] for formula in formulas}
    for begun in range(0, posts // POSTS_A_THREAD, 5_000):
        places = range(begun, min(begun + 5_000, posts // POSTS_A_THREAD))
        threads = Thread.objects.bulk_create(
            Thread(
                title=sentence(dice)[:120],
                exercise=dice.choice(exercises),
                course=dice.choice([None, *courses]),
                author=dice.choice(people),
            )
            for _ in places
        )
        rows = []
        for thread in threads:
            for place in range(POSTS_A_THREAD):
                formula = dice.choice(formulas)
                text = f"{dice.choice(texts)} ${formula}$ {known[formula]}"
                rows.append(
                    Post(
                        thread=thread,
                        author=dice.choice(people),
                        text=text,
                        is_question=place == 0,
                        reveals=dice.choice(("nothing", "nothing", "way", "answer")),
                    )
                )
        Post.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE community_post p SET search ="
            " setweight(to_tsvector('english', CASE WHEN p.is_question THEN t.title ELSE '' END),"
            " 'A') || setweight(to_tsvector('english', p.text), 'B')"
            " || setweight(to_tsvector('simple', p.text), 'B')"
            " FROM community_thread t WHERE t.id = p.thread_id"
        )
        cursor.execute("VACUUM ANALYZE")
    return reader


def sentence(dice: random.Random) -> str:
    """Some words that many use and a few that fewer do."""
    rare = [WORDS[min(int(dice.expovariate(0.08)), len(WORDS) - 1)] for _ in range(8)]
    words = [*dice.choices(COMMON, k=16), *rare]
    dice.shuffle(words)
    return " ".join(words)


def searches(reader: Any) -> dict[str, Callable[[], list[Any]]]:
    """What a learner looks for, by what it is called in the table."""
    from campus.community.places import threads_at
    from campus.community.searching import found, like

    def by(words: str) -> Callable[[], list[Any]]:
        return lambda: list(found(threads_at({}, reader), reader, words)[:25])

    return {
        "the newest threads (baseline)": lambda: list(threads_at({}, reader)[:25]),
        "a common word": by("gradient"),
        "a rare word": by("broadcast inverse"),
        "three words": by("matrix eigenvalue rank"),
        "a phrase": by('"gradient matrix"'),
        "a formula": by("$x(x^6+3)$"),
        "a word and a formula": by("gradient $x^7 + 3x$"),
        "nothing of the kind": by("zeppelin"),
        "threads like a new one": lambda: list(
            like(threads_at({}, reader), "Why is the gradient a vector?", "See $x^7 + 3x$.")[:5]
        ),
    }


def measured(search: Callable[[], list[Any]], times: int) -> str:
    taken = []
    shown = 0
    for _ in range(times + 1):
        begun = time.perf_counter()
        shown = len(search())
        taken.append(1000 * (time.perf_counter() - begun))
    taken = sorted(taken[1:])
    p95 = taken[min(len(taken) - 1, int(0.95 * len(taken)))]
    return f"{shown:8}{statistics.median(taken):8.1f}{p95:8.1f}"


if __name__ == "__main__":
    raise SystemExit(main())
