"""What the pages of logging in share: who may open them, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from accounts.places import next_url, signed_in, with_next
from accounts.security import factors, passkeys
from accounts.typed import keep, sign_in_first
from core.pages import Crumb

FORMS = {"add_passkey", "email", "second_codes", "second_setup"}  # pages that are opened without parameters
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def own(view: View[P]) -> View[P]:
    """For who is signed in; others sign in first and come back. Kept by no cache."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs) if request.user.is_authenticated else sign_in_first(request)

    return never_cache(wrapped)


def fresh(view: View[P]) -> View[P]:
    """Of those the ones who have just proved who they are; others do it first and come back."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if factors.is_fresh(request):
            return view(request, *args, **kwargs)
        url = request.get_full_path() if request.method == "GET" else _begin_again(request)
        return prove_first(request, url)

    return own(wrapped)


def prove_first(request: HttpRequest, url: str) -> HttpResponseRedirect:
    """To the second step where one is asked and there is one, else to a code by mail; from there to ``url``."""
    user = signed_in(request)
    second = factors.is_asked_of(user) and factors.factors_of(user)
    return HttpResponseRedirect(with_next("accounts:second_step" if second else "accounts:confirm", url))


def _begin_again(request: HttpRequest) -> str:
    """The page of the form that was sent; an address that was typed is shown in it again."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    if name == "email":
        keep(request)
    return with_next(f"accounts:{name if name in FORMS else 'security'}", next_url(request))


def site_of(request: HttpRequest) -> Site:
    return Site.find_for_request(request)


def way_back(*, to_security: bool = True) -> list[Crumb]:
    """Crumbs above the page of now."""
    language = get_language() or ""
    crumbs = [Crumb(title=_("My page"), url=reverse("accounts:mine"), language=language)]
    if to_security:
        crumbs.append(Crumb(title=_("Login and security"), url=reverse("accounts:security"), language=language))
    return crumbs


def keys_here(request: HttpRequest, found: factors.Factors) -> dict[str, Any]:
    """What a page with a button for passkeys needs to know."""
    host = passkeys.host_of(request)
    return {
        "host": host,
        "possible": passkeys.possible(request),
        "here": found.here(host),
        "elsewhere": found.elsewhere(host),
        "localhost": _localhost(request),
    }


def _localhost(request: HttpRequest) -> str:
    """The same page at a name, for a trial on one's own machine: browsers make no passkeys for numbers."""
    name, _colon, port = request.get_host().partition(":")
    return f"{request.scheme}://localhost:{port}{request.path}" if name == "127.0.0.1" and port else ""


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(next_url(request) or reverse("accounts:security"))
