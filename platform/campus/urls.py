"""Every address of the site, by room."""

from django.urls import include, path

from campus import health, metrics

handler500 = "campus.failing.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("", include("campus.accounts.urls")),
    path("", include("campus.courses.urls")),
    path("", include("campus.learning.urls")),
    path("", include("campus.authoring.urls")),
    path("", include("campus.teaching.urls")),
    path("", include("campus.community.urls")),
    path("", include("campus.programme.urls")),
    path("", include("campus.programme.project_urls")),
    path("", include("campus.administration.urls")),
    path("", include("campus.dashboards.urls")),
    path("", include("campus.privacy.urls")),
]
