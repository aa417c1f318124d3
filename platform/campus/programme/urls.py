"""Addresses of the programme."""

from django.urls import path

from campus.programme.views import (
    credentials,
    examinations,
    overview,
    placement,
    profile,
    verifying,
)

urlpatterns = [
    path("certificate/", overview.certificate, name="certificate"),
    path("certificate/tracks/", overview.tracks, name="tracks"),
    path("certificate/exams/<slug:subject>/", examinations.examination, name="examination"),
    path("certificate/exams/<slug:subject>/begin/", examinations.begin, name="examination-begin"),
    path("certificate/staff/", examinations.staff, name="certificate-staff"),
    path("certificate/placement/", placement.placement, name="placement"),
    path("certificate/placement/begin/", placement.begin, name="placement-begin"),
    path("certificate/placement/next/", placement.onward, name="placement-next"),
    path("certificate/placement/unmet/<int:pk>/", placement.unmet, name="placement-unmet"),
    path("certificate/placement/pass-over/", placement.pass_over, name="placement-pass-over"),
    path("certificate/placement/stop/", placement.stop, name="placement-stop"),
    path("certificate/mine/", credentials.credential, name="credential"),
    path("certificate/mine/paper.pdf", credentials.paper, name="credential-paper"),
    path("certificate/given/", credentials.given, name="credentials-given"),
    path("certificate/given/<int:pk>/revoke/", credentials.revoke, name="credential-revoke"),
    path("certificate/profile/", profile.choice, name="profile-choice"),
    path("profiles/<slug:handle>/", profile.profile, name="profile"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/<str:code>/", verifying.verify_code, name="verify-code"),
    path("verify/<str:code>/credential.jwt", verifying.token, name="credential-token"),
    path("verify/<str:code>/badge.svg", verifying.picture, name="credential-picture"),
    path("credentials/issuer/", verifying.issuer, name="credential-issuer"),
    path("credentials/keys/", verifying.keys, name="credential-keys"),
    path("credentials/status/", verifying.status, name="credential-status"),
    path(
        "credentials/achievements/<slug:track>/",
        verifying.achievement,
        name="credential-achievement",
    ),
]
