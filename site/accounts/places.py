"""Where to go on: addresses that were passed along are followed on this host only."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from .models import User


def next_url(request: HttpRequest) -> str:
    """The path in ``next``, or an empty string when there is none that is safe."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    safe = url.startswith("/") and url_has_allowed_host_and_scheme(
        url, {request.get_host()}, require_https=request.is_secure()
    )
    return url if safe else ""


def with_next(name: str, url: str) -> str:
    """The address of a page of ours, which leads on to ``url``."""
    return reverse(name) + (f"?{urlencode({'next': url})}" if url else "")


def detour(request: HttpRequest, url: str) -> HttpResponseRedirect:
    """Sends who is not known yet to sign in, or to choose a name, and from there to ``url``. What was typed is kept
    by `accounts.pending.remember` before this."""
    name = "accounts:continue" if request.user.is_authenticated else "account_login"
    return HttpResponseRedirect(with_next(name, url))


def signed_in(request: HttpRequest) -> User:
    """The person, in a view that only those signed in reach."""
    assert isinstance(request.user, User)
    return request.user


def is_known(request: HttpRequest) -> bool:
    """Signed in, and with a name to write under."""
    return request.user.is_authenticated and bool(request.user.display_name)
