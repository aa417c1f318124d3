"""The dashboards on a large site: SQL and whole pages beside a trivial page, and bytes an attempt.

    ./run bench dashboards [--learners 10000] [--attempts 5000000] [--times 10]

On a PostgreSQL of its own, filled by the code of `manage.py generate`. Pages are rendered in this
process, without gunicorn and the network. Goals: SQL 300 ms, page 500 ms.
"""

import argparse
import os
import statistics
import time

from tests.servers import SERVERS  # chooses the servers before Django's settings are read

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench dashboards")
    parser.add_argument("--learners", type=int, default=10_000)
    parser.add_argument("--attempts", type=int, default=5_000_000)
    parser.add_argument("--times", type=int, default=10)
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
    pages = prepared(options.learners, options.attempts)
    sizes(options.attempts)
    folding()
    print(f"\n{'':44}{'':8}{'wall clock, ms':>27}{'processor, ms':>18}")
    print(f"{'':44}{'queries':>8}{'SQL p50':>9}{'p50':>9}{'max':>9}{'SQL':>9}{'page':>9}")
    for name, (user, address) in pages.items():
        print(f"{name:44}" + measured(user, address, options.times), flush=True)
    return 0


def prepared(learners: int, attempts: int) -> dict[str, tuple[str, str]]:
    """A site made now; the pages to ask for and who asks."""
    from django.core.management import call_command

    from campus.accounts.models import User

    User.objects.create_user("noether", "noether@example.org", role="instructor")
    User.objects.create_user("grace", "grace@example.org", role="admin")
    begun = time.monotonic()
    call_command("generate", learners=learners, attempts=attempts)
    spent = backend_seconds() + time.process_time()
    print(f"made in {time.monotonic() - begun:.0f} s, processor {spent:.0f} s")
    return addresses()


def addresses() -> dict[str, tuple[str, str]]:
    from campus.rollups.models import LearnerTally

    busiest = LearnerTally.objects.order_by("-graded").values_list("pk", flat=True)[0]
    of = "course=made-1"
    admin = {
        "a page that only renders (baseline)": "/account/",
        "overview, site, 12 weeks": "/dashboard/",
        "overview, site, 52 weeks": "/dashboard/?weeks=52",
        "overview, site, one track": "/dashboard/?track=ds",
        "overview, a course": f"/dashboard/?{of}",
        "skills, site": "/dashboard/skills/",
        "skills, a course": f"/dashboard/skills/?{of}",
        "at risk, site": "/dashboard/concerns/",
        "at risk, site, page 50": "/dashboard/concerns/?page=50",
        "at risk, site, falling": "/dashboard/concerns/?reason=falling",
        "at risk, a name": "/dashboard/concerns/?find=Ada",
        "at risk, a course": f"/dashboard/concerns/?{of}",
        "the busiest learner": f"/dashboard/learners/{busiest}/",
        "health": "/dashboard/health/",
        "CSV of skills, site": "/dashboard/tables/skills.csv",
        "CSV of days, site": "/dashboard/tables/days.csv?weeks=52",
        "CSV of learners at risk, a course": f"/dashboard/tables/concerns.csv?{of}",
        "CSV of learners at risk, site": "/dashboard/tables/concerns.csv",
    }
    pages = {name: ("grace", address) for name, address in admin.items()}
    pages["overview, an instructor's course"] = ("noether", "/dashboard/")
    pages["a learner, to an instructor"] = ("noether", f"/dashboard/learners/{busiest}/")
    return pages


def folding() -> None:
    """What a round costs with nothing to do, and after two hundred verdicts."""
    from django.db import connection

    from campus.learning.models import Outcome
    from campus.rollups.folding import fold

    newest = Outcome.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for name, back in (("nothing new", 0), ("200 verdicts", 200), ("2,000 verdicts", 2000)):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE rollups_mark SET folded = %s", [newest - back])
        begun, theirs = time.perf_counter(), backend_seconds()
        fold(upto=newest)
        wall, spent = time.perf_counter() - begun, backend_seconds() - theirs
        print(f"a round of folding, {name}: {1000 * wall:.0f} ms, processor {1000 * spent:.0f} ms")


def sizes(attempts: int) -> None:
    """Bytes an attempt: of each large table and of each of its indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.relname, NULL, pg_table_size(t.oid) FROM pg_class t"
            " WHERE t.relkind = 'r' AND pg_table_size(t.oid) > 4e6 AND t.relname !~ '^pg_'"
            " UNION ALL SELECT t.relname, c.relname, pg_relation_size(c.oid) FROM pg_index i"
            " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid"
            " WHERE pg_table_size(t.oid) > 4e6 AND t.relname !~ '^pg_'"
            " ORDER BY 1, 2 NULLS FIRST"
        )
        rows = cursor.fetchall()
    print(f"\nbytes an attempt, of {attempts:,} attempts")
    for table, index, size in rows:
        print(f"  {'  ' + index if index else table:60}{size / attempts:9.1f}{size / 1e6:10.1f} MB")
    print(f"  {'all of them':60}{sum(row[2] for row in rows) / attempts:9.1f}\n")


def measured(user: str, address: str, times: int) -> str:
    """One line: the queries of a page, its SQL and its own time, and the processor time of both:
    on a machine with other work the wall clock says more of that."""
    from django.test import Client

    from campus.accounts.models import User
    from tests.bench.teaching import timed

    browser = Client(headers={"accept": "text/html"})
    browser.force_login(User.objects.get(username=user))
    browser.get(address)  # compiles templates
    pages, database, asked = [], [], 0
    ours, theirs = time.process_time(), backend_seconds()
    for _ in range(times):
        spent: list[float] = []
        with timed(spent):
            begun = time.perf_counter()
            answer = browser.get(address)
            pages.append(1000 * (time.perf_counter() - begun))
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        database.append(1000 * sum(spent))
        asked = len(spent)
    theirs = 1000 * (backend_seconds() - theirs) / times
    page = 1000 * (time.process_time() - ours) / times + theirs
    clock = (statistics.median(database), statistics.median(pages), max(pages))
    return f"{asked:8}" + "".join(f"{value:9.1f}" for value in (*clock, theirs, page))


def backend_seconds() -> float:
    """Processor time of this connection's own process of PostgreSQL, in hundredths; on Linux."""
    from django.db import connection

    connection.ensure_connection()
    with open(f"/proc/{connection.connection.info.backend_pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    raise SystemExit(main())
