"""The words that scripts say, so that they are translated like all others."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "cell": _("row %(row)s, column %(column)s"),
    "entry": _("entry %(number)s"),
    "close": _("Close"),
    "draft-saved": _("Draft saved %(time)s"),
    "draft-unsaved": _("Saving…"),
    "draft-not-saved": _("Not saved yet. Trying again…"),
    "draft-conflict": _("Another device or tab saved other answers at %(time)s."),
    "draft-show-other": _("Show those"),
    "draft-keep-this": _("Keep these"),
    "row-moved": _("Now number %(place)s of %(count)s"),
    "unreachable": _(
        "The server cannot be reached. Your answers stay here; try again in a moment."
    ),
    "signed-out": _(
        "You seem to be signed out. Open the sign-in page in another tab, then try again."
    ),
    "too-fast": _("That was quick. Wait a few seconds, then try again."),
    "our-fault": _("Something failed on our side. Nothing was counted; try again in a moment."),
}
