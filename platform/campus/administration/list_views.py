"""People by a list: shown first, done then; and the list of people as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from campus.accounts.people import only, person
from campus.administration import listing
from campus.administration.finding import people
from campus.auditing import record
from campus.courses.errors import Refused
from campus.courses.forms import ListForm
from campus.courses.roster import text_of


@only("admin")
def people_by_list(request: HttpRequest) -> HttpResponse:
    """The form; what the list would do; and, with `shown`, doing it."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    uploaded = form.cleaned_data["file"]
    try:
        text = text_of(uploaded.read()) if uploaded else str(form.cleaned_data["text"])
        found = listing.plan(text, person(request))
        if request.POST.get("shown") == found.digest:
            done = listing.carry_out(found, person(request))
            said = ngettext("%(n)d line is done.", "%(n)d lines are done.", done) % {"n": done}
            messages.success(request, said)
            return redirect("people")
    except (Refused, listing.Refused) as refused:
        form.add_error(None, str(refused))
        return _page(request, form)
    if "shown" in request.POST:
        messages.warning(request, _("Accounts have changed; this is what would happen now."))
    return _page(request, form, found, text)


def _page(
    request: HttpRequest, form: ListForm, found: listing.Plan | None = None, text: str = ""
) -> HttpResponse:
    context = {"form": form, "plan": found, "text": text}
    return render(request, "administration/list.html", context)


@only("admin")
@require_safe
def people_as_csv(request: HttpRequest) -> HttpResponseBase:
    """With the filters of the list; it is in the audit log who took it away."""
    asked = {name: request.GET.get(name, "") for name in ("find", "role", "state")}
    rows = people(asked)
    record(person(request), "people exported", "the whole site", people=rows.count())
    return StreamingHttpResponse(
        listing.as_csv(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="people.csv"'},
    )
