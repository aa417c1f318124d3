"""The learner model: its figures on simulated learners, and what it costs in the transaction.

    ./run bench learning [--learners N] [--answers N]

The figures stand beside those of the study that chose the model. The cost is measured on a
PostgreSQL of its own, where answers are counted with the model and without it, in turn, in one
transaction each: the difference is the model's. The baseline is `SELECT 1` in the same run.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from math import sqrt

from tests.servers import SERVERS  # chooses the servers before Django's settings are read

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

#: AUC, log-loss and calibration error in the study; "" where it gives none.
STUDY = {
    "the truth": (0.777, 0.566, None),
    "learner model, as on the site": (0.730, 0.607, 0.008),
    "one ability and the item": (0.714, 0.623, None),
}
STUDY_RMSE = 0.132  # from the true chances


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench learning")
    parser.add_argument("--learners", type=int, default=2000)
    parser.add_argument("--answers", type=int, default=400)
    options = parser.parse_args()
    import django

    django.setup()
    print_figures(options.learners)
    print_cost(options.answers)
    return 0


def print_figures(learners: int) -> None:
    from campus.learning.evaluating.comparing import OURS, compare
    from campus.learning.evaluating.figures import figures_of
    from campus.learning.evaluating.observations import split
    from campus.learning.evaluating.rating import Ratings
    from campus.learning.evaluating.simulating import World, simulate

    world = replace(World(), learners=learners)
    simulated = simulate(world)
    true = dict(zip(map(id, simulated.observations), simulated.chances, strict=True))
    learning, testing = split(simulated.observations)
    compared = compare(simulated.observations)
    truth = figures_of([true[id(one)] for one in testing], [one.score for one in testing])
    ratings = Ratings()
    ratings.follow(learning)
    misses = [
        (chance - true[id(one)]) ** 2
        for chance, one in zip(ratings.follow(testing), testing, strict=True)
    ]
    print(f"{len(simulated.observations)} simulated tries of {learners} learners")
    print(f"{'':32}{'AUC':>14}{'log-loss':>16}{'ECE':>16}   (study)")
    for name, figures in {"the truth": truth, **compared.models}.items():
        ours = (figures.auc, figures.log_loss, figures.ece)
        theirs = STUDY.get(name, (None, None, None))
        print(
            f"{name:32}"
            + "".join(f"{a:9.3f} {told(b):6}" for a, b in zip(ours, theirs, strict=True))
        )
    print(f"{OURS}: {sqrt(statistics.fmean(misses)):.3f} from the true chance (study {STUDY_RMSE})")


def told(figure: float | None) -> str:
    return "" if figure is None else f"({figure:.3f})"


def print_cost(answers: int) -> None:
    from django.db import connection
    from django.test.utils import setup_databases

    SERVERS.start_postgres()
    SERVERS.start_valkey()
    setup_databases(verbosity=0, interactive=False, keepdb=False)
    with connection.cursor() as cursor:
        asked = milliseconds(lambda: cursor.execute("SELECT 1"), answers)
    print(f"\n{answers} answers of one learner, milliseconds{'':15}{'p50':>8}{'p95':>8}{'CPU':>8}")
    line("SELECT 1 (baseline)", asked)
    line("the model's part of the transaction", counted(answers))


def counted(answers: int) -> list[tuple[float, float]]:
    """(wall, CPU of this process) of `learn` alone, within the transaction of an answer."""
    from django.db import transaction
    from django.utils import timezone

    from campus.learning.attempts import open_attempt
    from campus.learning.progress import learn
    from tests.campus.cast import set_the_stage

    stage = set_the_stage()
    attempt = open_attempt(stage.ada, stage.exercise)
    now = timezone.now()
    taken = []
    for turn in range(answers + 20):
        at = now + timedelta(hours=turn)
        count = partial(learn, attempt, float(turn % 3 > 0), first=True, at=at)
        with transaction.atomic():
            taken += milliseconds(count, 1)
    return taken[20:]


def milliseconds(act: Callable[[], object], times: int) -> list[tuple[float, float]]:
    taken = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        act()
        taken.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)))
    return taken


def line(what: str, taken: list[tuple[float, float]]) -> None:
    walls = [wall for wall, _ in taken]
    p95 = statistics.quantiles(walls, n=20, method="inclusive")[-1]
    cpu = statistics.fmean([cpu for _, cpu in taken])
    print(f"{what:46}{statistics.median(walls):8.2f}{p95:8.2f}{cpu:8.2f}")


if __name__ == "__main__":
    raise SystemExit(main())
