"""What the account pages say, under the names that django-allauth has for it.

MESSAGES  the name of allauth's template -> a line above the next page; %(…)s from its context
LETTERS   the name of allauth's letter -> subject and the template of ours that draws it
NEWS      a letter that only tells what was done -> the sentence
"""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_TOGETHER: Final = _(
    "This name and password do not belong together. "
    "After five tries in a minute, wait for the next one."
)
_WAIT: Final = _("That was too often. Wait a minute, then try again.")

ERRORS: Final[dict[str, str | Promise]] = {
    "account_inactive": _("This account is closed."),
    "duplicate_email": _("This is the address of your account already."),
    "email_password_mismatch": _TOGETHER,
    "username_password_mismatch": _TOGETHER,
    "too_many_login_attempts": _TOGETHER,
    "email_taken": _("There is an account with this e-mail address already."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_password": _("This is not your password."),
    "incorrect_code": _("This code does not fit. Each works once and for half a minute."),
    "username_taken": _("Somebody has this user name already."),
    "rate_limited": _WAIT,
}

MESSAGES: Final[dict[str, str | Promise]] = {
    "account/messages/email_confirmation_sent.txt": _(
        "A letter is on its way to %(email)s. The link in it confirms the address."
    ),
    "account/messages/email_confirmed.txt": _("%(email)s is confirmed."),
    "account/messages/email_confirmation_failed.txt": _(
        "%(email)s belongs to another account; it cannot be confirmed here."
    ),
    "account/messages/password_changed.txt": _(
        "Your password is changed. Every other device is signed out."
    ),
    "account/messages/password_set.txt": _("You have a password now."),
    "mfa/messages/totp_activated.txt": _("Signing in asks for a code of your app from now on."),
    "mfa/messages/totp_deactivated.txt": _("Signing in asks for no code of an app any more."),
    "mfa/messages/webauthn_added.txt": _("The key is added."),
    "mfa/messages/webauthn_removed.txt": _("The key is removed."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "There are new recovery codes; older ones work no more. Keep them somewhere safe."
    ),
    "socialaccount/messages/account_connected.txt": _("You can sign in with your institution."),
    "socialaccount/messages/account_connected_updated.txt": _(
        "You can sign in with your institution."
    ),
    "socialaccount/messages/account_connected_other.txt": _(
        "Somebody else here signs in with this account of your institution."
    ),
    "socialaccount/messages/account_disconnected.txt": _(
        "Your institution no longer signs you in."
    ),
}

LETTERS: Final[dict[str, tuple[str | Promise, str]]] = {
    "account/email/email_confirmation": (
        _("Confirm your e-mail address"),
        "accounts/mail/confirm.txt",
    ),
    "account/email/email_confirmation_signup": (
        _("Confirm your e-mail address"),
        "accounts/mail/confirm.txt",
    ),
    "account/email/password_reset_key": (
        _("Another password for Lemma"),
        "accounts/mail/reset.txt",
    ),
    "account/email/account_already_exists": (
        _("You have an account already"),
        "accounts/mail/exists.txt",
    ),
}

NEWS: Final[dict[str, str | Promise]] = {
    "account/email/email_changed": _(
        "The e-mail address of your account is another one from now on: %(to_email)s."
    ),
    "account/email/password_changed": _("The password of your account was changed."),
    "account/email/password_set": _("Your account was given a password."),
    "account/email/password_reset": _("The password of your account was chosen anew by a link."),
    "mfa/email/totp_activated": _("An app for codes was added to your account."),
    "mfa/email/totp_deactivated": _("The app for codes was removed from your account."),
    "mfa/email/webauthn_added": _("A key was added to your account."),
    "mfa/email/webauthn_removed": _("A key was removed from your account."),
    "mfa/email/recovery_codes_generated": _("Your account was given new recovery codes."),
    "factors taken off": _(
        "Whoever runs the site has taken all second factors off your account. Set one up again."
    ),
    "socialaccount/email/account_connected": _(
        "Your account can be opened by signing in with your institution from now on."
    ),
    "socialaccount/email/account_disconnected": _(
        "Your account can no longer be opened by signing in with your institution."
    ),
}
