"""In the admin: the council's list. It shows addresses, so each opening leaves a row in the audit trail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied
from wagtail.models import Site

from accounts.places import signed_in
from accounts.trail_admin.policy import administered, chosen
from core import audit

from . import actions, sheet
from .forms import CouncilFileForm, PlaceForm, SeatForm, initial_of
from .models import Body, Seat
from .queries import WHICH, the_list


def council(request: HttpRequest) -> HttpResponse:
    """The list of now, of what is coming or of what has ended, and a form for one seat more."""
    site = chosen(request, administered(request.user))
    if site is None:
        return permission_denied(request)
    which = request.GET.get("which") if request.GET.get("which") in WHICH else WHICH[0]
    form = SeatForm(request.POST or None, site=site, initial={"starts_on": localdate()})
    if request.method == "POST" and form.is_valid() and (answer := _give(request, site, form)):
        return answer
    found = the_list(site, localdate(), str(which))
    _read(request, site, sum(len(seats) for _body, seats in found))
    context = {"form": form, "list": found, "which": which, "has_bodies": Body.objects.filter(site=site).exists()}
    return _page(request, "council", site, context)


def _give(request: HttpRequest, site: Site, form: SeatForm) -> HttpResponse | None:
    try:
        seat = actions.give_seat(
            site=site, member=form.member(), place=form.place(), actor=signed_in(request), now=timezone.now()
        )
    except ValidationError as refusal:
        _add_errors(form, refusal)
        return None
    messages.success(request, _("%(person)s is in the list: %(body)s.") % {"person": seat.user, "body": seat.body})
    return _back(site)


def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """One seat: its change, or (``remove``) its removal."""
    found = Seat.objects.select_related("site", "user", "body").filter(pk=pk).first()
    sites = administered(request.user)
    if found is None or found.site not in sites:
        return permission_denied(request)
    form = PlaceForm(request.POST or None, site=found.site, initial=initial_of(found))
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_seat(seat=found, actor=signed_in(request))
        messages.success(request, _("The seat has been removed."))
        return _back(found.site)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_seat(seat=found, place=form.place(), actor=signed_in(request), now=timezone.now())
        except ValidationError as refusal:
            _add_errors(form, refusal)
        else:
            messages.success(request, _("The seat has been saved."))
            return _back(found.site)
    _read(request, found.site, 1)
    return _page(request, "seat", found.site, {"form": form, "seat": found})


def bring_in(request: HttpRequest) -> HttpResponse:
    """A whole council from a file: looked at first, then brought in as it was looked at."""
    site = chosen(request, administered(request.user))
    if site is None:
        return permission_denied(request)
    form = CouncilFileForm(request.POST or None, request.FILES or None)
    reading = None
    if request.method == "POST" and form.is_valid():
        close = form.cleaned_data["close"]
        reading = sheet.read(form.cleaned_data["kept"], site, close=close)
        if reading.is_sound and "carry_out" in request.POST and (answer := _carry_out(request, site, reading, close)):
            return answer
        form = CouncilFileForm(initial={"kept": form.cleaned_data["kept"], "close": close})
    return _page(request, "bring_in", site, {"form": form, "reading": reading, "columns": sheet.COLUMNS.items()})


def _carry_out(request: HttpRequest, site: Site, reading: sheet.Reading, close: bool) -> HttpResponse | None:
    try:
        number = actions.bring_in(
            site=site,
            rows=[(row.member, row.place) for row in reading.rows if row.place],
            actor=signed_in(request),
            now=timezone.now(),
            close_on=reading.close_on if close else None,
        )
    except ValidationError as refusal:  # the list has changed since it was looked at
        messages.error(request, " ".join(refusal.messages))
        return None
    messages.success(request, _("Seats brought in: %(number)s.") % {"number": number})
    return _back(site)


def _read(request: HttpRequest, site: Site, number: int) -> None:
    actor = signed_in(request).pk
    audit.record_reading(site_id=site.pk, actor_id=actor, what="council", kind="site", key=site.pk, number=number)


def _add_errors(form: PlaceForm, refusal: ValidationError) -> None:
    """At their fields; what has none there stands above the form."""
    found: dict[str, Any] = refusal.message_dict if hasattr(refusal, "error_dict") else {"name": refusal.messages}
    for name, said in found.items():
        form.add_error(name if name in form.fields else None, said)


def _page(request: HttpRequest, name: str, site: Site, context: dict[str, Any]) -> HttpResponse:
    sites = administered(request.user)
    title = {"council": _("Council"), "seat": _("Seat"), "bring_in": _("Bring in a council")}[name]
    head = {"header_title": title, "page_title": title, "header_icon": "group"}
    shared = {"chosen": site, "sites": sites if len(sites) > 1 else [], **head}
    return render(request, f"accounts/admin/{name}.html", {**shared, **context})


def _back(site: Site) -> HttpResponse:
    return redirect(f"{reverse('accounts_council')}?site={site.pk}")
