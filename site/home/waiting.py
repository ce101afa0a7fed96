"""What waits for editors: pages whose other language is missing or out of date."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_info, ngettext
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from core.desk.waiting import Waiting

from .drift import count
from .reports import MAY_EDIT


def pages_to_translate(request: HttpRequest) -> Iterator[Waiting]:
    """Of the pages that the person may edit."""
    policy = PagePermissionPolicy(Page)
    if not policy.user_has_any_permission(request.user, MAY_EDIT):
        return
    pages = policy.instances_user_has_any_permission_for(request.user, MAY_EDIT).filter(depth__gt=1)
    for one in count(pages):
        language = get_language_info(one.language)["name_translated"].lower()
        lacking = ngettext("page not translated (%(language)s)", "pages not translated (%(language)s)", one.lacking)
        outdated = ngettext(
            "translation out of date (%(language)s)", "translations out of date (%(language)s)", one.outdated
        )
        for text, number in ((lacking, one.lacking), (outdated, one.outdated)):
            yield Waiting(text=text % {"language": language}, number=number, url=reverse("home_languages"))
