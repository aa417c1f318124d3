"""Addresses of the dashboards."""

from django.urls import path

from campus.dashboards import views

urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/learners/<int:pk>/", views.learner, name="dashboard-learner"),
]
