"""For how long the site keeps what it need not keep for ever, in days; 0 keeps it.

KEEP_EXPORTS_DAYS      files with all data of a person, from when they are ready
KEEP_DRAFTS_DAYS       unfinished answers nobody has touched
KEEP_NOTICES_DAYS      notices that were seen
KEEP_INVITATIONS_DAYS  addresses of invitations that were used, revoked or ran out
KEEP_MAIL_DAYS         mails that were written to a folder (MAIL_URL=file://…)
ERASURE_WAITING_DAYS   between asking for the erasure of one's account and the act

Sessions go when they have run out. The audit log has no such setting: a chain that may be cut
proves nothing; it holds no names.
"""

from __future__ import annotations

from campus import environment as env

NAMES = ("exports", "drafts", "notices", "invitations", "mail")
_USUAL = {"exports": 7, "drafts": 400, "notices": 400, "invitations": 180, "mail": 90}


def days() -> dict[str, int]:
    """What is set, by what it is of."""
    return {
        name: env.whole(f"KEEP_{name.upper()}_DAYS", _USUAL[name], least=int(name == "exports"))
        for name in NAMES
    }


def waiting() -> int:
    return env.whole("ERASURE_WAITING_DAYS", 14)
