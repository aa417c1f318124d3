"""For everybody: is a certificate genuine; and what machines read to find out by themselves."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from campus.programme.certifying import badge, verifying
from campus.programme.certifying.errors import NoKey
from campus.programme.certifying.evidence import Evidence
from campus.programme.certifying.keys import signing_key
from campus.programme.certifying.picture import badge as picture_of
from campus.programme.certifying.thumbprints import jwk_of
from campus.programme.models import Credential, IssuerKey
from campus.programme.showing import shown_profile
from exercises.tracks import read_tracks

MOST_BYTES = 200_000


def verify(request: HttpRequest) -> HttpResponse:
    """A code, or a credential in a file or pasted; nothing that is sent here is kept."""
    if request.method != "POST":
        return render(request, "programme/verify.html")
    sent = request.FILES.get("file")
    pasted = request.POST.get("credential", "").strip()
    if not sent and not pasted:
        return _answer(request, verifying.by_code(request.POST.get("code", "")))
    if sent is not None and (sent.size or 0) > MOST_BYTES:
        return _answer(request, verifying.Finding("unreadable"))
    content = sent.read() if sent is not None else pasted.encode()
    return _answer(request, verifying.by_credential(content), by_credential=True)


def _answer(
    request: HttpRequest, finding: verifying.Finding, *, by_credential: bool = False
) -> HttpResponse:
    if finding.credential is not None and not by_credential:
        return redirect("verify-code", finding.credential.code)
    more = {"signed": by_credential, "typed": request.POST.get("code", "")[:40]}
    return render(request, "programme/verify.html", _context(finding) | more)


@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the code on a certificate leads to."""
    finding = verifying.by_code(code)
    status = 200 if finding.credential else 404
    return render(request, "programme/verify.html", _context(finding), status=status)


def _context(finding: verifying.Finding) -> dict[str, object]:
    row = finding.credential
    context: dict[str, object] = {"finding": finding, "row": row}
    if row is not None:
        context |= {
            "evidence": Evidence.of(row.evidence),
            "track": read_tracks()[row.track],
            "profile": shown_profile(row.learner),
            "title": badge.TITLE,
            "criteria": badge.criteria(),
        }
    return context


@require_safe
def token(request: HttpRequest, code: str) -> HttpResponse:
    """The signed credential, as wallets take it."""
    row = get_object_or_404(Credential, code=code)
    response = HttpResponse(row.token, content_type="application/vc+jwt")
    response.headers["Content-Disposition"] = f'attachment; filename="certificate-{row.code}.jwt"'
    return response


@require_safe
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """The badge, with the credential inside."""
    row = get_object_or_404(Credential, code=code)
    response = HttpResponse(picture_of(row), content_type="image/svg+xml")
    response.headers["Content-Disposition"] = f'inline; filename="badge-{row.code}.svg"'
    return response


@require_safe
@cache_control(public=True, max_age=3600)
def issuer(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"@context": badge.CONTEXT, **badge.issuer().to_dict()})


@require_safe
@cache_control(public=True, max_age=3600)
def keys(request: HttpRequest) -> HttpResponse:
    """Every key that certificates of this site were signed by, as a JSON Web Key Set."""
    return JsonResponse({"keys": [jwk_of(row.public_pem) for row in IssuerKey.objects.all()]})


@require_safe
@cache_control(public=True, max_age=3600)
def achievement(request: HttpRequest, track: str) -> HttpResponse:
    one = read_tracks().get(track)
    if one is None:
        raise Http404
    return JsonResponse({"@context": badge.CONTEXT, **badge.achievement(one).to_dict()})


@require_safe
@cache_control(public=True, max_age=300)
def status(request: HttpRequest) -> HttpResponse:
    """The list of those revoked, signed. Without a key there are no certificates to look up."""
    try:
        content = badge.status_list(signing_key())
    except NoKey:
        raise Http404(_("This site has given no certificates.")) from None
    return HttpResponse(content, content_type="application/vc+jwt")
