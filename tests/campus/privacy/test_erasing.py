"""An erased account is nobody's; what was done stays, and so do all sums."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from campus.accounts.models import User
from campus.administration import changing
from campus.auditing.chain import verify
from campus.auditing.models import Entry
from campus.community.models import Post, Thread
from campus.learning.models import Attempt, Draft, Submission
from campus.privacy import erasing
from campus.privacy.erasing import Refused
from campus.privacy.models import Erasure
from campus.rollups.recounting import COUNTED, recount
from tests.campus.cast import PASSWORD, Stage
from tests.campus.privacy.worked import WORDS, work

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]


def acts() -> list[str]:
    rows = Entry.objects.exclude(act="signed in").order_by("pk")
    return list(rows.values_list("act", flat=True))


def everything_kept() -> str:
    """Every text of every table, but for the audit log's triggers' own."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT coalesce(string_agg(t::text, chr(10)), $$$$) FROM "{table}" t')
            found.append(f"{table}: {cursor.fetchone()[0]}")
    return "\n".join(found)


def sums() -> dict[str, Any]:
    with connection.cursor() as cursor:
        found = {}
        for table, (columns, _) in COUNTED.items():
            cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3")
            found[table] = cursor.fetchall()
    return found


def erase(stage: Stage, *, keeps_posts: bool = True) -> None:
    erasing.ask(stage.ada, keeps_posts=keeps_posts)
    Erasure.objects.update(due_at=timezone.now())
    assert erasing.erase_due() == 1
    stage.ada.refresh_from_db()


def test_nothing_names_an_erased_person_any_more(stage: Stage) -> None:
    work(stage)
    User.objects.filter(pk=stage.ada.pk).update(
        email="ada.lovelace@example.org", display_name="Ada Lovelace", first_name="Augusta"
    )
    stage.ada.refresh_from_db()
    erase(stage, keeps_posts=False)
    left = everything_kept()
    for word in (WORDS, "Lovelace", "lovelace", "Augusta", "ada@"):
        assert word not in left
    assert str(stage.ada) == "A former learner"
    assert not stage.ada.has_usable_password()


def test_posts_may_stay_without_their_author(stage: Stage, as_person: Browser) -> None:
    work(stage)
    erase(stage)
    assert Post.objects.get().text == WORDS
    thread = Thread.objects.get()
    page = as_person(stage.noether).get(f"/discussion/{thread.pk}/").content.decode()
    assert "A former learner" in page
    assert ">Ada<" not in page


def test_answers_and_marks_stay_and_no_sum_changes(stage: Stage) -> None:
    attempt = work(stage)
    recount()
    before, marked = sums(), Attempt.objects.values("best", "tries").get(pk=attempt.pk)
    assert any(before.values())
    erase(stage)
    assert recount() == 0
    assert sums() == before
    assert Attempt.objects.values("best", "tries").get(pk=attempt.pk) == marked
    assert Submission.objects.get(attempt=attempt).answers["m"]["text"] == "=8"
    assert not Draft.objects.exists()


def test_the_audit_log_still_verifies(stage: Stage) -> None:
    work(stage)
    erase(stage)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    assert verify().faults == ()
    assert acts() == ["erasure asked for", "account erased"]


def test_one_asks_with_password_and_user_name_and_may_think_again(
    stage: Stage, as_person: Browser, settings: Any
) -> None:
    ada = as_person(stage.ada)
    right = {"typed": "ada", "password": PASSWORD, "keeps_posts": "1"}
    for wrong in ({"typed": "Ada"}, {"password": "x"}, {"keeps_posts": "2"}, {"typed": ""}):
        assert ada.post("/account/erase/", {**right, **wrong}).status_code == 200
    assert not Erasure.objects.exists()
    assert ada.post("/account/erase/", right).status_code == 302
    wait = Erasure.objects.get().due_at - timezone.now()
    assert abs(wait - timedelta(days=settings.ERASURE_WAITING_DAYS)) < timedelta(hours=1)
    assert erasing.erase_due() == 0  # the days are not over
    ada.post("/account/erase/withdraw/")
    assert not Erasure.objects.exists()
    assert acts() == ["erasure asked for", "erasure withdrawn"]


def test_an_administrator_erases_for_a_reason(stage: Stage, as_person: Browser) -> None:
    ada, grace = as_person(stage.ada), as_person(stage.grace)
    address = f"/people/{stage.ada.pk}/erase/"
    assert grace.post(address, {"typed": "ada", "keeps_posts": "0"}).status_code == 200
    grace.post(address, {"typed": "ada", "keeps_posts": "0", "reason": "asked by letter"})
    assert ada.get("/progress/").status_code == 302  # signed out at once
    assert not ada.post("/account/erase/withdraw/").headers["Location"].startswith("/account/data")
    assert erasing.erase_due() == 1
    entry = Entry.objects.get(act="account erased")
    assert (entry.actor, entry.person) == (stage.grace, stage.ada)
    assert "letter" not in everything_kept()
    assert grace.get(f"/people/{stage.ada.pk}/").status_code == 200


def test_nobody_takes_the_name_of_an_erased_account(stage: Stage) -> None:
    erase(stage)
    assert stage.ada.username == f"~{stage.ada.pk}"
    for field in User._meta.get_field("username").validators[:1]:
        with pytest.raises(Exception, match="valid username"):
            field(stage.ada.username)


def test_whoever_holds_something_alone_hands_it_over_first(stage: Stage) -> None:
    for person, said in ((stage.grace, "Administrators"), (stage.noether, "without an owner")):
        with pytest.raises(Refused, match=said):
            erasing.ask(person, keeps_posts=True)
    with pytest.raises(Refused, match="another administrator"):
        erasing.order(stage.grace, stage.grace, "x", keeps_posts=True)


def test_an_erased_account_is_not_erased_again(stage: Stage) -> None:
    erase(stage)
    with pytest.raises(changing.Refused, match="is erased"):
        changing.set_active(stage.ada, True, stage.grace)
    with pytest.raises(Refused, match="already"):
        erasing.order(stage.ada, stage.grace, "once more", keeps_posts=True)
    assert erasing.erase_due() == 0


def test_retention_says_what_it_would_do_and_does_it(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    work(stage)
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=1000))
    call_command("retention", "--dry-run")
    said = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert said["drafts"].endswith("1 would go")
    assert Draft.objects.count() == 1
    call_command("retention")
    assert not Draft.objects.exists()
