"""Addresses of projects and of the reviews of their conclusions."""

from django.urls import path

from campus.programme.views import projects, reviews

urlpatterns = [
    path("certificate/projects/", projects.projects, name="projects"),
    path("certificate/projects/set/<int:pk>/", projects.of_set, name="project-of-set"),
    path("certificate/projects/<slug:slug>/", projects.project, name="project"),
    path("certificate/projects/<slug:slug>/begin/", projects.begin, name="project-begin"),
    path("certificate/projects/<slug:slug>/data/", projects.data, name="project-data"),
    path(
        "certificate/projects/<slug:slug>/conclusion/",
        projects.conclusion,
        name="project-conclusion",
    ),
    path(
        "certificate/projects/<slug:slug>/objection/", projects.objection, name="project-objection"
    ),
    path("certificate/reviews/", reviews.reviews, name="reviews"),
    path("certificate/reviews/<int:pk>/", reviews.review, name="review"),
    path("certificate/reviews/<slug:slug>/take/", reviews.take, name="review-take"),
    path("certificate/reviews/<slug:slug>/prepared/", reviews.prepared, name="review-prepared"),
    path(
        "certificate/reviews/<slug:slug>/prepared/<int:place>/",
        reviews.compared,
        name="review-compared",
    ),
    path("certificate/staff/projects/", reviews.staff, name="projects-staff"),
    path("certificate/staff/projects/<int:pk>/", reviews.staff_review, name="project-decide"),
]
