"""People: the list, one of them, what an administrator may change."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campus.accounts.models import User
from campus.accounts.people import only, person
from campus.administration import changing, impersonating
from campus.administration.changing import Refused
from campus.administration.finding import people
from campus.auditing.models import Entry

A_PAGE = 50


@only("admin")
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody; words and filters stand in the address."""
    asked = {name: request.GET.get(name, "") for name in ("find", "role", "state")}
    page = Paginator(people(asked), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "asked": asked, "roles": User.Role.choices}
    return render(request, "administration/people.html", context)


@only("admin")
def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(User, pk=pk)
    context = {
        "row": row,
        "roles": User.Role.choices,
        "enrolments": row.enrolments.select_related("course", "section").order_by("course__title"),
        "entries": Entry.objects.with_people().filter(person=pk)[:20],
        "is_me": row.pk == person(request).pk,
        "is_erased": changing.is_erased(row),
    }
    return render(request, "administration/person.html", context)


@only("admin")
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another role, or the account switched on or off."""
    row, by = get_object_or_404(User, pk=pk), person(request)
    role, active = request.POST.get("role", ""), request.POST.get("active", "")
    try:
        if role in User.Role.values:
            changing.set_role(row, role, by)
            messages.success(request, _("The role is changed."))
        elif active in ("0", "1"):
            changing.set_active(row, active == "1", by)
            messages.success(request, _("The account is changed."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("person", pk)


@only("admin")
@require_POST
def borrow(request: HttpRequest, pk: int) -> HttpResponse:
    """See the site as this person sees it."""
    try:
        impersonating.begin(request, get_object_or_404(User, pk=pk), person(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("person", pk)
    return redirect("home")


@login_required
@require_POST
def give_back(request: HttpRequest) -> HttpResponse:
    """Be oneself again."""
    if not hasattr(request, "administrator"):
        raise Http404
    number = request.user.pk
    impersonating.end(request, request.administrator)
    return redirect("person", number)
