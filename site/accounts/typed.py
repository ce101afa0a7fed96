"""Forms that were open when their writer was signed out: what was typed is shown in them again after signing in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from . import pending
from .models import User
from .places import detour

KIND = "typed"
LONGEST = 10_000  # characters of one field
FIELDS = 40
P = ParamSpec("P")


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send the visitor to sign in and from there back to this address, with what was sent kept for `typed_before`."""
    keep(request)
    return detour(request, request.path)


def keep(request: HttpRequest) -> None:
    """Keep what was sent to this address for `typed_before`."""
    sent = {name: str(text)[:LONGEST] for name, text in request.POST.items() if name != "csrfmiddlewaretoken"}
    if sent:
        pending.remember(request, KIND, dict(list(sent.items())[:FIELDS]), request.path)


def writer_required(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Like ``login_required``, for a view with a form."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs) if request.user.is_authenticated else sign_in_first(request)

    return wrapped


def typed_before(request: HttpRequest) -> dict[str, Any]:
    """What was sent to this address without being signed in, by the names of its fields: initial values."""
    return pending.recall(request, KIND, request.path) or {}


def sent(request: HttpRequest) -> None:
    """The form has been sent: nothing is kept for it any more."""
    pending.forget(request, KIND, request.path)


def show_again(user: User, payload: dict[str, Any], request: HttpRequest) -> tuple[str, str]:
    """Nothing is saved unseen: the form shows what was typed, and its writer sends it."""
    raise PermissionDenied(_("You had been logged out. What you wrote is kept below: check it and send it again."))


def register() -> None:
    pending.register(KIND, show_again)
