"""The list of proposals, and one proposal with the form that answers it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from accounts.models import User
from core.refusal import Refused
from municipality.models import Area, Theme
from participation import registry

from .. import actions, queries
from ..actions.shared import situation_of
from ..forms import AnswerForm
from ..models import Proposal
from ..rules import ANSWERED, State, why_not_handle
from .policy import visible_to


class ProposalFilters(WagtailFilterSet):
    answered = django_filters.BooleanFilter(field_name="state", method="by_answered", label=_("Answered"))
    state = django_filters.MultipleChoiceFilter(choices=State.choices, label=_("State"))
    theme = django_filters.ModelChoiceFilter(queryset=Theme.objects.none(), label=_("Theme"))
    area = django_filters.ModelChoiceFilter(queryset=Area.objects.none(), label=_("Area"))

    class Meta:
        model = Proposal
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = visible_to(self.request.user).values("site_id")
        for name, model in (("theme", Theme), ("area", Area)):
            self.filters[name].queryset = model.objects.filter(site_id__in=sites)

    def by_answered(self, rows: QuerySet[Proposal], name: str, value: bool | None) -> QuerySet[Proposal]:
        if value is None:
            return rows
        return rows.filter(state__in=ANSWERED) if value else rows.exclude(state__in=ANSWERED)


class ProposalIndexView(generic.IndexView):
    filterset_class = ProposalFilters
    search_fields = ["title"]
    search_backend_name = None
    default_ordering = "-published_at"
    page_title = _("Proposals")
    header_icon = "comment"
    columns = [
        TitleColumn("title", label=_("Title"), url_name="proposals_admin:answer", sort_key="title"),
        Column("state_label", label=_("State"), accessor="state_label", sort_key="state"),
        Column("support_count", label=_("Supports"), sort_key="support_count"),
        Column("comment_count", label=_("Comments"), sort_key="comment_count"),
        Column("theme", label=_("Theme"), accessor="theme.names"),
        DateColumn("published_at", label=_("Published"), sort_key="published_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Proposal]:
        return visible_to(self.request.user).select_related("theme", "area")


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
            {"url": reverse("wagtailadmin_home"), "label": _now("Home")},
            {"url": reverse("proposals_admin:index"), "label": _now("Proposals")},
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
    buttons = [messages.button(proposal.get_absolute_url(), _now("See it on the site"))]
    messages.success(
        request, _now("The answer to «%(title)s» is published.") % {"title": proposal.title}, buttons=buttons
    )
    return True
