"""Addresses of learning."""

from django.urls import path

from campus.learning.views import coming, finding, knowing, objecting, practising, sitting, working

urlpatterns = [
    path("", finding.home, name="home"),
    path("exercises/", finding.catalogue, name="catalogue"),
    path("exercises/<slug:slug>/", coming.exercise, name="exercise"),
    path("attempts/<int:pk>/", working.attempt, name="attempt"),
    path("attempts/<int:pk>/submit/", working.submit, name="submit"),
    path("attempts/<int:pk>/hint/", working.hint, name="hint"),
    path("attempts/<int:pk>/give-up/", working.give_up_attempt, name="give-up"),
    path("attempts/<int:pk>/another/", working.another, name="another"),
    path("attempts/<int:pk>/draft/", working.draft, name="draft"),
    path("submissions/<uuid:pk>/", working.submission, name="submission"),
    path("submissions/<uuid:pk>/withdraw/", working.withdraw_submission, name="withdraw"),
    path("submissions/<uuid:pk>/objection/", objecting.object_to, name="object"),
    path("preview/", working.preview, name="preview"),
    path("progress/", knowing.progress, name="progress"),
    path("skills/<slug:slug>/", finding.skill, name="skill"),
    path("modules/<slug:slug>/", finding.module, name="module"),
    path("practise/", practising.practise, name="practise"),
    path("practise/plan/", practising.plan, name="practice-plan"),
    path("practise/start/", practising.start, name="practice-start"),
    path("practise/<int:pk>/", practising.session, name="practice-session"),
    path("practise/<int:pk>/next/", practising.onward, name="practice-next"),
    path("practise/<int:pk>/end/", practising.finish, name="practice-end"),
    path("reminders/stop/<str:token>/", practising.stop_reminders, name="reminder-stop"),
    path("courses/", finding.courses, name="courses"),
    path("courses/<slug:slug>/", finding.course, name="course"),
    path("courses/<slug:slug>/<int:number>/", finding.problem_set, name="problem-set"),
    path("courses/<slug:slug>/<int:number>/begin/", sitting.begin, name="exam-begin"),
    path("courses/<slug:slug>/<int:number>/hand-in/", sitting.hand_in, name="exam-hand-in"),
]
