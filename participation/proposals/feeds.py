"""Atom: proposals by the filters of the list's address, the municipality's answers, what has happened to one proposal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.queries import PublicRole, public_roles
from core.feeds import ITEMS, Entry, atom, key_of
from core.text import paragraphs
from municipality.models import Area, Theme
from municipality.queries import of_site
from participation import registry

from . import present, queries
from .forms import FilterForm
from .models import Handling, Proposal
from .views.shared import public_or_404, site_of


def proposals(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    form = FilterForm(
        request.GET,
        themes=list(Theme.objects.filter(site=site)),
        areas=list(Area.objects.filter(site=site)),
        projects=registry.projects(site.pk),
    )
    query = request.GET.urlencode()
    rows = list(queries.filtered(site.pk, form.filters()).select_related("author")[:ITEMS])
    roles = public_roles({row.author_id for row in rows if row.author_id}, site.pk)
    return atom(
        request,
        title=_("Proposals – %(municipality)s") % {"municipality": of_site(site).name},
        url=reverse("proposals:list") + (f"?{query}" if query else ""),
        subtitle=_("What residents propose"),
        entries=(_proposal(row, roles.get(row.author_id or 0)) for row in rows if row.published_at),
    )


def answers(request: HttpRequest) -> HttpResponse:
    """What the municipality has answered, in the reader's language where it was written in it."""
    site = site_of(request)
    name = of_site(site).name
    return atom(
        request,
        title=_("The municipality’s answers – %(municipality)s") % {"municipality": name},
        url=reverse("proposals:list"),
        author=name,
        entries=(_answer(step, site) for step in queries.newest_answers(site.pk, ITEMS)),
    )


def happenings(request: HttpRequest, pk: int) -> HttpResponse:
    """What has happened to a proposal, the newest first."""
    proposal = public_or_404(request, pk)
    steps = {} if proposal.is_away else {step.at: step for step in queries.handlings(proposal)}
    trail = queries.Trail() if proposal.is_away else queries.trail(proposal)
    titles = {p.key: p.title for p in registry.projects(proposal.site_id)} if trail.moves else {}
    found = [] if proposal.is_away else present.happenings(proposal, list(steps.values()), trail, titles)
    return atom(
        request,
        title=_("What has happened: %(title)s") % {"title": _title(proposal)},
        url=proposal.get_absolute_url(),
        author=of_site(proposal.site).name,
        entries=(_happening(one, proposal, steps.get(one.at)) for one in found[: -ITEMS - 1 : -1]),
    )


def _title(proposal: Proposal) -> str:
    return _("Proposal taken from the site") if proposal.is_judged else proposal.title


def _proposal(row: Proposal, role: PublicRole | None) -> Entry:
    assert row.published_at is not None
    said = role.at(row.published_at) if role else ""
    return Entry(
        key=f"urn:uuid:{row.uuid}",
        title=row.title,
        url=row.get_absolute_url(),
        at=row.published_at,
        updated=row.edited_at,
        html=str(paragraphs(row.body)),
        author=f"{row.author_shown} ({said})" if said else row.author_shown,
    )


def _answer(step: Handling, site: Site) -> Entry:
    return Entry(
        key=key_of("answer", site.pk, step.pk),
        title=_("%(title)s: %(state)s") % {"title": step.proposal.title, "state": step.state_label.lower()},
        url=step.proposal.get_absolute_url(),
        at=step.at,
        html=str(paragraphs(str(step.text))),
        author=str(step.signed),
    )


def _happening(one: present.Happening, proposal: Proposal, step: Handling | None) -> Entry:
    said = str(paragraphs(str(step.text))) if step and step.text else ""
    return Entry(
        key=key_of(proposal.uuid, one.at.isoformat(), "step" if step else one.state),
        title=one.text,
        url=one.url or proposal.get_absolute_url(),
        at=one.at,
        html=said,
        author=str(step.signed) if step else "",
    )
