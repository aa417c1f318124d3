"""Live grading beside a regrade: click to verdict while nothing else is asked for, and while many
answers are judged anew; then how long applying and rolling back take.

    ./run bench regrade [--answers 10000] [--clicks 60]

On a site of its own, with its own workers. Idle and busy clicks are made by the same program in
the same run; the design allows 1.5 times. What a grader says is real; the course is a made one.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psycopg

from tests.bench.http import MATHEMATICS, report, until_idle, verdicts, wrong_mathematics
from tests.site import RunningSite, clean_environment, start_site, stop_site

ROOT = Path(__file__).resolve().parents[2]
ITEMS = 4  # of a made set
PATIENCE_S = 600.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench regrade")
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--clicks", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lemma-bench-") as folder:
        site = start_site(Path(folder))
        try:
            measure(site, options.answers, options.clicks)
        finally:
            stop_site(site)
    return 0


def measure(site: RunningSite, answers: int, clicks: int) -> None:
    learners = max(20, answers // 20 * 20 // 19 + 20)  # one in twenty leaves a set out
    manage(site, "make_course", "--learners", str(learners), "--sets", "1", "--tries", str(80))
    waited = until_idle()
    print(f"idle after {waited:.0f} s; load in the last minute: {os.getloadavg()[0]:.1f}")
    print(f"{'':30}{'n':>4}{'p50':>9}{'p95':>9}{'max':>9}   milliseconds")
    idle = verdicts(site, MATHEMATICS, clicks, wrong_mathematics)
    report("click to verdict, idle", idle)
    begun = time.monotonic()
    regrade = begin(site)
    ended = threading.Event()
    watch = threading.Thread(target=until_ready, args=(site, regrade, ended))
    watch.start()
    busy: list[float] = []
    while not ended.is_set() and time.monotonic() - begun < PATIENCE_S:
        busy += verdicts(site, MATHEMATICS, 9, wrong_mathematics)
    taken = time.monotonic() - begun
    watch.join()
    report("click to verdict, regrading", busy)
    print(f"{judged(site, regrade):,} answers judged anew in {taken:.0f} s")
    manage(site, "shell", "-c", APPLY.format(pk=regrade))


#: In the process that the pages run in: what a click on "Apply" costs.
APPLY = """
import time
from campus.accounts.models import User
from campus.teaching.models import Regrade
from campus.teaching.regrading.applying import apply, roll_back
by = User.objects.get(username='noether')
for act, words in ((lambda row: apply(row, 'all', by), 'applied'), (lambda row: roll_back(row, by),
    'rolled back')):
    row = Regrade.objects.get(pk={pk})
    wall, cpu = time.perf_counter(), time.process_time()
    n = act(row)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f'{{n:,}} {{words}} in {{wall:.2f}} s, {{cpu:.2f}} s of CPU without the database')
"""

#: The sheets of the first made exercise with every key one larger: each verdict changes.
BEGIN = """
import copy
from campus.accounts.models import User
from campus.catalog.models import ExerciseVersion, Variant
from campus.courses.models import Course
from campus.teaching.regrading.beginning import begin
course = Course.objects.get(slug='large')
exercise = course.sets.get().items.select_related('exercise__current').first().exercise
old = exercise.current
new = ExerciseVersion.objects.create(exercise=exercise, number=2, digest='bench', source=old.source)
for variant in old.variants.all():
    body = copy.deepcopy(variant.body)
    key = body['grading']['blanks'][0]['key']
    key['value'] = str(int(key['value']) + 1)
    Variant.objects.create(version=new, seed=variant.seed, body=body)
print(begin(course, new, 'bench', User.objects.get(username='noether')).pk)
"""


def begin(site: RunningSite) -> int:
    return int(manage(site, "shell", "-c", BEGIN, quiet=True).split()[-1])


def until_ready(site: RunningSite, regrade: int, ended: threading.Event) -> None:
    with psycopg.connect(site.environment()["DATABASE_URL"], autocommit=True) as session:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            question = "SELECT state FROM teaching_regrade WHERE id = %s"
            found = session.execute(question, [regrade]).fetchone()
            if found and found[0] == "ready":
                break
            time.sleep(0.5)
    ended.set()


def judged(site: RunningSite, regrade: int) -> int:
    with psycopg.connect(site.environment()["DATABASE_URL"]) as session:
        question = "SELECT count(*) FROM teaching_change WHERE regrade_id = %s"
        return int((session.execute(question, [regrade]).fetchone() or (0,))[0])


def manage(site: RunningSite, *command: str, quiet: bool = False) -> str:
    """Run a command on the site's database; what it printed."""
    environment = clean_environment() | site.environment()
    environment |= {"DJANGO_SETTINGS_MODULE": "campus.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "django", *command],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    if not quiet:
        print(done.stdout.strip(), flush=True)
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(main())
