"""Who looks at which page: the tour that accessibility is checked on and pictures are taken of."""

from typing import Any, Final

from playwright.sync_api import Page
from psycopg.types.json import Jsonb

from tests.behind import rows
from tests.every_kind import sheet_of_every_kind
from tests.site import RunningSite

EXERCISES: Final = ("fp-logsumexp", "eig-values", "grad-compute", "pca-hand", "ttest-one")

COURSE: Final = "/courses/maths-for-ml/"
TAUGHT: Final = "/teaching/maths-for-ml/"

#: By person, "" for nobody. Where a page of a list is meant, ` > ` leads through its first link.
PAGES: Final[dict[str, list[str]]] = {
    "": ["/", "/sign-in/", "/sign-up/", "/sign-in/forgotten/", "/nowhere/"],
    "ada": [
        *("/", "/exercises/", "/exercises/?q=nothing+of+the+kind", "/progress/"),
        *(
            "/account/",
            "/account/password/",
            "/account/email/",
            "/account/sessions/",
            "/account/second-factor/",
            "/account/second-factor/totp/activate/",
            "/account/institution/",
            "/account/data/",
            "/account/erase/",
            "/courses/",
            "/courses/ > main .rows a",
        ),
        *(f"/exercises/{name}/" for name in EXERCISES),
        "/exercises/ttest-one/ > #history a",
        *("/practise/", "/practise/plan/", "/progress/?find=softmax"),
        *("/skills/eigenvalues/", "/modules/M05/", "/exercises/?for=PCA&level=2"),
        *(f"{COURSE}2/", f"{COURSE}5/", f"{COURSE}leave/", "/join/", "/calendar/"),
        *("/discussion/", "/discussion/ > .threads a", "/discussion/?q=nothing+of+the+kind"),
        *("/discussion/ask/?exercise=eig-values", "/discussion/notices/"),
        *("/certificate/", "/certificate/tracks/", "/certificate/placement/"),
        *("/certificate/mine/", "/certificate/profile/", "/verify/", "/verify/ABCD-EFGH-JKLM/"),
        *("/certificate/projects/", "/certificate/projects/proj-linear-regression/"),
        "/certificate/reviews/",
    ],
    "charlie": ["/", "/courses/"],
    "noether": [
        *("/teaching/", f"{TAUGHT}gradebook/", "/teaching/ > main tbody th a"),
        *(f"{TAUGHT}sets/3/", f"{TAUGHT}sets/4/preview/", f"{TAUGHT}sets/5/sittings/"),
        *(f"{TAUGHT}sets/1/items/", f"{TAUGHT}sets/1/items/1/", f"{TAUGHT}extensions/"),
        *(f"{TAUGHT}answers/", f"{TAUGHT}answers/ > main tbody a", f"{TAUGHT}regrades/"),
        *(f"{TAUGHT}regrades/ > main .rows a", f"{TAUGHT}gradebook/ > main tbody th a"),
        *("/teaching/objections/", "/authoring/"),
        *("/courses/maths-for-ml/people/", "/courses/maths-for-ml/ways/"),
        "/discussion/reports/",
    ],
    "grace": [
        *("/dashboard/", "/dashboard/skills/", "/dashboard/concerns/", "/dashboard/health/"),
        *("/dashboard/concerns/ > main tbody th a", "/audit/", "/certificate/staff/"),
        *("/certificate/given/", "/certificate/staff/projects/"),
        *("/people/", "/people/?find=ada > main tbody th a"),
    ],
}
#: An exercise whose sheet is replaced by one with a blank of every kind.
OF_EVERY_KIND: Final = "tgrad-layer"  # nobody else works on it


def go(page: Page, way: str) -> None:
    """Go where a way of PAGES leads, and wait until fonts and scripts have come."""
    address, _, link = way.partition(" > ")
    page.goto(address)
    if link and page.locator(link).count():
        page.goto(str(page.locator(link).first.get_attribute("href")))
    arrived(page)


def arrived(page: Page) -> None:
    """Wait until a page's scripts and fonts have come. (Silence on the wire takes half a second to
    be sure of, and there are a hundred pages to look at.)"""
    page.locator("html[data-complete]").wait_for(state="attached")  # eval is forbidden
    page.evaluate("document.fonts.ready.then(() => true)")


def lay_out_every_kind(site: RunningSite, attempt: int) -> dict[str, Any]:
    """Put the sheet with a blank of every kind in place of an attempt's variant; its body."""
    body = sheet_of_every_kind()
    rows(
        site,
        "UPDATE catalog_variant SET body = %s WHERE id = "
        "(SELECT variant_id FROM learning_attempt WHERE id = %s) RETURNING id",
        Jsonb(body),
        attempt,
    )
    return body
