"""A look behind the pages of a running site: the key of a variant, the rows of a submission."""

from typing import Any

import psycopg

from grader.parse import parse
from grader.plain import ascii as plain
from grader.tree import Matrix, Row
from tests.site import RunningSite


def rows(site: RunningSite, question: str, *values: object) -> list[tuple[Any, ...]]:
    with psycopg.connect(site.environment()["DATABASE_URL"]) as session:
        return session.execute(question, values).fetchall()


def body_of(site: RunningSite, attempt: int) -> dict[str, Any]:
    """The whole variant of an attempt, with what no page may show."""
    question = (
        "SELECT variant.body FROM catalog_variant variant "
        "JOIN learning_attempt attempt ON attempt.variant_id = variant.id WHERE attempt.id = %s"
    )
    ((body,),) = rows(site, question, attempt)
    return dict(body)


def right_answers(body: dict[str, Any]) -> dict[str, str]:
    """What a learner who knows everything would fill in, by the names of the page's fields."""
    fields: dict[str, str] = {}
    for blank in body["grading"]["blanks"]:
        key = blank["key"]
        text = key["reference"] if blank["kind"] == "code" else key["value"]
        fields |= fields_of(blank, text)
    return fields


def fields_of(blank: dict[str, Any], text: str) -> dict[str, str]:
    """The fields that hold `text` for a blank: a grid has one for every entry."""
    name = f"answer-{blank['name']}"
    if blank["kind"] in ("matrix", "vector", "vec-sign", "table"):
        tree = parse(text)
        if isinstance(tree, Matrix):
            return {
                f"{name}-{r}-{c}": plain(entry)
                for r, row in enumerate(tree.rows)
                for c, entry in enumerate(row)
            }
        if isinstance(tree, Row):
            return {f"{name}-{i}": plain(entry) for i, entry in enumerate(tree.items)}
    return {name: text}


def listed_mistakes(body: dict[str, Any]) -> list[tuple[dict[str, Any], str, str]]:
    """(blank, value, tag) of every mistake whose value stands fast."""
    return [
        (blank, mistake["value"], mistake["tag"])
        for blank in body["grading"]["blanks"]
        for mistake in blank["mistakes"]
        if mistake.get("value")
    ]
