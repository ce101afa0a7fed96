"""While the service desk acts for a person, the public pages of participation see that person as ``request.user``.

Nothing else does: the clerk's own pages, the administration and everything that is not open to persons (`context`) is out of
reach until the end. ``request.acting`` is the session that goes on, ``request.acting_over`` one whose time has run out
and which the clerk has not seen end yet: until then nothing can be sent, neither in the person's name nor in the clerk's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import ResolverMatch
from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from accounts.queries import roles_of
from accounts.roles import ACTS_FOR_OTHERS, Role
from core import behalf
from core.media import media

from . import held
from .context import behalf_of, is_open
from .models import ActingSession

KEY = "acting"  # in the clerk's session: the uuid of what goes on there
READ = frozenset({"wagtail_serve", "wagtaildocs_serve"})  # pages to read, whoever one is
NEUTRAL = frozenset({"municipality", "home", "acting"})  # namespaces that ask for nobody, and the desk's own
OWN_WAY = frozenset({"account_logout"})  # of the clerk, also meanwhile
SENDS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class ActingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.acting, request.acting_over = current(request)
        with behalf.acting(None):
            response = self.get_response(request)
        if request.acting or request.acting_over:
            response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        match: ResolverMatch = request.resolver_match
        if request.acting is not None:
            return _in_their_name(request, match)
        if request.method in SENDS and _takes_part(match) and request.user.is_authenticated:
            if request.acting_over is not None:
                return held.keep(request, held.OVER)
            if held.OWN_NAME not in request.POST and _is_clerk(request):
                return held.keep(request, held.OWN)
        return None


def current(request: Any) -> tuple[ActingSession | None, ActingSession | None]:
    """What goes on in this browser, and what has run out there. One query where anything was begun, else none."""
    if _is_file(request):
        return None, None
    uuid = request.session.get(KEY)
    if uuid is None or not request.user.is_authenticated:
        return None, None
    rows = ActingSession.objects.select_related("person", "clerk", "site")
    acting = rows.filter(uuid=uuid, clerk_id=request.user.pk).first()
    if acting is None or acting.person is None:
        return None, None
    if _goes_on(request, acting):
        return acting, None
    return None, acting


def _is_file(request: HttpRequest) -> bool:
    """Files are the same for everybody, and who has no session acts for nobody: neither is asked who it is."""
    known = settings.SESSION_COOKIE_NAME in request.COOKIES
    return not known or request.path.startswith(settings.MEDIA_URL) or request.path.endswith(".css")


def _goes_on(request: HttpRequest, acting: ActingSession) -> bool:
    """By the server's clock, in the municipality where it was begun, and while the clerk has the role."""
    if acting.ended_at is not None or timezone.now() >= acting.ends_at:
        return False
    site = Site.find_for_request(request)
    clerk = request.user
    assert isinstance(clerk, User)
    return site is not None and site.pk == acting.site_id and bool(roles_of(clerk, site.pk) & ACTS_FOR_OTHERS)


def _in_their_name(request: Any, match: ResolverMatch) -> HttpResponseBase | None:
    if match.view_name in OWN_WAY or (match.namespaces and match.namespaces[0] in NEUTRAL):
        return None
    reads = _reads(match) and request.method in ("GET", "HEAD")
    if not (reads or _takes_part(match)):
        return render(request, "acting/closed.html", status=403)
    request.user = request.acting.person
    if not reads:
        behalf.begin(behalf_of(request.acting))
    return None


def _reads(match: ResolverMatch) -> bool:
    return match.view_name in READ or match.func is media or "search" in match.namespaces


def _takes_part(match: ResolverMatch) -> bool:
    return bool(match.namespaces) and is_open(match.namespaces[0], match.url_name or "")


def _is_clerk(request: HttpRequest) -> bool:
    """Whose own support or comment could be a mistake: somebody at the desk."""
    site = Site.find_for_request(request)
    assert isinstance(request.user, User)
    return site is not None and Role.SERVICE_DESK in roles_of(request.user, site.pk)
