"""Coming in, going out, one's own account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, views
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from campus.accounts.forms import Account, SignIn, SignUp
from campus.accounts.models import User
from campus.accounts.people import person


class SignInView(views.LoginView):
    form_class = SignIn
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"demo_people": demo_people()}


class ChangePassword(views.PasswordChangeView):
    template_name = "accounts/password.html"
    success_url = reverse_lazy("account")


@sensitive_post_parameters()
@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    form = SignUp(request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.save())
        return redirect(_after(request))
    return render(request, "accounts/sign_up.html", {"form": form, "next": request.GET.get("next")})


@login_required
def account(request: HttpRequest) -> HttpResponse:
    form = Account(request.POST or None, instance=person(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your account is saved."))
        return redirect("account")
    return render(request, "accounts/account.html", {"form": form})


def demo_people() -> list[dict[str, str]]:
    """The demo's sign-ins for the help box, only on a site that was started as a demo."""
    if not settings.DEMO:
        return []
    people = User.objects.filter(email__endswith="@demo.example").order_by("date_joined", "pk")
    return [
        {
            "name": user.display_name,
            "role": user.role,
            "email": user.username,
            "password": settings.DEMO_PASSWORD,
        }
        for user in people
    ]


def _after(request: HttpRequest) -> str:
    """Where to go next; only within this site."""
    wanted = request.POST.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else str(settings.LOGIN_REDIRECT_URL)
