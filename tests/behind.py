"""A look behind the pages of a running site: the key of a variant, the rows of a submission."""

from typing import Any

import psycopg

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
