"""Addresses of learning."""

from django.urls import path

from campus.learning.views import finding, objecting, working

urlpatterns = [
    path("", finding.home, name="home"),
    path("exercises/", finding.catalogue, name="catalogue"),
    path("exercises/<slug:slug>/", working.exercise, name="exercise"),
    path("attempts/<int:pk>/", working.attempt, name="attempt"),
    path("attempts/<int:pk>/submit/", working.submit, name="submit"),
    path("attempts/<int:pk>/hint/", working.hint, name="hint"),
    path("attempts/<int:pk>/give-up/", working.give_up_attempt, name="give-up"),
    path("attempts/<int:pk>/another/", working.another, name="another"),
    path("attempts/<int:pk>/draft/", working.draft, name="draft"),
    path("submissions/<uuid:pk>/", working.submission, name="submission"),
    path("submissions/<uuid:pk>/objection/", objecting.object_to, name="object"),
    path("preview/", working.preview, name="preview"),
    path("progress/", finding.progress, name="progress"),
    path("courses/", finding.courses, name="courses"),
    path("courses/<slug:slug>/", finding.course, name="course"),
    path("courses/<slug:slug>/<int:number>/", finding.problem_set, name="problem-set"),
]
