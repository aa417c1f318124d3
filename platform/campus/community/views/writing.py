"""Asking, answering, changing, taking back; saying that an answer helped."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campus.accounts.people import person
from campus.community import posting
from campus.community.case import case_of
from campus.community.errors import GivesAway, Refused
from campus.community.forms import ReplyForm, ThreadForm
from campus.community.gates import OPEN
from campus.community.models import Notice, Post, Reaction, Thread
from campus.community.noticing import tell_author
from campus.community.places import address_of, place, title_of
from campus.community.searching import like
from campus.community.showing import page_of
from campus.community.views.frame import own_post, post_of, thread_of, to_thread
from campus.courses.announcing import html_of

MOST_ALIKE = 5


@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """Begin a thread at the place the address names; threads like it are shown before it stands."""
    user = person(request)
    thread = place(request.GET.dict(), user)
    form = ThreadForm(request.POST or None)
    context = {
        "form": form,
        "thread": thread,
        "where": title_of(thread),
        "back": address_of(thread),
        "case": case_of(thread, user, OPEN),
    }
    if request.method == "POST" and form.is_valid():
        thread.title = form.cleaned_data["title"]
        text, reveals = form.cleaned_data["text"], form.cleaned_data["reveals"]
        visible = Thread.objects.visible_to(user).filter(exercise=thread.exercise)
        alike = list(like(visible, thread.title, text)[:MOST_ALIKE])
        context |= {"preview": html_of(text), "alike": alike, "seen": True}
        if "look" not in request.POST and (not alike or "seen" in request.POST):
            try:
                return to_thread(posting.begin(thread, user, text, reveals).thread)
            except Refused as refusal:
                _show(form, refusal)
    return render(request, "community/ask.html", context)


@login_required
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a thread."""
    thread, user = thread_of(request, pk), person(request)
    form = ReplyForm(request.POST or None)
    preview = ""
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        preview = html_of(text)
        if "look" not in request.POST:
            try:
                post = posting.reply(thread, user, text, form.cleaned_data["reveals"])
                return to_thread(thread, post)
            except Refused as refusal:
                _show(form, refusal)
    page = page_of(thread, user)
    context = {"page": page, "thread": thread, "form": form, "preview": preview}
    return render(request, "community/reply.html", context)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other words in the place of one's own."""
    post = own_post(request, pk)
    form = ReplyForm(request.POST or None, initial={"text": post.text, "reveals": post.said})
    preview = ""
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        preview = html_of(text)
        if "look" not in request.POST:
            try:
                posting.change(post, person(request), text, form.cleaned_data["reveals"])
                return to_thread(post.thread, post)
            except Refused as refusal:
                _show(form, refusal)
    context = {"form": form, "post": post, "thread": post.thread, "preview": preview}
    return render(request, "community/change.html", context)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    post = own_post(request, pk)
    posting.take_back(post)
    messages.success(request, _("Your words are taken back."))
    return to_thread(post.thread)


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever asked says which answer helped."""
    post = post_of(request, pk)
    mine = Thread.objects.filter(author=person(request), pk=post.thread_id)
    get_object_or_404(mine)
    try:
        posting.accept(post)
        tell_author(post, person(request), Notice.Why.ACCEPTED)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return to_thread(post.thread, post)


@login_required
@require_POST
def react(request: HttpRequest, pk: int) -> HttpResponse:
    """A click under a post; the same click again takes it back. One's own posts take none."""
    post, user = post_of(request, pk), person(request)
    kind = request.POST.get("kind", "")
    if kind in Reaction.Kind.values and post.author_id != user.pk:
        row, made = Reaction.objects.get_or_create(post=post, person=user, kind=kind)
        if not made:
            row.delete()
    return to_thread(post.thread, post)


@login_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """How a text will read, while it is written."""
    person(request)
    text = request.POST.get("text", "")[: Post._meta.get_field("text").max_length]
    return HttpResponse(html_of(text))


def _show(form: ReplyForm, refusal: Refused) -> None:
    """The refusal at the field it is about; what gives the answer away stands in it."""
    if isinstance(refusal, GivesAway):
        words = _(
            "%(why)s That is %(places)s. Choose “an answer” below, so that those who are still at "
            "it do not see it, or say the same without it."
        )
        places = ", ".join(f"“{place}”" for place in refusal.places[:3])
        form.add_error("reveals", words % {"why": refusal, "places": places})
    else:
        form.add_error(None, str(refusal))
