"""Writing an opinion or objection, on a page that works without scripts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts import pending
from accounts.places import detour
from accounts.strong import asking, visit
from accounts.strong.queries import is_offered
from core.audit.words import uuids
from core.refusal import Refusal, Refused
from municipality.models import Area
from surveys.views.alongside import Alongside, was_filled_in

from .. import actions
from ..addresses import write_url
from ..connect import thanks
from ..drafts.present import place_id
from ..drafts.queries import paragraph
from ..drafts.summary import address as address_of
from ..forms import OpinionForm
from ..geometry import to_pen
from ..holders import holder_of
from ..models import Opinion, UnfinishedOpinion
from ..queries import Consultation
from ..receipts import link_of
from ..rules import Sender, audience_of, why_not_send
from ..unfinished import At
from .attaching import Attached, attach, uuid_of, waiting
from .questions import LOST, Together, asked_of_section, beside_opinion, given_back
from .shared import consultation_or_404, person_of
from .unfinished import kept_until, save, throw_away, unfinished

ANSWERS_FIRST = {
    "sign_in": gettext_lazy(
        "Your answers to the questions have arrived. What you wrote is kept, and sent when you have logged in."
    ),
    "strong": gettext_lazy(
        "Your answers to the questions have arrived. What you wrote is kept, and sent when you have identified yourself."
    ),
}


@never_cache
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    """About a section (``section``), or the whole. What is refused is shown again with everything that was typed."""
    found = consultation_or_404(request, key)
    section = (request.POST if request.method == "POST" else request.GET).get("section", "")
    if section not in {"", *found.takes}:
        return redirect(found.page.url or "/")
    anchor = (request.POST if request.method == "POST" else request.GET).get("anchor", "")
    anchor = anchor if uuids([anchor]) else ""
    address = write_url(found, section)
    address += f"&anchor={quote(anchor)}" if section and anchor else ""
    at = At(consultation=found, section=section, anchor=anchor)
    kept = unfinished(request, at)
    refusal, asks = _why_not(request, found, section)
    asked = asked_of_section(found, section)
    shows = refusal is None and not anchor and (asks is None or request.method == "POST")  # a sign-in may have expired
    beside = beside_opinion(request, asked, kept) if shows else None
    form, attached = _form(request, found, address, kept, beside, takes_files=refusal is None)
    if request.method == "POST" and (response := _unfinished(request, at, form, attached, refusal)):
        return response
    if request.method == "POST" and refusal is None and _is_sent(request, attached, form, beside):
        response = _send(request, at, form, address, beside) if form.lets_through(request) else None
        if response is not None:
            return response
        refusal, asks = _why_not(request, found, section)
    context = {
        "form": form,
        "consultation": found,
        "page_of": found.page,
        "terms": found.terms,
        "section": section,
        "section_title": found.title_of(section),
        "paragraph": paragraph(found.key, section, anchor, found.page.content_language) if anchor else None,
        "refusal": refusal,
        "asks": asks,
        "areas": list(Area.objects.filter(site=found.site)),
        "attached": attached,
        "asked": asked if beside is None else [],
        "beside": beside,
        "answered": given_back(request, found, section, kept) if refusal or (shows and beside is None) else [],
        "whole_form": Together(form, beside),
        "kept": kept,
        "kept_until": kept_until(kept) if kept else None,
    }
    return render(request, "consultations/write.html", context)


def _why_not(request: HttpRequest, found: Consultation, section: str) -> tuple[Refusal | None, Refusal | None]:
    """Why nothing can be sent now, and what its writer is asked for first: one of them, or neither."""
    found_out = why_not_send(found.terms, _audience(found, section), _sender(request), timezone.now())
    return (None, found_out) if found_out and _can_be_met(found_out, found) else (found_out, None)


def _audience(found: Consultation, section: str) -> str:
    return audience_of(found.terms, found.takes.get(section, ""))


def _sender(request: HttpRequest) -> Sender:
    return Sender(signed_in=person_of(request) is not None, strong=visit.fact(request) is not None)


def _can_be_met(refusal: Refusal, found: Consultation) -> bool:
    """By signing in, or by identifying oneself where the municipality has a provider."""
    return refusal.code == "sign_in" or (refusal.code == "strong" and is_offered(found.site.pk))


def _is_sent(request: HttpRequest, attached: Attached, form: OpinionForm, beside: Alongside | None) -> bool:
    """Not saved or thrown away, sound, and with all the files that were chosen. Answers that are no longer taken stop it
    once, so that nobody thinks that they went along."""
    if {"later", "discard"} & request.POST.keys() or attached.refused:
        return False
    if beside is None and was_filled_in(request):
        form.add_error(None, LOST)
    if beside and beside.is_answered and not beside.is_whole:
        form.is_valid()  # what is wrong in both is told at once
        if beside.brings_more:
            messages.info(request, _("Your answers brought more questions to this page."))
        return False
    return form.is_valid()


def _unfinished(
    request: HttpRequest, at: At, form: OpinionForm, attached: Attached, refusal: Refusal | None
) -> HttpResponse | None:
    """Save what stands in the form, or throw away what was saved; ``None`` when it is shown again with what is wrong."""
    back = redirect(_address(at))
    if "discard" in request.POST:
        throw_away(request, at)
        messages.success(request, _("What you had saved has been thrown away."))
        return back
    if "later" not in request.POST or refusal is not None or attached.refused or not form.lets_save(request):
        return None
    try:
        messages.success(request, save(request, at, form, back))
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return None
    return back


def _address(at: At) -> str:
    """Where one goes on with it: who comments on a paragraph, in the text."""
    if at.anchor:
        return f"{address_of(at.consultation, 'draft', at.section)}?paragraph={at.anchor}#{place_id(at.anchor)}"
    return write_url(at.consultation, at.section)


def _form(
    request: HttpRequest,
    found: Consultation,
    address: str,
    unfinished: UnfinishedOpinion | None,
    beside: Alongside | None,
    *,
    takes_files: bool,
) -> tuple[OpinionForm, Attached]:
    person = person_of(request)
    own: dict[str, Any] = {"own_name": person.display_name, "own_email": person.email} if person else {}
    if request.method == "POST":
        data, uuid = request.POST.copy(), uuid_of(request.POST.get("uuid"))
        data["uuid"], data["answers"] = str(uuid), beside.kept if beside else ""
        stays = unfinished is not None or "later" in request.POST
        attached = attach(request, found, uuid, stays=stays) if takes_files else Attached()
        own["answers"] = bool(data["answers"])
        form = OpinionForm(data, terms=found.terms, has_files=bool(attached.files), **own)
        for said in attached.refused:
            form.add_error(None, said)
        return form, attached
    kept = pending.recall(request, "opinion", address)
    written = {**kept["written"], "uuid": kept["uuid"]} if kept else {}
    if written.get("place"):
        written["place"] = to_pen(written["place"])
    written = written or (dict(unfinished.typed) if unfinished else {})
    written.setdefault("anchor", request.GET.get("anchor", ""))
    attached = waiting(found, written["uuid"]) if written.get("uuid") else Attached()
    return OpinionForm(initial=written, terms=found.terms, **own), attached


def _send(
    request: HttpRequest, at: At, form: OpinionForm, address: str, beside: Alongside | None
) -> HttpResponse | None:
    """What was written and the answers beside it: both, or neither."""
    answers = beside if beside and beside.is_answered else None
    typed, person = form.cleaned_data, person_of(request)
    written = actions.Written(**{name: typed[name] for name in actions.Written.__dataclass_fields__ if typed.get(name)})
    opinion = None
    try:
        with transaction.atomic():
            if answers:
                answers.send(timezone.now())
            if not form.only_answers:
                opinion = actions.send(
                    consultation=at.consultation,
                    uuid=typed["uuid"],
                    written=written,
                    user=person,
                    now=timezone.now(),
                    language=request.LANGUAGE_CODE,
                    section=at.section,
                    strong=visit.fact(request) is not None,
                    holder=holder_of(request),
                )
    except Refused as refused:
        if not _can_be_met(refused.refusal, at.consultation):
            form.add_error(None, str(refused.refusal))
            return None
        return _detour(request, at, form, written, refused.refusal, address, answers)
    pending.forget(request, "opinion", address)
    response = _after(request, at, opinion, answers)
    if answers:
        answers.remember(request, response)
    return response


def _detour(
    request: HttpRequest,
    at: At,
    form: OpinionForm,
    written: actions.Written,
    refusal: Refusal,
    address: str,
    answers: Alongside | None,
) -> HttpResponse | None:
    """What was written waits while its writer signs in or identifies. Answers wait for nobody; ``None`` when they are
    refused."""
    if answers:
        try:
            answers.send(timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            return None
        messages.success(request, ANSWERS_FIRST[refusal.code])
    payload = {
        "consultation": str(at.consultation.key),
        "uuid": str(form.cleaned_data["uuid"]),
        "section": at.section,
        "language": request.LANGUAGE_CODE,
        "written": asdict(written),
    }
    pending.remember(request, "opinion", payload, address)
    response = detour(request, address) if refusal.code == "sign_in" else redirect(asking.url_of(address))
    if answers:
        answers.remember(request, response)
    return response


def _after(request: HttpRequest, at: At, opinion: Opinion | None, answers: Alongside | None) -> HttpResponse:
    """The receipt of what was written; of answers alone, theirs."""
    if opinion is None:
        assert answers is not None
        throw_away(request, at)
        return redirect("surveys:sent", answers.survey.key)
    if opinion.anchor:
        return _back_to_the_text(request, at.consultation, opinion)
    messages.success(request, thanks(opinion))
    if answers:
        messages.success(request, _("Your answers to the questions have arrived too. They are kept without your name."))
    return redirect("consultations:receipt", link=link_of(opinion.uuid))


def _back_to_the_text(request: HttpRequest, found: Consultation, opinion: Opinion) -> HttpResponse:
    """Whoever comments on a paragraph goes on to the next; the receipt is in the message."""
    receipt = reverse("consultations:receipt", args=[link_of(opinion.uuid)])
    link = format_html('<a href="{}">{}</a>', receipt, _("Your receipt"))
    messages.success(request, format_html("{} {}", thanks(opinion), link))
    return redirect(_address(At(consultation=found, section=opinion.section, anchor=opinion.anchor)))
