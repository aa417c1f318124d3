"""Addresses of authoring. The first ones are the words that no manuscript may have as its id."""

from django.urls import path

from campus.authoring.views import keeping, looking, publishing, writing

urlpatterns = [
    path("authoring/", writing.shelf, name="authoring"),
    path("authoring/new/", writing.new, name="authoring-new"),
    path("authoring/import/", keeping.take, name="authoring-import"),
    path("authoring/export/", keeping.export_all, name="authoring-export-all"),
    path("authoring/bank/<slug:slug>/", keeping.source, name="authoring-source"),
    path("authoring/bank/<slug:slug>/copy/", writing.copy, name="authoring-copy"),
    path("authoring/publications/<uuid:pk>/", publishing.publication, name="authoring-publication"),
    path("authoring/publications/<uuid:pk>/cancel/", publishing.cancel, name="authoring-cancel"),
    path("authoring/<slug:slug>/", writing.edit, name="authoring-edit"),
    path("authoring/<slug:slug>/preview/", looking.preview, name="authoring-preview"),
    path("authoring/<slug:slug>/findings/", looking.findings, name="authoring-findings"),
    path("authoring/<slug:slug>/publish/", publishing.publish, name="authoring-publish"),
    path("authoring/<slug:slug>/retire/", publishing.retire, name="authoring-retire"),
    path("authoring/<slug:slug>/history/", keeping.history, name="authoring-history"),
    path("authoring/<slug:slug>/authors/", writing.coauthors, name="authoring-coauthors"),
    path("authoring/<slug:slug>/export/", keeping.export, name="authoring-export"),
]
