"""Writing, changing and removing a comment, each on a page of its own that works without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts import pending, typed
from accounts.eligibility import asking
from accounts.models import User
from accounts.places import detour, is_known
from core.refusal import Refused

from . import actions, targets
from .connect import thanks
from .context import reader_of
from .forms import CommentForm
from .models import Comment
from .queries import page_in_thread, page_of, replies_to, visible_to
from .rules import Situation, why_not_edit, why_not_remove


def write(request: HttpRequest, kind: str, target: int) -> HttpResponse:
    """A comment, or a reply (``reply_to``). Who is not signed in signs in first; the text is published then."""
    place = _place_or_404(request, kind, target)
    if request.method == "POST":
        form = CommentForm(request.POST)
        if form.is_valid() and form.lets_through(request) and (response := _add(request, place, form)):
            return response
    else:
        kept = pending.recall(request, "comment", place.url) or {}
        form = CommentForm(initial={"parent": _number(request.GET.get("reply_to")), "body": kept.get("body", "")})
    parent = _number(form["parent"].value())
    opener = (
        Comment.objects.public()
        .filter(pk=(parent or 0) if place.readable else 0, target_kind=kind, target_id=target)
        .select_related("author")
        .first()
    )
    context = {"form": form, "place": place, "parent": opener}
    return render(request, "comments/write.html", context)


def _add(request: HttpRequest, place: targets.Place, form: CommentForm) -> HttpResponse | None:
    typed = form.cleaned_data
    if place.refusal is not None:
        form.add_error(None, str(place.refusal))
        return None
    if not is_known(request):
        _remember(request, place, typed)
        return detour(request, place.url)
    try:
        comment = actions.add(
            uuid=typed["uuid"],
            kind=place.kind,
            target_id=place.id,
            site_id=place.site_id,
            user=_person(request),
            now=timezone.now(),
            body=typed["body"],
            language=request.LANGUAGE_CODE,
            parent_id=typed["parent"],
        )
    except Refused as refused:
        if asks := asking.url_of(refused, place.url):
            _remember(request, place, typed)
            return redirect(asks)
        form.add_error(None, str(refused.refusal))
        return None
    pending.forget(request, "comment", place.url)
    messages.success(request, thanks(comment))
    return _to(request, comment, place)


def _remember(request: HttpRequest, place: targets.Place, written: Mapping[str, Any]) -> None:
    payload = {
        "uuid": str(written["uuid"]),
        "kind": place.kind,
        "target": place.id,
        "site": place.site_id,
        "body": written["body"],
        "parent": written["parent"],
        "language": request.LANGUAGE_CODE,
        "url": place.url,
    }
    pending.remember(request, "comment", payload, place.url)


@typed.writer_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    comment, place = _own_or_404(request, pk)
    refusal = why_not_edit(_situation(comment, place))
    initial = {"body": comment.body, "uuid": comment.uuid, **typed.typed_before(request)}
    form = CommentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and form.lets_through(request):
        try:
            comment = actions.edit(
                comment=comment, user=_person(request), now=timezone.now(), body=form.cleaned_data["body"]
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            typed.sent(request)
            messages.success(request, _("Your comment has been changed.") if not comment.is_held else thanks(comment))
            return _to(request, comment, place)
    elif refusal is not None and request.method != "POST":
        messages.error(request, str(refusal))
        return _to(request, comment, place)
    context = {"form": form, "place": place, "comment": comment}
    return render(request, "comments/edit.html", context)


@login_required
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, then remove."""
    comment, place = _own_or_404(request, pk)
    refusal = why_not_remove(_situation(comment, place))
    if refusal is not None:
        messages.error(request, str(refusal))
        return _to(request, comment, place)
    if request.method != "POST":
        context = {"comment": comment, "place": place}
        return render(request, "comments/remove.html", context)
    actions.remove(comment=comment, user=_person(request), now=timezone.now())
    messages.success(request, _("Your comment has been removed."))
    return _to(request, comment, place)


def go_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the page of the discussion where the comment stands."""
    comment, place = _seen_or_404(request, pk)
    return _to(request, comment, place)


def replies(request: HttpRequest, pk: int) -> HttpResponse:
    """A long thread, on pages of its own; not of what only a mark is left of."""
    comment, place = _seen_or_404(request, pk)
    if not place.readable:
        return redirect(place.url)
    if comment.parent_id is not None:
        return redirect("comments:replies", pk=comment.parent_id)
    reader = reader_of(request, place, timezone.now())
    found = replies_to(comment, reader, page=request.GET.get("page"))
    context = {"place": place, "found": found, "may_reply": place.refusal is None, "moderates": reader.sees_held}
    return render(request, "comments/replies.html", context)


def _to(request: HttpRequest, comment: Comment, place: targets.Place) -> HttpResponse:
    if within := page_in_thread(comment):
        address = reverse("comments:replies", args=[comment.parent_id])
        return redirect(f"{address}?page={within}#{comment.anchor}")
    number = page_of(comment)
    query = f"?comments={number}" if number > 1 else ""
    return redirect(f"{place.url}{query}#{comment.anchor}")


def _site_id(request: HttpRequest) -> int:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site.pk


def _of_site(request: HttpRequest) -> QuerySet[Comment]:
    return Comment.objects.filter(site_id=_site_id(request))


def _place_or_404(request: HttpRequest, kind: str, target_id: int) -> targets.Place:
    user = request.user if isinstance(request.user, User) else AnonymousUser()
    target = targets.get(kind)
    place = target.place(_site_id(request), target_id, user, timezone.now()) if target else None
    if place is None:
        raise Http404
    return place


def _seen_or_404(request: HttpRequest, pk: int) -> tuple[Comment, targets.Place]:
    """A comment that has a place in what the visitor sees, with or without its words."""
    comment = _of_site(request).filter(pk=pk).select_related("author", "parent").first()
    if comment is None:
        raise Http404
    place = _place_or_404(request, comment.target_kind, comment.target_id)
    reader = reader_of(request, place, timezone.now())
    if not Comment.objects.filter(visible_to(reader), pk=pk).exists():
        raise Http404
    return comment, place


def _own_or_404(request: HttpRequest, pk: int) -> tuple[Comment, targets.Place]:
    comment = _of_site(request).filter(pk=pk, author_id=request.user.pk).select_related("author", "parent").first()
    if comment is None:
        raise Http404
    return comment, _place_or_404(request, comment.target_kind, comment.target_id)


def _situation(comment: Comment, place: targets.Place) -> Situation:
    return Situation(
        now=timezone.now(),
        written_at=comment.created_at,
        is_author=True,
        removed=comment.is_past_its_writer,
        place=place.refusal,
    )


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _number(value: object) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
