"""Addresses of the dashboards."""

from django.urls import path

from campus.dashboards import views

urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/alerts/seen/", views.alerts_seen, name="alerts-seen"),
    path("dashboard/learners/<int:pk>/", views.learner, name="dashboard-learner"),
]
