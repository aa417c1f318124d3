"""How good the model is: its figures, files of attempts, simulated learners."""

from __future__ import annotations

import math
import random
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from campus.learning.evaluating.comparing import OURS, compare
from campus.learning.evaluating.figures import figures_of
from campus.learning.evaluating.observations import held_out
from campus.learning.evaluating.reading import UnreadableFile, read_attempts
from campus.learning.evaluating.simulating import World, simulate


@pytest.mark.parametrize(
    ("chances", "scores", "auc"),
    [
        ([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1], 1.0),
        ([0.9, 0.8, 0.2, 0.1], [0, 0, 1, 1], 0.0),
        ([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1], 0.5),  # ties count half
        ([0.2, 0.6, 0.6, 0.8], [0, 0, 1, 1], 0.875),
    ],
)
def test_ranking(chances: list[float], scores: list[float], auc: float) -> None:
    assert figures_of(chances, scores).auc == pytest.approx(auc)


def test_log_loss_and_calibration() -> None:
    figures = figures_of([0.75] * 4 + [0.25] * 4, [1, 1, 1, 0, 0, 0, 0, 1])
    expected = -(0.75 * math.log(0.75) + 0.25 * math.log(0.25))
    assert figures.log_loss == pytest.approx(expected)
    assert figures.ece == pytest.approx(0.0)
    assert [(one.n, one.happened) for one in figures.bins] == [(4, 0.25), (4, 0.75)]


ASSISTMENTS = """order_id,user_id,problem_id,skill_id,skill_name,correct
2,u1,p2,s1,Mean,0
1,u1,p1,s1,Mean,1
1,u1,p1,s2,Median,1
"""
DATASHOP = """Anon Student Id\tStep Name\tFirst Transaction Time\tFirst Attempt\tKC (F2011)
u1\tp1\t2011-09-01 10:00:00\tcorrect\ts1~~s2
u1\tp2\t2011-09-01 10:01:00\thint\ts1
"""
EDNET = """timestamp,user_id,question_id,user_answer,correct_answer,tags
20,u1,p2,a,b,s1
10,u1,p1,c,c,s1;s2
"""
DUOLINGO = """p_recall,timestamp,user_id,lexeme_id,lexeme_string
1.0,10,u1,p1,s1;s2
0.25,20,u1,p2,s1
"""
OUR_OWN = """learner,exercise,skills,score,at
u1,p1,s1|s2,1,
u1,p2,s1,0,
"""


@pytest.mark.parametrize(
    "text", [ASSISTMENTS, DATASHOP, EDNET, DUOLINGO, OUR_OWN], ids=lambda text: text.split("\n")[0]
)
def test_files_under_their_usual_names(tmp_path: Path, text: str) -> None:
    file = tmp_path / "attempts.csv"
    file.write_text(text)
    first, second = read_attempts(file).observations
    assert (first.learner, first.item, len(first.skills), first.score) == ("u1", "p1", 2, 1.0)
    assert (second.item, len(second.skills)) == ("p2", 1)
    assert second.score < 0.5


def test_a_column_of_another_name_can_be_told(tmp_path: Path) -> None:
    file = tmp_path / "attempts.csv"
    file.write_text("who,what,result\na,b,1\na,b,?\n")
    named = {"user": "who", "item": "what", "correct": "result"}
    attempts = read_attempts(file, named)
    assert (len(attempts.observations), attempts.dropped) == (1, 1)
    with pytest.raises(UnreadableFile, match="No column for correct"):
        read_attempts(file, {"user": "who", "item": "what"})


def made_up(learners: int, tries: int) -> str:
    """Learners of different strength at items of different difficulty."""
    dice = random.Random(4)
    hard = [dice.gauss(0, 1.5) for _ in range(20)]
    lines = ["user_id,item_id,skill,correct"]
    for learner in range(learners):
        able = dice.gauss(0, 1.5)
        for _ in range(tries):
            item = dice.randrange(20)
            right = dice.random() < 1 / (1 + math.exp(hard[item] - able))
            lines.append(f"{learner},i{item},s{item % 4},{int(right)}")
    return "\n".join(lines)


def test_the_command_prints_the_model_beside_its_baselines(tmp_path: Path) -> None:
    file = tmp_path / "attempts.csv"
    file.write_text(made_up(120, 25))
    out = StringIO()
    call_command("evaluate_model", str(file), stdout=out)
    lines = {line[:32].strip(): line.split()[-3:] for line in out.getvalue().splitlines()}
    auc = {
        name: float(words[0]) for name, words in lines.items() if name in lines and "mean" in name
    }
    ours = float(lines[OURS][0])
    assert ours > max(auc["item mean"], auc["learner mean"])
    assert "calibration" in out.getvalue()


def test_the_command_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    file = tmp_path / "attempts.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="user_id"):
        call_command("evaluate_model", str(file))


def test_on_simulated_learners_the_model_stands_between_its_baselines_and_the_truth() -> None:
    """Small: `./run bench learning` prints the figures of the full size."""
    world = World(learners=150, items=60, skills=10, tries=80)
    simulated = simulate(world)
    compared = compare(simulated.observations)
    tested = [
        (chance, one.score)
        for chance, one in zip(simulated.chances, simulated.observations, strict=True)
        if held_out(one.learner)
    ]
    truth = figures_of([chance for chance, _ in tested], [score for _, score in tested])
    baselines = [compared.models[name].auc for name in ("constant", "item mean", "learner mean")]
    assert max(baselines) < compared.ours.auc < truth.auc
    assert truth.log_loss < compared.ours.log_loss
