"""Addresses of administration."""

from django.urls import path

from campus.administration import list_views, views

urlpatterns = [
    path("people/", views.people_list, name="people"),
    path("people.csv", list_views.people_as_csv, name="people-csv"),
    path("people/list/", list_views.people_by_list, name="people-list"),
    path("people/eyes/end/", views.give_back, name="eyes-end"),
    path("people/<int:pk>/", views.person_page, name="person"),
    path("people/<int:pk>/change/", views.change, name="person-change"),
    path("people/<int:pk>/eyes/", views.borrow, name="eyes"),
]
