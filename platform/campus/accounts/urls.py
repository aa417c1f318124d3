"""Addresses of signing in, signing out and one's account."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from campus.accounts import resetting, views

urlpatterns = [
    path("sign-in/", views.SignInView.as_view(), name="sign-in"),
    path("sign-up/", views.sign_up, name="sign-up"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("sign-in/forgotten/", resetting.Forgotten.as_view(), name="forgotten"),
    path("sign-in/forgotten/sent/", resetting.Sent.as_view(), name="reset-sent"),
    path("sign-in/choose/<uidb64>/<token>/", resetting.Choose.as_view(), name="reset-choose"),
    path("account/", views.account, name="account"),
    path("account/password/", views.ChangePassword.as_view(), name="password"),
]
