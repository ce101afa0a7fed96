"""What a party sees by its link: no account, no scripts. The link is a key: its page is told to no other site and kept in
no cache."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from core.refusal import Refused

from .. import files
from ..models import Invitation, OpinionFile
from ..queries import Consultation
from ..statements import actions
from ..statements.actions.shared import is_answered
from ..statements.forms import StatementForm
from ..statements.links import read, read_stop
from ..statements.mails import last_day
from ..statements.rules import Answer, why_not_answer
from .files import download
from .shared import consultation_or_404, site_of

P = ParamSpec("P")
R = HttpResponseBase


def private(view: Callable[Concatenate[HttpRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        return response

    return never_cache(guarded)


def _own(request: HttpRequest, link: str) -> tuple[Invitation, Consultation]:
    key = read(link)
    if key is None:
        raise Http404
    row = get_object_or_404(
        Invitation.objects.select_related("given", "request", "site"), key=key, site=site_of(request)
    )
    return row, consultation_or_404(request, row.consultation_key)


@private
def statement(request: HttpRequest, link: str) -> HttpResponseBase:
    """The request, with the form while there is time; what was given, with a way to amend it (``amend``)."""
    row, found = _own(request, link)
    asked = row.asked(found.source, answered=is_answered(row))
    refusal = why_not_answer(asked, timezone.now())
    if request.method == "POST":
        return _save(request, link, row, found)
    amends = row.given_id is not None and "amend" in request.GET and refusal is None
    form = None
    if refusal is None and (row.given_id is None or amends):
        form = StatementForm(initial={name: getattr(row, name) for name in ("body", "signatory", "title")})
    return _page(request, link, row, found, form)


def _page(
    request: HttpRequest,
    link: str,
    row: Invitation,
    found: Consultation,
    form: StatementForm | None,
    refused: list[str] | None = None,
) -> HttpResponse:
    asked = row.asked(found.source, answered=is_answered(row))
    now = timezone.now()
    refusal = why_not_answer(asked, now)
    context = {
        "row": row,
        "link": link,
        "form": form,
        "page_of": found.page,
        "text": row.request.text.shown(request.LANGUAGE_CODE)[0],
        "answer": asked.answer(now),
        "answers": {answer.name: answer.value for answer in Answer},
        "refusal": refusal,
        "unsent": _unsent(row, form) if refusal else "",
        "kept": request.POST.getlist("kept") if request.method == "POST" else None,
        "due": last_day(asked),
        "files": list(OpinionFile.objects.filter(uuid=row.uuid, **({} if form else {"opinion": row.given}))),
        "refused": refused or [],
        "limits": {"most": files.most(), "largest": files.largest(), "accept": files.ACCEPT},
    }
    return render(request, "consultations/statement.html", context)


def _unsent(row: Invitation, form: StatementForm | None) -> str:
    """What was written and can no longer be given, to copy."""
    typed = str(form["body"].value() or "") if form else row.body
    return "" if row.given and typed == row.given.body else typed


def _save(request: HttpRequest, link: str, row: Invitation, found: Consultation) -> HttpResponse:
    """``give`` gives it, ``none`` says that there is none, anything else keeps the draft. Files are kept at once, whatever
    else is wrong."""
    form = StatementForm(request.POST)
    kept = request.POST.getlist("kept")
    known = OpinionFile.objects.filter(uuid=row.uuid, key__in=kept).count()
    brought = files.bring(request.FILES.getlist("files"), kept=known)
    if not form.is_valid() or not form.lets_through(request):
        with suppress(Refused):
            actions.keep_papers(invitation=row, kept=kept, taken=brought.taken, now=timezone.now())
        return _page(request, link, row, found, form, brought.refused)
    typed = {name: form.cleaned_data[name] for name in ("body", "signatory", "title")}
    draft = actions.Draft(**typed, kept=kept, taken=brought.taken)
    act, now = request.POST.get("act", ""), timezone.now()
    gives = act == "give" and not brought.refused and form.insist_whole(has_files=bool(known or brought.taken))
    try:
        if gives:
            actions.give(invitation=row, draft=draft, now=now)
        else:
            actions.keep_draft(invitation=row, draft=draft, now=now)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return _page(request, link, row, found, form)
    if gives:
        messages.success(request, _("Thank you. The statement has been given."))
        return redirect("consultations:statement", link=link)
    if act == "give":
        return _page(request, link, row, found, form, brought.refused)
    if brought.refused:
        return _page(request, link, row, found, form, brought.refused)
    messages.success(request, _("The draft has been kept. You can go on with it by the same link."))
    return redirect(f"{request.path}{'?amend=1' if row.given_id else ''}")


@private
def no_statement(request: HttpRequest, link: str) -> HttpResponseBase:
    """Ask first, then keep that there is none."""
    row, found = _own(request, link)
    if request.method != "POST":
        return render(request, "consultations/no_statement.html", {"row": row, "link": link, "page_of": found.page})
    try:
        actions.give_none(invitation=row, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, _("Thank you. It has been noted that you have no statement to give."))
    return redirect("consultations:statement", link=link)


@private
@require_safe
def own_file(request: HttpRequest, link: str, key: str) -> HttpResponseBase:
    """A file of one's own, also before it is given."""
    row, _found = _own(request, link)
    return download(get_object_or_404(OpinionFile, uuid=row.uuid, key=key))


@csrf_exempt
@private
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """RFC 8058: a POST with the token alone stops reminders, as often as it is sent. Looking changes nothing."""
    key = read_stop(token)
    if key is None:
        raise Http404
    row = get_object_or_404(Invitation, key=key, site=site_of(request))
    found = consultation_or_404(request, row.consultation_key)
    if request.method == "POST":
        actions.stop_reminders(invitation=row)
    done = request.method == "POST" or row.stopped
    context: dict[str, Any] = {"done": done, "page_of": found.page}
    return render(request, "consultations/stop_statement.html", context)
