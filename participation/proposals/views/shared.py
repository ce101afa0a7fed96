"""What the views have in common."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.eligibility.queries import known
from accounts.eligibility.rules import NOBODY, Self
from accounts.models import User
from core.pages import Crumb
from participation import registry
from participation.moderation.queries import sees_held
from participation.phases import Timeline

from .. import queries
from ..models import Proposal
from ..rules import NOT_YET_PUBLIC

JUST_PUBLISHED = "just_published"  # session key: the number of the proposal whose receipt has not been seen


def site_of(request: HttpRequest) -> Site:
    """The municipality of this address. Raises Http404 where there is none."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def visitor(request: HttpRequest) -> User | AnonymousUser:
    return person(request) or AnonymousUser()


def public_or_404(request: HttpRequest, pk: int) -> Proposal:
    """A proposal with a page for this visitor: what is public or has left a mark there; what waits for a moderator or
    was not published for its author, what waits for moderators too."""
    reader = visitor(request)
    proposal = queries.find_any(site_of(request).pk, pk, reader)
    if proposal is None or not _may_see(proposal, reader):
        raise Http404
    return proposal


def _may_see(proposal: Proposal, user: User | AnonymousUser) -> bool:
    if proposal.publication not in NOT_YET_PUBLIC and not proposal.is_held:
        return True
    if user.is_authenticated and proposal.author_id == user.pk:
        return True
    return proposal.is_held and moderates(proposal, user)


def moderates(proposal: Proposal, user: User | AnonymousUser) -> bool:
    return sees_held(user, proposal.site_id, project_key=proposal.project_key, theme_id=proposal.theme_id)


def project_and_timeline(proposal: Proposal) -> tuple[registry.Project | None, Timeline]:
    project = registry.project(proposal.site_id, proposal.project_key)
    return project, project.timeline if project else Timeline()


def told_in(timeline: Timeline, user: User | AnonymousUser, site_id: int) -> Self:
    """What the person has told, where a phase asks; a query only there and for who is signed in."""
    now = timezone.now()
    return known(user, site_id, now) if timeline.asks(now) else NOBODY


def way_back(*proposals: Proposal) -> list[Crumb]:
    """Front page, the list, and the proposal that the page is about, if any."""
    language = get_language() or ""
    crumbs = [
        Crumb(title=_("Front page"), url=reverse("wagtail_serve", args=[""]), language=language),
        Crumb(title=_("Proposals"), url=reverse("proposals:list"), language=language),
    ]
    return crumbs + [Crumb(title=p.title, url=p.get_absolute_url(), language=p.language) for p in proposals]
