"""One's own certificate: made, with which name, in which forms; for staff, all of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campus.accounts.people import only, person
from campus.programme.certifying import issuing
from campus.programme.certifying.badge import absolute
from campus.programme.certifying.document import typeset
from campus.programme.certifying.errors import NoGlyph
from campus.programme.certifying.evidence import Evidence
from campus.programme.errors import Refused
from campus.programme.models import Credential


@login_required
def credential(request: HttpRequest) -> HttpResponse:
    """The certificate that stands, or what is missing for one; POST makes it with a name."""
    user = person(request)
    if request.method == "POST":
        try:
            issuing.issue(user, request.POST.get("name", ""))
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Your certificate is ready."))
        return redirect("credential")
    row = issuing.standing(user)
    context = {
        "row": row,
        "evidence": Evidence.of(row.evidence) if row else None,
        "earned": issuing.earned(user),
        "earlier": Credential.objects.filter(learner=user, revoked_at__isnull=False),
        "verify_url": absolute("verify-code", row.code) if row else "",
    }
    return render(request, "programme/credential.html", context)


@login_required
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """One's own certificate as a PDF."""
    row = get_object_or_404(Credential, learner=person(request), revoked_at=None)
    try:
        content = typeset(row)
    except NoGlyph as refusal:
        messages.warning(request, str(refusal))
        return redirect("credential")
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="certificate-{row.code}.pdf"'
    return response


@only("admin")
@require_safe
def given(request: HttpRequest) -> HttpResponse:
    """All certificates that were given, the latest first."""
    find = " ".join(request.GET.get("find", "").replace("\0", "").split())[:80]
    rows = Credential.objects.select_related("learner")
    if find:
        rows = rows.filter(Q(name__icontains=find) | Q(code__iexact=find))
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "programme/credentials_given.html", {"page": page, "find": find})


@only("admin")
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Credential, pk=pk)
    try:
        issuing.revoke(row, person(request), request.POST.get("reason", ""))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        words = _("The certificate %(code)s is revoked; whoever verifies it is told why.")
        messages.success(request, words % {"code": row.code})
    return redirect("credentials-given")
