"""Codes by mail: sending them to a list, seeing how they fare, reminding."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.places import signed_in
from core.refusal import Refused

from .. import actions, queries
from ..models import Mailing
from ..rules import MOST_REMINDERS
from .mailing_forms import MailingForm
from .reaching import Reached, reached


def mail_codes(request: HttpRequest, key: UUID) -> HttpResponse:
    """A list of addresses, each of which gets a code of its own."""
    found = reached(request.user, key)
    form = MailingForm(
        request.POST or None,
        request.FILES or None,
        closes_at=found.page.closes_at,
        initial={"language": get_language()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            mailing = actions.mail_codes(
                survey_key=key,
                site_id=found.site.pk,
                terms=found.page.terms,
                note=form.cleaned_data["note"],
                text=form.cleaned_data["text"],
                addresses=form.found,
                kept_until=form.cleaned_data["kept_until"],
                reminders=form.reminders,
                actor_id=signed_in(request).pk,
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, _("The codes are on their way."))
            return redirect("survey_desk:mailing", key=key, pk=mailing.batch_id)
    return render(request, "surveys/desk/mail_codes.html", {**found.head(_("Codes by mail")), "form": form})


def mailing(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """How a mailing fares, in numbers."""
    return _page(request, reached(request.user, key), pk)


def _page(request: HttpRequest, found: Reached, pk: int, **more: Any) -> HttpResponse:
    row = _mailing(found, pk)
    reminders = list(row.reminders.all())
    context = {
        **found.head(_("Codes by mail")),
        "mailing": row,
        "batch": queries.batches(found.key).get(pk=pk),
        "numbers": queries.mail_numbers(row),
        "reminders": reminders,
        "may_remind": len(reminders) < MOST_REMINDERS or any(one.spread_at is None for one in reminders),
        **more,
    }
    return render(request, "surveys/desk/mailing.html", context)


@require_POST
def refused(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """The addresses that took no mail; that they were seen is recorded."""
    found = reached(request.user, key)
    row = _mailing(found, pk)
    actions.read_refused(mailing=row, actor_id=signed_in(request).pk)
    return _page(request, found, pk, refused=queries.refused_letters(row))


@require_POST
def remind(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    found = reached(request.user, key)
    try:
        number = actions.remind_now(
            mailing=_mailing(found, pk), terms=found.page.terms, actor_id=signed_in(request).pk, now=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        said = ngettext("%(number)s reminder is on its way.", "%(number)s reminders are on their way.", number)
        messages.success(request, said % {"number": number})
    return redirect("survey_desk:mailing", key=key, pk=pk)


def _mailing(found: Reached, pk: int) -> Mailing:
    row = Mailing.objects.select_related("batch").filter(batch=pk, batch__survey_key=found.key).first()
    if row is None or row.batch.site_id != found.site.pk:
        raise Http404
    return row
