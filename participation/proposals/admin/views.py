"""One proposal with the form that answers it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from accounts.models import User
from core.refusal import Refused
from participation import registry

from .. import actions, queries
from ..actions.shared import situation_of
from ..forms import AnswerForm
from ..models import Proposal
from ..rules import why_not_handle
from .policy import visible_to


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: its text, what has been said, and the form to answer with."""
    proposal = get_object_or_404(visible_to(request.user).select_related("author", "theme", "area", "site"), pk=pk)
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    refusal = why_not_handle(situation_of(proposal, user, timezone.now()))
    form = AnswerForm(request.POST or None, proposal=proposal)
    if request.method == "POST" and refusal is None and form.is_valid() and _answered(request, user, proposal, form):
        return redirect("proposals_admin:index")
    context = {
        "proposal": proposal,
        "project": registry.project(proposal.site_id, proposal.project_key),
        "handlings": queries.handlings(proposal),
        "pictures": list(proposal.pictures.all()),
        "form": None if refusal else form,
        "refusal": refusal,
        "header_title": proposal.title,
        "header_icon": "comment",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("proposals_admin:index"), "label": _("Proposals")},
            {"url": "", "label": proposal.title},
        ],
    }
    return TemplateResponse(request, "proposals/admin/answer.html", context)


def _answered(request: HttpRequest, user: User, proposal: Proposal, form: AnswerForm) -> bool:
    typed = form.cleaned_data
    try:
        actions.answer(
            proposal=proposal,
            user=user,
            now=timezone.now(),
            state=typed["state"],
            text=typed["text"],
            signed=typed["signed"],
            decision=form.decision(),
        )
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    buttons = [messages.button(proposal.get_absolute_url(), _("See it on the site"))]
    messages.success(request, _("The answer to «%(title)s» is published.") % {"title": proposal.title}, buttons=buttons)
    return True
