"""A forgotten password: a link by e-mail, good for a day, that lets one choose another."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from campus.counting import count


class Forgotten(views.PasswordResetView):
    """Asks for the address. The answer is the same whether an account has it or not."""

    template_name = "accounts/forgotten.html"
    email_template_name = "accounts/reset_mail.txt"
    subject_template_name = "accounts/reset_subject.txt"
    success_url = reverse_lazy("reset-sent")

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        # The site's own address: a request's Host header must not choose where the link leads.
        self.extra_email_context = {"site_url": settings.SITE_URL.rstrip("/")}
        hour = int(time.time() // 3600)
        asked = count(f"reset:{self.request.META.get('REMOTE_ADDR')}:{hour}", 3600)
        wanted = count(f"reset:{form.cleaned_data['email'].lower()}:{hour}", 3600)
        if asked > 10 * settings.PASSWORD_TRIES or wanted > settings.PASSWORD_TRIES:
            return redirect("reset-sent")  # nobody's mailbox is filled from here
        return super().form_valid(form)


class Sent(views.PasswordResetDoneView):
    template_name = "accounts/reset_sent.html"


class Choose(views.PasswordResetConfirmView):
    """Where the link leads; a used or old one says so."""

    template_name = "accounts/reset_choose.html"
    success_url = reverse_lazy("home")
    post_reset_login = True
    post_reset_login_backend = "campus.accounts.signing_in.NameOrEmail"
