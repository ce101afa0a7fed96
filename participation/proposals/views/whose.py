"""Whose a draft is: a person's own, or begun in this browser before signing in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from accounts import typed

from .. import actions
from ..models import Proposal
from ..rules import Publication
from .shared import person, site_of

SESSION_KEY = "drafts"  # uuids of what was written without signing in
KEPT_IN_SESSION = 5


def by_its_writer(view: Callable[[HttpRequest, UUID], HttpResponse]) -> Callable[..., HttpResponse]:
    """A draft that has a writer waits for the writer: whoever is signed out signs in first, and nothing is lost."""

    @wraps(view)
    def wrapped(request: HttpRequest, uuid: UUID) -> HttpResponse:
        drafts = Proposal.objects.of_site(site_of(request).pk).filter(publication=Publication.DRAFT, uuid=uuid)
        if person(request) is None and drafts.filter(author__isnull=False).exists():
            return typed.sign_in_first(request)
        return view(request, uuid)

    return wrapped


def remember(request: HttpRequest, draft: Proposal) -> None:
    if person(request) is None:
        known = [one for one in request.session.get(SESSION_KEY, []) if one != str(draft.uuid)]
        request.session[SESSION_KEY] = [*known, str(draft.uuid)][-KEPT_IN_SESSION:]


def own_or_404(request: HttpRequest, uuid: UUID) -> Proposal:
    """The person's own proposal, or a draft begun in this browser. Raises Http404 for anybody else's."""
    proposal = Proposal.objects.of_site(site_of(request).pk).filter(uuid=uuid).first()
    user = person(request)
    if proposal is None:
        raise Http404
    begun_here = proposal.author_id is None and str(uuid) in request.session.get(SESSION_KEY, [])
    if begun_here and user is not None:
        return actions.adopt_draft(uuid=uuid, author=user)
    if begun_here or (user is not None and proposal.author_id == user.pk):
        return proposal
    raise Http404


def begun(request: HttpRequest, uuid: UUID) -> Proposal | None:
    """The draft that this form made when it was sent before, if it was."""
    try:
        return own_draft_or_404(request, uuid)
    except Http404:
        return None


def own_draft_or_404(request: HttpRequest, uuid: UUID) -> Proposal:
    proposal = own_or_404(request, uuid)
    if proposal.publication != Publication.DRAFT:
        raise Http404
    return proposal
