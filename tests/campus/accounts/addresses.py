"""Who gets what at the addresses of accounts. allauth's own names stand beside ours."""

from __future__ import annotations

#: What the addresses that name something are made of: each fits nobody.
ARGUMENTS: dict[str, list[object]] = {
    "reset-choose": ["MQ", "no-token-of-ours"],
    "account_reset_password_from_key": ["MQ", "no-token-of-ours"],
    "account_confirm_email": ["no-key-of-ours"],
    "mfa_remove_webauthn": [0],
    "mfa_edit_webauthn": [0],
    "openid_connect_login": ["institution"],
    "openid_connect_callback": ["institution"],
}


def of_accounts(
    to_sign_in: object, no: object, ok: object, go: object
) -> dict[str, tuple[str, tuple[object, ...]]]:
    """Rows of the matrix. Everything is one's own; what is worth protecting asks once more (GO)."""
    out, everybody = (ok, *(go,) * 5), (ok,) * 6
    signed_in, protected = (to_sign_in, *(ok,) * 5), (to_sign_in, *(go,) * 5)
    nothing_there = (to_sign_in, *(no,) * 5)
    by_name: dict[str, tuple[object, ...]] = {
        **dict.fromkeys(("sign-in", "account_login", "sign-up", "account_signup"), out),
        **dict.fromkeys(("forgotten", "account_reset_password"), everybody),
        **dict.fromkeys(("reset-sent", "account_reset_password_done"), everybody),
        **dict.fromkeys(("reset-choose", "account_reset_password_from_key"), everybody),
        "account_reset_password_from_key_done": everybody,
        "account_inactive": everybody,
        "account_email_verification_sent": everybody,
        "account_confirm_email": everybody,
        "account": signed_in,
        "account_email": signed_in,
        **dict.fromkeys(("password", "account_change_password"), signed_in),
        "account_set_password": protected,  # on to the page that changes it
        "account_reauthenticate": signed_in,
        "sessions": signed_in,
        "mfa_index": signed_in,
        "mfa_authenticate": (go,) * 6,  # only in the midst of a sign-in
        "mfa_reauthenticate": protected,  # to what there is: the password
        "mfa_reauthenticate_webauthn": protected,
        "mfa_activate_totp": protected,
        "mfa_deactivate_totp": nothing_there,
        "mfa_view_recovery_codes": nothing_there,
        "mfa_download_recovery_codes": nothing_there,
        "mfa_generate_recovery_codes": protected,
        "mfa_list_webauthn": signed_in,
        "mfa_add_webauthn": protected,
        "mfa_remove_webauthn": protected,
        "mfa_edit_webauthn": protected,
        "mfa_login_webauthn": (go,) * 6,
        "socialaccount_connections": signed_in,
        "socialaccount_signup": (go,) * 6,  # only in the midst of a sign-in
        "socialaccount_login_cancelled": everybody,
        "socialaccount_login_error": (401,) * 6,
        "openid_connect_login": everybody,  # a page that asks whether to go on
        "openid_connect_callback": (401,) * 6,
    }
    rows = {name: ("get", row) for name, row in by_name.items()}
    return rows | dict.fromkeys(("sign-out", "account_logout"), ("post", (go,) * 6))
