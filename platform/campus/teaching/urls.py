"""Addresses of teaching."""

from django.urls import path

from campus.teaching import objecting, views

urlpatterns = [
    path("teaching/", views.teaching, name="teaching"),
    path("teaching/objections/", objecting.objections, name="objections"),
    path("teaching/objections/<uuid:pk>/", objecting.answer, name="objection-answer"),
    path("teaching/<slug:slug>/sets/new/", views.new_set, name="teaching-set-new"),
    path("teaching/<slug:slug>/sets/<int:number>/", views.edit_set, name="teaching-set"),
    path("teaching/<slug:slug>/sets/<int:number>/results/", views.results, name="teaching-results"),
    path(
        "teaching/<slug:slug>/sets/<int:number>/results.csv",
        views.results_as_csv,
        name="teaching-results-csv",
    ),
]
