"""Addresses of the dashboards."""

from django.urls import path

from campus.dashboards import views, watching

urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/skills/", views.skills, name="dashboard-skills"),
    path("dashboard/concerns/", views.concerns, name="dashboard-concerns"),
    path("dashboard/concerns/write/", views.write, name="dashboard-write"),
    path("dashboard/tables/<slug:name>.csv", views.sheet, name="dashboard-sheet"),
    path("dashboard/learners/<int:pk>/", views.learner, name="dashboard-learner"),
    path("dashboard/health/", watching.health, name="health"),
    path("dashboard/health/retry/", watching.retry, name="health-retry"),
    path("dashboard/alerts/seen/", watching.alerts_seen, name="alerts-seen"),
]
