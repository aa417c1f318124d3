"""Every word of the site can be translated, and a page in a language from right to left says so."""

from collections.abc import Callable

import pytest
from django.test import Client

from campus.accounts.models import User
from campus.learning.models import Attempt
from tests.campus.cast import Stage
from tests.campus.pages.pseudo_locale import pseudo_locale, unmarked
from tests.every_kind import sheet_of_every_kind

#: By whom a page is looked at; {attempt} is Ada's at a sheet with a blank of every kind.
PAGES = {
    "": ["/", "/sign-in/", "/sign-up/", "/sign-in/forgotten/", "/nowhere/"],
    "ada": [
        *("/", "/exercises/", "/progress/", "/courses/", "/courses/sums/", "/courses/sums/1/"),
        *("/account/", "/account/password/", "/attempts/{attempt}/", "/practise/"),
        *("/exercises/three-and-four/", "/practise/plan/", "/skills/adding/", "/modules/M00/"),
    ],
    "noether": [
        *("/teaching/", "/teaching/sums/sets/1/", "/teaching/sums/sets/1/results/"),
        *("/teaching/objections/", "/authoring/"),
    ],
    "grace": ["/dashboard/"],
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES, ids=lambda name: name or "nobody")
def test_no_page_has_a_word_that_cannot_be_translated(
    attempt: Attempt, stage: Stage, as_person: Callable[[User | None], Client], name: str
) -> None:
    attempt.variant.body = sheet_of_every_kind()
    attempt.variant.save()
    browser = as_person(getattr(stage, name) if name else None)
    left: dict[str, list[str]] = {}
    with pseudo_locale() as headers:
        for path in PAGES[name]:
            answer = browser.get(path.format(attempt=attempt.pk), headers=headers, follow=True)
            page = answer.content.decode()
            assert '<html lang="ar" dir="rtl">' in page
            left[path] = unmarked(page)
    assert {path: words for path, words in left.items() if words} == {}


def test_a_word_nobody_marked_is_found() -> None:
    page = '<p>⟦Hello⟧ <b translate="no">Ada</b>, <i title="Later">⟦now⟧</i></p>'
    assert unmarked(page) == ["Later"]
