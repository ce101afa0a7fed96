"""The author's side of a decision: what was decided, why, until when it can be looked at again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import typed
from accounts.places import signed_in
from core.refusal import Refused

from .. import actions, queries, things
from ..forms import AppealForm
from ..models import Appeal, Decision
from ..rules import Standing
from .shared import site_of, way_back


@login_required
def mine(request: HttpRequest, kind: str, thing: int) -> HttpResponse:
    """The newest decision about something that the person wrote."""
    found = queries.newest_measure(signed_in(request), site_of(request).pk, kind, thing)
    if found is None:
        raise Http404
    return redirect("moderation:decision", uuid=found.uuid)


@typed.writer_required
def decision(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Whoever is not its author finds nothing here."""
    user = signed_in(request)
    found = queries.decision_for(user, site_of(request).pk, uuid)
    if found is None:
        raise Http404
    form = AppealForm(request.POST if request.method == "POST" else None, initial=typed.typed_before(request))
    if request.method == "POST" and form.is_valid() and form.lets_through(request) and _appeal(request, found, form):
        return redirect("moderation:decision", uuid=found.uuid)
    refusal = queries.why_not_appeal_now(found, user)
    context = {
        "decision": found,
        "look": things.look(found.kind, found.thing_id),
        "rejected": found.after == Standing.REJECTED,
        "appeal": Appeal.objects.filter(decision=found).select_related("answer").first(),
        "form": form if refusal is None or form.is_bound else None,
        "refusal": refusal,
        "crumbs": way_back(),
    }
    return render(request, "moderation/decision.html", context)


def _appeal(request: HttpRequest, found: Decision, form: AppealForm) -> bool:
    try:
        actions.appeal(decision=found, user=signed_in(request), now=timezone.now(), text=form.cleaned_data["text"])
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    typed.sent(request)
    messages.success(request, _("Thank you. The decision is looked at again, and you are told by e-mail how it goes."))
    return True
