"""Surveys in the admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from .admin.listing import SurveyViewSet
from .admin.policy import visible_to
from .models import SurveyPage


@hooks.register("insert_editor_js")
def logic() -> SafeString:
    """Conditions are chosen from the questions in the form."""
    return format_html('<script type="module" src="{}"></script>', static("js/admin/surveys.js"))


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    return [path("survey-desk/", include("surveys.desk.urls"))]


@hooks.register("register_page_header_buttons")
def desk_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From the editor to how answers come in."""
    page = page.specific_deferred
    if isinstance(page, SurveyPage) and page.pk and page.permissions_for_user(user).can_publish():
        url = reverse("survey_desk:index", args=[page.translation_key])
        yield Button(_("Answering"), url, icon_name="list-ul", priority=15)


@hooks.register("before_copy_page")
def copy_elsewhere(request: HttpRequest, page: Any) -> HttpResponse | None:
    """A survey is copied at its desk, in all its languages at once; Wagtail would copy one of them, apart from the
    others. Whoever has no desk copies a page as any other."""
    if (
        not issubclass(page.specific_class or Page, SurveyPage)
        or not page.permissions_for_user(request.user).can_publish()
    ):
        return None
    return redirect("survey_desk:copy", key=page.translation_key)


@hooks.register("register_admin_viewset")
def answers() -> SurveyViewSet:
    return SurveyViewSet()


@hooks.register("register_page_header_buttons")
def answers_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From a survey's page to its answers, for whoever may see them."""
    page = page.specific_deferred
    if isinstance(page, SurveyPage) and visible_to(user).filter(translation_key=page.translation_key).exists():
        url = reverse("survey_results:results", args=[page.translation_key])
        yield Button(_("Answers"), url, icon_name="form", priority=12)
