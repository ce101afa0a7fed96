"""How allauth works here: a code of six digits by our mail, and nowhere else to be led than this host."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import actions, mails
from .models import User
from .rules import CODE_LENGTH


class AccountAdapter(DefaultAccountAdapter):
    def generate_login_code(self) -> str:
        return get_random_string(CODE_LENGTH, "0123456789")

    def get_login_stages(self) -> list[str]:
        """Signing in has one step. Staff's second step stands before the administration (`accounts.security.gate`)."""
        return [stage for stage in super().get_login_stages() if not stage.startswith("allauth.mfa.")]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """allauth has one mail to send here, the code."""
        if template_prefix != "account/email/login_code":
            raise NotImplementedError(template_prefix)
        mails.send_code(request=self.request, email=email, code=context["code"])

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our views say what happened, in our words."""

    def is_safe_url(self, url: str | None) -> bool:
        return url_has_allowed_host_and_scheme(url, {self.request.get_host()}, require_https=self.request.is_secure())

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        assert isinstance(user, User)
        actions.complete_sign_in(user=user, language=get_language() or settings.LANGUAGE_CODE)
        return super().post_login(request, user, **kwargs)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """The account was closed between the code and its typing."""
        raise PermissionDenied(_("This account has been closed."))
