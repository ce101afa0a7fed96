"""Staff's second step stands before everything of the administration and the service desk, for superusers too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import SESSION_KEY
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User

from . import factors, sessions

STAFFED = frozenset({"acting"})  # namespaces outside the administration where staff work
ALSO = frozenset({"proposals:sheet", "proposals:sheets"})  # of the desk, in the namespace of what they are about
LEFT_OPEN = frozenset({"acting:end"})  # whoever stops needs no second step


class SecurityMiddleware:
    """Lets nobody in where staff work without the second step where one is asked, and notes that a session was used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin = ""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        self.admin = self.admin or reverse("wagtailadmin_home")
        if request.path.startswith(self.admin) and request.path != reverse("wagtailadmin_logout"):
            answer = second_step(request)
            if answer is not None:
                return answer
        response = self.get_response(request)
        if request.session.accessed and SESSION_KEY in request.session:
            sessions.note(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        match = request.resolver_match
        if not match or match.view_name in LEFT_OPEN:
            return None
        return second_step(request) if STAFFED & set(match.namespaces) or match.view_name in ALSO else None


def second_step(request: HttpRequest) -> HttpResponseBase | None:
    """Leads to the second step when it is asked and not yet done. Scripts get a refusal (PermissionDenied)."""
    user = request.user
    if not user.is_authenticated or factors.is_proved(request) or not factors.is_asked_of(user):
        return None
    if request.headers.get("X-Requested-With") == "XMLHttpRequest" or "HX-Request" in request.headers:
        raise PermissionDenied(_("Confirm first that it is you: open the administration anew."))
    assert isinstance(user, User)
    with override(user.language):
        step = reverse("accounts:second_step")
    return HttpResponseRedirect(f"{step}?{urlencode({'next': request.get_full_path()})}")


def before_closed(request: HttpRequest, restrictions: Callable[[], bool]) -> HttpResponseBase | None:
    """The same for pages and documents that are not everybody's. ``restrictions`` is asked last: it is a query."""
    if not request.user.is_authenticated or factors.is_proved(request) or not factors.is_asked_of(request.user):
        return None
    return second_step(request) if restrictions() else None
