"""What the demo's people have asked and answered: a question of each kind, one still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from campus.accounts.models import User
from campus.catalog.models import Exercise, Skill
from campus.community.models import Follow, Post, Reaction, Thread
from campus.community.searching import index
from campus.courses.models import Course
from campus.demo.course import COURSE

Reveals = Post.Reveals


@dataclass(frozen=True, slots=True)
class Said:
    """by   a user name, or the name of somebody without an account to sign in with"""

    by: str
    text: str
    reveals: str = Reveals.NOTHING
    helped: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread at an exercise, a skill, or the course."""

    title: str
    said: tuple[Said, ...]
    exercise: str = ""
    skill: str = ""
    in_course: bool = False


TALKS: Final = (
    Talk(
        "Why does a zero determinant give an eigenvalue?",
        (
            Said(
                "ada",
                "I can compute $\\det(A - \\lambda I) = 0$ and it comes out right. I do it only "
                "because the page says so. What has a determinant to do with **directions that "
                "stay**?",
            ),
            Said(
                "Sofia Brahe",
                "Write down what staying means: $Av = \\lambda v$ is $(A - \\lambda I)v = 0$ with "
                "$v \\neq 0$. So a matrix sends something to zero that is not zero. When can that "
                "happen?",
                Reveals.WAY,
                helped=True,
            ),
            Said("artin", "And try it with a rotation by 90 degrees: what does it tell you?"),
        ),
        exercise="eig-values",
    ),
    Talk(
        "When is a shifted maximum needed?",
        (
            Said(
                "Mary Cartwright",
                "My function is right for small numbers and gives `inf` for `[1000, 1000]`:\n\n"
                "```python\nnp.log(np.sum(np.exp(x)))\n```\n\nIs that a mistake of mine or of the "
                "machine?",
            ),
            Said(
                "noether",
                "Of neither: $e^{1000}$ is larger than any number a float can hold, about "
                "$1.8 \\cdot 10^{308}$. Find a number you may take out of every exponent without "
                "changing the result.",
                Reveals.WAY,
                helped=True,
            ),
        ),
        exercise="fp-logsumexp",
    ),
    Talk(
        "Is a gradient a row or a column?",
        (
            Said(
                "Katherine Johnson",
                "One book writes $\\nabla f$ as a column, another one the derivative as a row. "
                "Which one does Lemma want?",
            ),
        ),
        skill="gradient",
    ),
    Talk(
        "A group for Thursdays?",
        (
            Said("David Blackwell", "Some of us meet in the library at five. Whoever wants: come."),
            Said("ada", "I will. Could we begin with the second set?"),
        ),
        in_course=True,
    ),
)


def write_discussion() -> bool:
    """Once; whether anything was written."""
    course = Course.objects.filter(slug=COURSE).first()
    if course is None or Thread.objects.exists():
        return False
    people = {user.username: user for user in User.objects.filter(enrolments__course=course)}
    people |= {user.display_name: user for user in people.values()}
    with transaction.atomic():
        for talk in TALKS:
            if all(said.by in people for said in talk.said):
                _write(talk, course, people)
    return True


def _write(talk: Talk, course: Course, people: dict[str, User]) -> None:
    thread = Thread(
        title=talk.title,
        exercise=Exercise.objects.filter(slug=talk.exercise).first(),
        skill=Skill.objects.filter(slug=talk.skill).first(),
        course=course if talk.in_course else None,
        author=people[talk.said[0].by],
        replies=len(talk.said) - 1,
    )
    if not (thread.exercise or thread.skill or thread.course):
        return
    thread.save()
    for said in talk.said:
        author = people[said.by]
        post = Post.objects.create(
            thread=thread,
            author=author,
            text=said.text,
            reveals=said.reveals,
            said=said.reveals,
            is_question=said is talk.said[0],
            of_staff=author.may_teach,
        )
        index(post)
        Follow.objects.get_or_create(thread=thread, person=author)
        if said.helped:
            Thread.objects.filter(pk=thread.pk).update(accepted=post)
            Reaction.objects.create(post=post, person=people["ada"], kind=Reaction.Kind.HELPFUL)
