"""How often one may write: counted by the minute and by the day."""

from __future__ import annotations

import time
from typing import Final

from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.community.errors import Refused
from campus.counting import count

POSTS_A_MINUTE: Final = 5
POSTS_A_DAY: Final = 100
REPORTS_A_DAY: Final = 20


def check_pace(author: User) -> None:
    """Count one post; raises Refused if it is one too many."""
    minute, day = int(time.time() // 60), int(time.time() // 86_400)
    if count(f"posts:{author.pk}:{minute}", 60) > POSTS_A_MINUTE:
        raise Refused(_("That was quick. Wait a minute before you post again."))
    if count(f"posts:{author.pk}:day:{day}", 86_400) > POSTS_A_DAY:
        raise Refused(_("You have written a lot today. Go on tomorrow."))


def check_reports(by: User) -> None:
    """Count one report; raises Refused if it is one too many."""
    if count(f"reports:{by.pk}:{int(time.time() // 86_400)}", 86_400) > REPORTS_A_DAY:
        raise Refused(_("You have reported a lot today. Write to the staff instead."))
