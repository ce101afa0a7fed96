"""The mails about accounts: from the municipality whose page it is; those of signing in in the page's language."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override
from wagtail.models import Site

from municipality import mails
from municipality.queries import of_site

from . import scopes
from .limits import Limit
from .models import User
from .roles import STAFF, Role


def send_code(*, request: HttpRequest, email: str, code: str) -> None:
    """The code stands in the subject too, so that a phone's notification shows it."""
    _of_page("sign_in_code", request, email, code=code, minutes=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60)


def send_closed(*, request: HttpRequest, email: str) -> None:
    """To the owner of a closed account, who asked for a code; the page itself tells nothing."""
    _of_page("sign_in_closed", request, email)


def tell_of_role(*, user: User, site: Site, role: Role, limits: Iterable[Limit] = ()) -> None:
    """To who has just got a role, or whose role now reaches further or less far, in that person's language."""
    with override(user.language):
        municipality = of_site(site, user.language)
        context = {
            "role": role.label,
            "within": scopes.words(limits, scopes.project_names(site.pk), scopes.theme_names(site.pk)),
            "admin": site.root_url + reverse("wagtailadmin_home") if role in STAFF else "",
            "home": site.root_url + municipality.home_url,
            "email": user.email,
        }
    mails.send(municipality=municipality, to=user.email, template="role_given", language=user.language, context=context)


def _of_page(template: str, request: HttpRequest, email: str, **context: object) -> None:
    language = get_language() or settings.LANGUAGE_CODE
    municipality = of_site(Site.find_for_request(request), language)
    context["home"] = request.build_absolute_uri(municipality.home_url)
    mails.send(municipality=municipality, to=email, template=template, language=language, context=context)
