"""From the click to the verdict through real processes: web, queue, grader, recorder, database.

Everything here goes by HTTP as a browser without JavaScript would go; the same with one is in
tests/browser.
"""

import os
import re
import signal
import threading
from collections.abc import Iterator

import pytest

from tests.behind import body_of, fields_of, listed_mistakes, right_answers, rows
from tests.learner import Learner
from tests.processes import alive, children, comes_true, command
from tests.site import RunningSite

MATHEMATICS = ("gcond-hand", "eig-values", "grad-compute", "ttest-one", "pca-hand")
CODE = "fp-logsumexp"
#: Runs into the sandbox's clock: long enough to be caught in the middle.
SPINNING = "import numpy as np\n\ndef logsumexp(z):\n    while True:\n        pass\n"


@pytest.fixture(scope="module")
def learner(site: RunningSite) -> Iterator[Learner]:
    """Somebody who has just signed up."""
    with Learner.at(site.url) as learner:
        learner.sign_up()
        yield learner


@pytest.mark.parametrize("slug", [*MATHEMATICS, CODE])
def test_who_knows_everything_gets_all_marks_and_sees_the_solution(
    site: RunningSite, learner: Learner, slug: str
) -> None:
    work = learner.open(slug)
    page = work.hand_in(right_answers(body_of(site, work.attempt)))
    assert "All right" in page
    assert "Another variant" in page
    assert 'id="solution"' in page or "Worked solution" in page


@pytest.mark.parametrize("slug", MATHEMATICS)
def test_a_listed_mistake_gets_its_own_words_and_can_be_mended(
    site: RunningSite, learner: Learner, slug: str
) -> None:
    work = learner.open(slug)
    body = body_of(site, work.attempt)
    right = right_answers(body)
    blank, value, tag = listed_mistakes(body)[0]
    page = work.hand_in(right | fields_of(blank, value))
    words = body["mistake_words"][blank["name"]][tag]
    assert plain(words) in plain(page)
    assert "Partly right" in page or "Not right yet" in page
    assert "All right" in work.hand_in(right)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def test_an_answer_that_cannot_be_read_costs_nothing(site: RunningSite, learner: Learner) -> None:
    work = learner.open("gcond-hand")
    assert "Returned, nothing counted" in work.hand_in({"answer-m": "2 +* 3"})
    question = "SELECT tries, best FROM learning_attempt WHERE id = %s"
    assert rows(site, question, work.attempt) == [(0, None)]


def test_the_sample_tests_of_a_program_count_nothing(site: RunningSite, learner: Learner) -> None:
    work = learner.open(CODE)
    page = work.hand_in(right_answers(body_of(site, work.attempt)), mode="run")
    assert "Sample tests have run" in page
    assert rows(site, "SELECT tries FROM learning_attempt WHERE id = %s", work.attempt) == [(0,)]


def test_a_double_click_is_one_submission(site: RunningSite, learner: Learner) -> None:
    work = learner.open("eig-values")
    answers = {"answer-e": "{1,2}", "mode": "grade"}
    clicks = [
        threading.Thread(target=learner.send, args=(work.page, "/submit/"), kwargs=answers)
        for _ in range(4)
    ]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert comes_true(lambda: states(site, work.attempt) == ["graded"], 20)
    question = "SELECT tries FROM learning_attempt WHERE id = %s"
    assert rows(site, question, work.attempt) == [(1,)]


def states(site: RunningSite, attempt: int) -> list[str]:
    """The states of what was handed in to count."""
    question = "SELECT state FROM learning_submission WHERE attempt_id = %s AND mode = 'grade'"
    return [state for (state,) in rows(site, question, attempt)]


def graders(site: RunningSite) -> list[int]:
    """The graders' main processes."""
    below = children(site.supervisor.pid)
    return [pid for pid in below if "grader.worker" in command(pid)]


def kill_in_the_middle(site: RunningSite, victims: list[int]) -> int:
    """Hand in a program that takes its time, kill what grades it; the attempt's number."""
    answers = {"answer-code": SPINNING, "mode": "grade"}
    with Learner.at(site.url) as learner:
        learner.sign_up()
        work = learner.open(CODE)
        click = threading.Thread(target=learner.send, args=(work.page, "/submit/"), kwargs=answers)
        click.start()
        assert comes_true(lambda: states(site, work.attempt) == ["running"], 10)
        for victim in victims:
            os.kill(victim, signal.SIGKILL)
        click.join()
    return work.attempt


def graded_once(site: RunningSite, attempt: int) -> bool:
    results = rows(
        site,
        "SELECT count(result) FROM learning_submission s "
        "LEFT JOIN learning_graderesult result ON result.submission_id = s.id "
        "WHERE s.attempt_id = %s AND s.mode = 'grade' AND s.state = 'graded'",
        attempt,
    )
    tries = rows(site, "SELECT tries FROM learning_attempt WHERE id = %s", attempt)
    return (results, tries) == ([(1,)], [(1,)])


def test_a_pool_process_killed_in_the_middle_changes_nothing(site: RunningSite) -> None:
    pools = [child for grader in graders(site) for child in children(grader)]
    attempt = kill_in_the_middle(site, pools)
    # Celery repeats what a dead pool process had begun; what it had not yet begun the lease finds.
    assert comes_true(lambda: graded_once(site, attempt), 120)


@pytest.mark.chaos
def test_all_graders_killed_in_the_middle_cost_time_and_nothing_else(site: RunningSite) -> None:
    before = graders(site)
    attempt = kill_in_the_middle(site, before)
    assert not any(map(alive, before))
    assert comes_true(lambda: graded_once(site, attempt), 120)  # the lease must run out first
