"""The pages of those who teach, on a large course: SQL and whole pages beside a trivial page.

    ./run bench teaching [--learners 500] [--sets 60] [--tries 20] [--times 20]

On a PostgreSQL of its own. Pages are rendered in this process, without gunicorn and the network;
the baseline, a page that does nothing but render, stands in the same table. Goals: SQL 300 ms,
p95 of a page 250 ms.
"""

import argparse
import os
import statistics
import time
from typing import TYPE_CHECKING

from tests.servers import SERVERS  # chooses the servers before Django's settings are read

if TYPE_CHECKING:
    from campus.courses.models import Course

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench teaching")
    parser.add_argument("--learners", type=int, default=500)
    parser.add_argument("--sets", type=int, default=60)
    parser.add_argument("--tries", type=int, default=20)
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args()
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018  (every room is loaded before anything is timed)
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STATIC_ROOT = str(SERVERS.folder)
    SERVERS.start_postgres()
    SERVERS.start_valkey()
    setup_databases(verbosity=0, interactive=False, keepdb=False)
    begun = time.perf_counter()
    pages = prepared(options.learners, options.sets, options.tries)
    print(f"made in {time.perf_counter() - begun:.0f} s; {counts()}")
    print(f"{'':34}{'queries':>8}{'SQL':>8}{'max':>8}{'p50':>8}{'p95':>8}{'CPU':>8}   milliseconds")
    for name, address in pages.items():
        print(f"{name:34}" + measured(address, options.times))
    return 0


def prepared(learners: int, sets: int, tries: int) -> dict[str, str]:
    """The pages to ask for, on a course made now."""
    from django.utils import timezone

    from campus.accounts.models import User
    from campus.demo.generated import Size, make_large_course
    from campus.demo.generated_work import tidy
    from campus.learning.models import Submission

    teacher = User.objects.create_user("noether", "noether@example.org", role="instructor")
    course = make_large_course("large", Size(learners, sets, tries), teacher, timezone.now())
    tidy()
    person = course.enrolments.learners().order_by("pk")[learners // 2].person
    some = Submission.objects.order_by("pk").first()
    assert some is not None
    exercise = some.attempt.exercise.slug
    of = "/teaching/large"
    return {
        "sign-in (baseline)": "/account/",
        "gradebook": f"{of}/gradebook/",
        "gradebook, page 5": f"{of}/gradebook/?page=5",
        "gradebook of one section": f"{of}/gradebook/?section={course.sections.all()[0].pk}",
        "gradebook, one learner": f"{of}/gradebook/{person.pk}/",
        "gradebook as CSV, all": f"{of}/gradebook.csv",
        "answers": f"{of}/answers/",
        "answers, undecided": f"{of}/answers/?verdict=undecided",
        "answers, wrong, one exercise": f"{of}/answers/?verdict=wrong&exercise={exercise}",
        "answers, one tag": f"{of}/answers/?tag=minus&exercise={exercise}",
        "answers, one learner": f"{of}/answers/?learner={person.username}",
        "answers, one section and set": f"{of}/answers/?section="
        f"{course.sections.all()[0].pk}&set={max(1, sets // 2)}",
        "one answer": f"{of}/answers/{some.pk}/",
        "statistics of a set": f"{of}/sets/{max(1, sets // 2)}/items/",
        "one item, its mistakes": f"{of}/sets/{max(1, sets // 2)}/items/2/",
        "answers, one old set": f"{of}/answers/?set=1",
        "results of a set": f"{of}/sets/{max(1, sets // 2)}/results/",
        "results as CSV": f"{of}/sets/{max(1, sets // 2)}/results.csv",
        "courses taught": "/teaching/",
        "a set to be edited": f"{of}/sets/{max(1, sets // 2)}/",
        "a new set": f"{of}/sets/new/",
        "a set as a learner": f"{of}/sets/{max(1, sets // 2)}/preview/",
        "extensions": f"{of}/extensions/",
        "regrades": f"{of}/regrades/",
        "one regrade": f"{of}/regrades/{a_regrade(course, exercise)}/",
        "weights": f"{of}/gradebook/weights/",
        "gradebook from CSV": f"{of}/gradebook/import/",
        "objections": "/teaching/objections/",
        "courses": "/courses/",
        "the course": "/courses/large/",
        "people": "/courses/large/people/",
        "people, found by name": "/courses/large/people/?find=ada",
        "enrol by a list": "/courses/large/people/list/",
        "ways in": "/courses/large/ways/",
        "settings": "/courses/large/settings/",
        "copy": "/courses/large/copy/",
        "a new announcement": "/courses/large/announcements/new/",
        "audit log of the course": "/courses/large/audit/",
        "a set, by its teacher": f"/courses/large/{max(1, sets // 2)}/",
    }


def a_regrade(course: "Course", exercise: str) -> int:
    """One that would change every second answer of an exercise."""
    from django.db import connection

    from campus.catalog.models import Exercise
    from campus.teaching.models import Regrade

    row = Exercise.objects.select_related("current").get(slug=exercise)
    assert row.current is not None
    state = Regrade.State.READY
    made = Regrade.objects.create(course=course, exercise=row, version=row.current, state=state)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO teaching_change (regrade_id, submission_id, report, state, score, trouble,"
            " old_report, old_state, old_score, applied) "
            "SELECT %s, submission.id, report, 'graded', 1, '', report, 'graded', score, false "
            "FROM learning_submission submission "
            "JOIN learning_graderesult result ON result.submission_id = submission.id "
            "JOIN learning_attempt attempt ON attempt.id = attempt_id WHERE exercise_id = %s",
            [made.pk, row.pk],
        )
    return made.pk


def counts() -> str:
    from campus.learning.models import Attempt, Submission

    return f"{Attempt.objects.count():,} attempts, {Submission.objects.count():,} answers"


def measured(address: str, times: int) -> str:
    """One line: the queries of a page, their time in the middle and at worst, the page's
    percentiles, and what this process computed itself."""
    from django.test import Client

    from campus.accounts.models import User

    browser = Client(headers={"accept": "text/html"})
    browser.force_login(User.objects.get(username="noether"))
    taken, asked, database, used = [], 0, list[float](), list[float]()
    for turn in range(times + 1):
        spent: list[float] = []
        with timed(spent):
            begun, own = time.perf_counter(), time.process_time()
            answer = browser.get(address)
            wall, own = 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - own)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        if turn:  # the first one compiles templates
            taken.append(wall)
            asked = len(spent)
            database.append(1000 * sum(spent))
            used.append(own)
    p95 = statistics.quantiles(taken, n=20)[-1]
    figures = (statistics.median(database), max(database), statistics.median(taken), p95)
    return f"{asked:8}" + "".join(f"{one:8.1f}" for one in (*figures, statistics.median(used)))


def timed(spent: list[float]):  # type: ignore[no-untyped-def]  # Django's wrapper is untyped
    from django.db import connection

    def stopwatch(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent.append(time.perf_counter() - begun)

    return connection.execute_wrapper(stopwatch)


if __name__ == "__main__":
    raise SystemExit(main())
