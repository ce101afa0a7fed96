"""Views of Wagtail and wagtail-localize that ask what a person may do, but not with which page.

They were made for installations where every page is everybody's. Here each page belongs to a municipality, so the
question is asked before they begin.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.views.chooser import BrowseView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView


def own_pages(user: Any) -> Any:
    """The pages a person may see in the admin: those they may do something with, and what leads there."""
    return PagePermissionPolicy(Page).explorable_instances(user)


def connect() -> None:
    for view in (IndexView, BrowseView):
        _ask_first(view, _may_explore)
    _ask_first(SubmitPageTranslationView, _may_translate)
    _ask_first(UpdateTranslationsView, _may_update)


def _ask_first(view: Any, may: Callable[..., bool]) -> None:
    begin = view.dispatch

    def dispatch(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may(request.user, **kwargs):
            raise PermissionDenied
        answer: HttpResponseBase = begin(self, request, *args, **kwargs)
        return answer

    view.dispatch = dispatch


def _may_explore(user: Any, parent_page_id: int | None = None, **others: Any) -> bool:
    return parent_page_id is None or own_pages(user).filter(pk=parent_page_id).exists()


def _may_translate(user: Any, page_id: int, **others: Any) -> bool:
    page = Page.objects.filter(pk=page_id).first()
    return page is not None and page.permissions_for_user(user).can_edit()


def _may_update(user: Any, translation_source_id: int, **others: Any) -> bool:
    source = TranslationSource.objects.filter(pk=translation_source_id).first()
    page = source.get_source_instance() if source else None
    return isinstance(page, Page) and page.permissions_for_user(user).can_edit()
