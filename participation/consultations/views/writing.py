"""Writing an opinion or objection, on a page that works without scripts."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import pending
from accounts.places import detour
from accounts.strong import asking, visit
from accounts.strong.queries import is_offered
from core.audit.words import uuids
from core.refusal import Refusal, Refused
from municipality.models import Area

from .. import actions
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
from .shared import consultation_or_404, person_of, write_url
from .unfinished import kept_until, save, throw_away, unfinished


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
    form = _form(request, found, address, kept)
    closed = why_not_send(found.terms, _audience(found, section), _sender(request), timezone.now())
    asks = closed if closed and _can_be_met(closed, found) else None
    if request.method == "POST" and (response := _unfinished(request, at, form, closed if asks is None else None)):
        return response
    if request.method == "POST" and not _is_later(request) and form.is_valid() and form.lets_through(request):
        response = _send(request, found, section, form, address)
        if response is not None:
            return response
        closed = asks = None
    context = {
        "form": form,
        "consultation": found,
        "page_of": found.page,
        "terms": found.terms,
        "section": section,
        "section_title": found.title_of(section),
        "paragraph": paragraph(found.key, section, anchor, found.page.content_language) if anchor else None,
        "refusal": closed if asks is None else None,
        "asks": asks,
        "areas": list(Area.objects.filter(site=found.site)),
        "kept": kept,
        "kept_until": kept_until(kept) if kept else None,
    }
    return render(request, "consultations/write.html", context)


def _audience(found: Consultation, section: str) -> str:
    return audience_of(found.terms, found.takes.get(section, ""))


def _sender(request: HttpRequest) -> Sender:
    return Sender(signed_in=person_of(request) is not None, strong=visit.fact(request) is not None)


def _can_be_met(refusal: Refusal, found: Consultation) -> bool:
    """By signing in, or by identifying oneself where the municipality has a provider."""
    return refusal.code == "sign_in" or (refusal.code == "strong" and is_offered(found.site.pk))


def _is_later(request: HttpRequest) -> bool:
    """Saved or thrown away instead of being sent."""
    return "later" in request.POST or "discard" in request.POST


def _unfinished(request: HttpRequest, at: At, form: OpinionForm, refusal: Refusal | None) -> HttpResponse | None:
    """Save what stands in the form, or throw away what was saved; ``None`` when it is shown again with what is wrong."""
    back = redirect(_address(at))
    if "discard" in request.POST:
        throw_away(request, at)
        messages.success(request, _("What you had saved has been thrown away."))
        return back
    if "later" not in request.POST or refusal is not None or not form.lets_save(request):
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


def _form(request: HttpRequest, found: Consultation, address: str, unfinished: UnfinishedOpinion | None) -> OpinionForm:
    person = person_of(request)
    own = {"own_name": person.display_name, "own_email": person.email} if person else {}
    if request.method == "POST":
        return OpinionForm(request.POST, terms=found.terms, **own)
    kept = pending.recall(request, "opinion", address)
    written = dict(kept["written"]) if kept else {}
    if written.get("place"):
        written["place"] = to_pen(written["place"])
    written = written or (dict(unfinished.typed) if unfinished else {})
    written.setdefault("anchor", request.GET.get("anchor", ""))
    return OpinionForm(initial=written, terms=found.terms, **own)


def _send(
    request: HttpRequest, found: Consultation, section: str, form: OpinionForm, address: str
) -> HttpResponse | None:
    typed, person = form.cleaned_data, person_of(request)
    names = actions.Written.__dataclass_fields__
    written = actions.Written(**{name: typed[name] for name in names if typed.get(name)})
    try:
        opinion = actions.send(
            consultation=found,
            uuid=typed["uuid"],
            written=written,
            user=person,
            now=timezone.now(),
            language=request.LANGUAGE_CODE,
            section=section,
            strong=visit.fact(request) is not None,
            holder=holder_of(request),
        )
    except Refused as refused:
        if not _can_be_met(refused.refusal, found):
            form.add_error(None, str(refused.refusal))
            return None
        payload = {
            "consultation": str(found.key),
            "uuid": str(typed["uuid"]),
            "section": section,
            "language": request.LANGUAGE_CODE,
            "written": asdict(written),
        }
        pending.remember(request, "opinion", payload, address)
        return detour(request, address) if refused.refusal.code == "sign_in" else redirect(asking.url_of(address))
    pending.forget(request, "opinion", address)
    if opinion.anchor:
        return _back_to_the_text(request, found, opinion)
    messages.success(request, thanks(opinion))
    return redirect("consultations:receipt", link=link_of(opinion.uuid))


def _back_to_the_text(request: HttpRequest, found: Consultation, opinion: Opinion) -> HttpResponse:
    """Whoever comments on a paragraph goes on to the next; the receipt is in the message."""
    receipt = reverse("consultations:receipt", args=[link_of(opinion.uuid)])
    link = format_html('<a href="{}">{}</a>', receipt, _("Your receipt"))
    messages.success(request, format_html("{} {}", thanks(opinion), link))
    return redirect(_address(At(consultation=found, section=opinion.section, anchor=opinion.anchor)))
