"""The mails about accounts, for the gallery."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core import previews

from . import mails
from .models import User
from .roles import Role

ADDRESS = "ritva@koivuranta.example"


def somebody(pk: int = 1) -> User:
    """A person who is not in the database and reads the language of now."""
    return User(pk=pk, email=ADDRESS, display_name="Rannan Ritva", language=get_language() or "", is_active=True)


def _code(request: HttpRequest) -> None:
    mails.send_code(request=request, email=ADDRESS, code="482915")


def _closed(request: HttpRequest) -> None:
    mails.send_closed(request=request, email=ADDRESS)


def _role(request: HttpRequest) -> None:
    mails.tell_of_role(user=somebody(), site=Site.find_for_request(request), role=Role.MODERATOR)


def register() -> None:
    previews.register("sign_in_code", _("Code for signing in"), _code)
    previews.register("sign_in_closed", _("Code asked for a closed account"), _closed)
    previews.register("role_given", _("A role was given"), _role)
