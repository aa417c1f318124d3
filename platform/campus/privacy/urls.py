"""Addresses of one's own data, and of erasing an account."""

from django.urls import path

from campus.privacy import views

urlpatterns = [
    path("account/data/", views.own_data, name="own-data"),
    path("account/data/export/", views.ask_export, name="export-ask"),
    path("account/data/<uuid:pk>/", views.export_file, name="export-file"),
    path("account/erase/", views.erase, name="erase"),
    path("account/erase/withdraw/", views.withdraw, name="erase-withdraw"),
    path("people/<int:pk>/erase/", views.erase_person, name="person-erase"),
]
