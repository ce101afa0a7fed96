"""A survey's raffle: its rules, drawing it, seeing the winners and writing to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import contact
from accounts.places import signed_in
from core.refusal import Refused

from .. import actions, queries
from ..models import Draw, Raffle
from .raffle_forms import PrizeForm, RaffleForm
from .reaching import Reached, reached

SHOWN = "survey_raffle"  # what the session remembers to show


def raffle(request: HttpRequest, key: UUID) -> HttpResponse:
    """The rules, and the draws with their winners."""
    found = reached(request.user, key)
    kept = queries.raffle(key)
    form = RaffleForm(request.POST or None, instance=kept, definition=found.definition, closes_at=found.page.closes_at)
    if request.method == "POST" and form.is_valid():
        return _kept(request, found, form)
    draws = queries.draws(kept) if kept else []
    context: dict[str, Any] = {
        **found.head(_("Raffle")),
        "raffle": kept,
        "form": None if draws else form,
        "draws": draws,
        "given": queries.given_addresses(key, kept.question) if kept else 0,
        "shown": contact.is_open(request, SHOWN, str(key)),
        "minutes": int(contact.SHOWN_FOR.total_seconds() // 60),
        "prize_form": PrizeForm(prizes=draws[0].prizes.all()) if draws else None,
        "closed": found.page.terms.state(timezone.now()) == "past",
    }
    return render(request, "surveys/desk/raffle.html", context)


def _kept(request: HttpRequest, found: Reached, form: RaffleForm) -> HttpResponse:
    try:
        actions.set_raffle(
            survey_key=found.key, site_id=found.site.pk, rules=form.cleaned_data, actor_id=signed_in(request).pk
        )
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, _("The rules are kept, and told on the survey’s page."))
    return redirect("survey_desk:raffle", key=found.key)


@require_POST
def draw(request: HttpRequest, key: UUID) -> HttpResponse:
    found = reached(request.user, key)
    try:
        actions.draw(
            raffle=_raffle(key),
            source=found.page,
            reason=request.POST.get("reason", ""),
            actor_id=signed_in(request).pk,
            now=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, _("The raffle has been drawn."))
    return redirect("survey_desk:raffle", key=key)


@require_POST
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The winners' addresses, for a while, once a reason has been given and recorded."""
    reached(request.user, key)
    try:
        actions.read_winners(raffle=_raffle(key), reason=request.POST.get("reason", ""), actor_id=signed_in(request).pk)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        contact.open_for(request, SHOWN, str(key))
    return redirect("survey_desk:raffle", key=key)


@require_POST
def mail(request: HttpRequest, key: UUID) -> HttpResponse:
    """To those of the newest draw whom staff choose."""
    found = reached(request.user, key)
    newest = _newest(key)
    form = PrizeForm(request.POST, prizes=newest.prizes.all())
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("survey_desk:raffle", key=key)
    try:
        number = actions.mail_winners(
            draw=newest,
            source=found.page,
            places=[int(place) for place in form.cleaned_data["places"]],
            text=form.cleaned_data["text"],
            actor_id=signed_in(request).pk,
            now=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, _("Mails on their way: %(number)s.") % {"number": number})
    return redirect("survey_desk:raffle", key=key)


def entries(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """The keys among which it was drawn, one a line, as they are summed up."""
    reached(request.user, key)
    made = Draw.objects.filter(raffle__survey_key=key, number=number).first()
    if made is None:
        raise Http404
    response = HttpResponse("\n".join(made.entries), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="entries-{number}.txt"'
    return response


def _raffle(key: UUID) -> Raffle:
    kept = queries.raffle(key)
    if kept is None:
        raise Http404
    return kept


def _newest(key: UUID) -> Draw:
    draws = queries.draws(_raffle(key))
    if not draws:
        raise Http404
    return draws[0]
