"""Atom: the same filters as the list's address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.queries import public_roles
from core.text import paragraphs
from municipality.models import Area, Theme
from participation import registry

from . import queries
from .forms import FilterForm
from .models import Proposal
from .views.shared import site_of

ITEMS = 30


class ProposalFeed(Feed):
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> dict[str, Any]:
        site = site_of(request)
        form = FilterForm(
            request.GET,
            themes=list(Theme.objects.filter(site=site)),
            areas=list(Area.objects.filter(site=site)),
            projects=registry.projects(site.pk),
        )
        return {"site": site, "filters": form.filters(), "query": request.GET.urlencode()}

    def title(self, obj: dict[str, Any]) -> str:
        return _("Proposals – %(municipality)s") % {"municipality": _name(obj["site"])}

    def link(self, obj: dict[str, Any]) -> str:
        return reverse("proposals:list") + (f"?{obj['query']}" if obj["query"] else "")

    def subtitle(self, obj: dict[str, Any]) -> str:
        return _("What residents propose")

    def items(self, obj: dict[str, Any]) -> Sequence[Proposal]:
        shown = list(queries.filtered(obj["site"].pk, obj["filters"]).select_related("author")[:ITEMS])
        roles = public_roles({proposal.author_id for proposal in shown if proposal.author_id}, obj["site"].pk)
        for proposal in shown:
            role = roles.get(proposal.author_id or 0)
            proposal.role_shown = role.at(proposal.published_at or proposal.created_at) if role else ""  # type: ignore[attr-defined]
        return shown

    def item_title(self, item: Proposal) -> str:
        return item.title

    def item_description(self, item: Proposal) -> str:
        return str(paragraphs(item.body))

    def item_pubdate(self, item: Proposal) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Proposal) -> datetime | None:
        return item.edited_at or item.published_at

    def item_author_name(self, item: Proposal) -> str:
        role = getattr(item, "role_shown", "")
        return f"{item.author_shown} ({role})" if role else item.author_shown

    def item_guid(self, item: Proposal) -> str:
        return f"urn:uuid:{item.uuid}"


def _name(site: Site) -> str:
    return str(site.site_name or site.hostname)
