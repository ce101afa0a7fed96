"""How many answers a survey takes, in all and by alternative."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.places import signed_in

from .. import actions, queries
from ..quotas import WHOLE
from .forms import QuotaForm, names_of
from .reaching import reached


def quotas(request: HttpRequest, key: UUID) -> HttpResponse:
    found = reached(request.user, key)
    definition = found.definition
    form = QuotaForm(request.POST or None, definition=definition)
    if request.method == "POST" and form.is_valid():
        actions.set_quota(
            survey_key=key,
            site_id=found.site.pk,
            pair=form.pair,
            most=form.cleaned_data["most"],
            actor_id=signed_in(request).pk,
        )
        messages.success(request, _("The limit holds from now on. Answers that came before count."))
        return redirect("survey_desk:quotas", key=key)
    names = {WHOLE: (_("The whole survey"), ""), **names_of(definition)}
    rows = [(quota, names.get(quota.pair, (_("not asked any more"), ""))) for quota in queries.quotas(key)]
    return render(request, "surveys/desk/quotas.html", {**found.head(_("Quotas")), "form": form, "rows": rows})


@require_POST
def drop(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    found = reached(request.user, key)
    quota = queries.quotas(key).filter(pk=pk, site=found.site).first()
    if quota is None:
        raise Http404
    actions.drop_quota(quota=quota, actor_id=signed_in(request).pk)
    messages.success(request, _("The limit has been dropped."))
    return redirect("survey_desk:quotas", key=key)
