"""Addresses of the programme."""

from django.urls import path

from campus.programme.views import examinations, overview, placement

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
]
