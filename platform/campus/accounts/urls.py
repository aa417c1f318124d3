"""Addresses of signing in, signing out and one's account.

allauth looks for its pages by names of its own. Where a page has a name of ours as well, the
address stands here twice: ours first, for a page is asked what it is called.
"""

from allauth.account import views as theirs
from allauth.socialaccount import views as social
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from campus.accounts import views

_sign_in = views.SignIn.as_view()
_sign_up = views.SignUp.as_view()
_forgotten = views.Forgotten.as_view()
_choose = "sign-in/choose/<uidb36>/<key>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", _sign_in, name="sign-in"),
    path("sign-in/", _sign_in, name="account_login"),
    path("sign-up/", _sign_up, name="sign-up"),
    path("sign-up/", _sign_up, name="account_signup"),
    path("sign-out/", theirs.logout, name="sign-out"),
    path("sign-out/", theirs.logout, name="account_logout"),
    path("sign-in/closed/", theirs.account_inactive, name="account_inactive"),
    path("sign-in/again/", theirs.reauthenticate, name="account_reauthenticate"),
    path("sign-in/forgotten/", _forgotten, name="forgotten"),
    path("sign-in/forgotten/", _forgotten, name="account_reset_password"),
    path("sign-in/forgotten/sent/", theirs.password_reset_done, name="reset-sent"),
    path("sign-in/forgotten/sent/", theirs.password_reset_done, name="account_reset_password_done"),
    path(_choose, theirs.password_reset_from_key, name="reset-choose"),
    path(_choose, theirs.password_reset_from_key, name="account_reset_password_from_key"),
    path(
        "sign-in/chosen/",
        theirs.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/", views.account, name="account"),
    path("account/email/", views.Address.as_view(), name="account_email"),
    path(
        "account/email/sent/",
        theirs.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("account/email/confirm/<key>/", theirs.confirm_email, name="account_confirm_email"),
    path("account/password/", theirs.password_change, name="password"),
    path("account/password/", theirs.password_change, name="account_change_password"),
    path("account/password/first/", theirs.password_set, name="account_set_password"),
    path("account/sessions/", views.sessions, name="sessions"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path(
        "account/institution/",
        views.Connections.as_view(),
        name="socialaccount_connections",
    ),
    path("account/institution/new/", social.signup, name="socialaccount_signup"),
    path("sign-in/turned-back/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/failed/", social.login_error, name="socialaccount_login_error"),
]
for app in settings.INSTITUTION_APPS:
    urlpatterns.append(path("sign-in/with/", include(f"{app}.urls")))
