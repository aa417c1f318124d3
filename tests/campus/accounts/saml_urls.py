"""The site's addresses with those of an institution that speaks SAML."""

from django.urls import include, path

from campus.urls import handler500
from campus.urls import urlpatterns as ours

urlpatterns = [
    *ours,
    path("sign-in/with/", include("allauth.socialaccount.providers.saml.urls")),
]
__all__ = ["handler500", "urlpatterns"]
