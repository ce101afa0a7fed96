"""Consultations in the admin: their opinions, and what the municipality says to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from core.desk.viewset import DeskViewSet

from .admin import copying, drafts, extending, layers
from .answering.admin import entering, opinion, statements, taking, views
from .answering.admin.listing import ConsultationDesk, OpinionDesk
from .answering.policy import consultations_for
from .drafts import queries as draft_queries
from .models import ConsultationPage, Invitation, Opinion


class ConsultationViewSet(DeskViewSet):
    view = ConsultationDesk
    url_prefix = "consultations"
    icon = "openquote"
    menu_label = gettext_lazy("Consultations")
    menu_order = 155

    def add_urls(self) -> list[URLPattern]:
        return [
            path("<uuid:key>/", views.show, name="answering"),
            path("<uuid:key>/themes/", views.themes, name="themes"),
            path("<uuid:key>/responses/new/", views.response, name="new_response"),
            path("<uuid:key>/responses/<int:pk>/", views.response, name="response"),
            path("<uuid:key>/publish/", views.publish, name="publish"),
            path("<uuid:key>/enter/", entering.enter, name="enter"),
            path("<uuid:key>/take/", taking.take, name="take"),
            path("<uuid:key>/statements/", statements.show, name="statements"),
            path("<uuid:key>/statements/invite/", statements.invite, name="invite"),
            path("<uuid:key>/statements/letter/", statements.letter, name="statement_letter"),
            path("<uuid:key>/statements/remind/", statements.remind_all, name="remind_parties"),
            path("<uuid:key>/statements/<int:pk>/", statements.party, name="party"),
            path("<uuid:key>/statements/<int:pk>/enter/", statements.enter, name="enter_statement"),
        ]


class OpinionViewSet(DeskViewSet):
    view = OpinionDesk
    url_prefix = "opinions"
    icon = "openquote"
    menu_label = gettext_lazy("Opinions")
    menu_order = 156

    def add_urls(self) -> list[URLPattern]:
        return [
            path("<int:pk>/", opinion.show, name="opinion"),
            path("<int:pk>/files/<slug:file>/", opinion.open_file, name="file"),
        ]


@hooks.register("register_admin_viewset")
def register_consultations() -> ConsultationViewSet:
    return ConsultationViewSet()


@hooks.register("register_admin_viewset")
def register_opinions() -> OpinionViewSet:
    return OpinionViewSet()


@hooks.register("register_page_header_buttons")
def answering_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From a consultation's page to what was sent, for whoever answers it."""
    page = page.specific_deferred
    if isinstance(page, ConsultationPage) and consultations_for(user).filter(translation_key=page.translation_key):
        url = reverse("consultations_admin:answering", args=[page.translation_key])
        yield Button(_("Opinions"), url, icon_name="openquote", priority=12)


@hooks.register("register_admin_urls")
def draft_urls() -> list[URLPattern]:
    return [path("consultations/<uuid:key>/draft/<str:section>/", drafts.show, name="consultation_draft")]


@hooks.register("register_page_header_buttons")
def draft_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From a consultation's page to what was said of its draft texts, for whoever may see it."""
    page = page.specific_deferred
    if not isinstance(page, ConsultationPage) or not page.pk or not drafts.page_for(user, page):
        return
    titles = {block.id: block.value["title"] for block in page.sections if block.block_type == "draft"}
    for section in dict.fromkeys(version.section for version in draft_queries.versions(page.translation_key)):
        if section in titles:
            url = reverse("consultation_draft", args=[page.translation_key, section])
            label = _("Comments: %(title)s") % {"title": titles[section]}
            yield Button(label, url, icon_name="comment", priority=12)


@hooks.register("register_admin_urls")
def whole_urls() -> list[URLPattern]:
    return [
        path("consultations/<uuid:key>/copy/", copying.copy, name="consultation_copy"),
        path("consultations/layer/", layers.layer, name="consultation_layer"),
        path("consultations/<uuid:key>/extend/", extending.extend, name="consultation_extend"),
    ]


@hooks.register("register_page_header_buttons")
def whole_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From the editor to what is done with a whole consultation, for whoever may publish it."""
    page = page.specific_deferred
    if not isinstance(page, ConsultationPage) or not page.pk or not page.permissions_for_user(user).can_publish():
        return
    if page.live:
        url = reverse("consultation_extend", args=[page.translation_key])
        yield Button(_("Extend"), url, icon_name="time", priority=13)
    url = reverse("consultation_copy", args=[page.translation_key])
    yield Button(_("New round"), f"{url}?round=1", icon_name="copy", priority=14)


@hooks.register("before_copy_page")
def copy_elsewhere(request: HttpRequest, page: Any) -> HttpResponse | None:
    """A consultation is copied in all its languages at once. Whoever may not publish it copies it as any page."""
    is_ours = issubclass(page.specific_class or Page, ConsultationPage)
    if not is_ours or not page.permissions_for_user(request.user).can_publish():
        return None
    return redirect("consultation_copy", key=page.translation_key)


@hooks.register("before_delete_page")
def keep_what_was_sent(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What was sent is a document of the matter: its page is unpublished, not deleted."""
    if not _was_answered(page):
        return None
    messages.error(request, _("Opinions have been sent to this consultation. Unpublish the page instead."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_what_was_sent_to_many(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    if action_type != "delete":
        return None
    found = next((page for page in objects if isinstance(page, Page) and _was_answered(page)), None)
    return keep_what_was_sent(request, found) if found else None


def _was_answered(page: Page) -> bool:
    """Whether it or a page below it is a consultation in the source language that opinions were sent to, or statements asked."""
    below = ConsultationPage.objects.descendant_of(page, inclusive=True).order_by()
    source = below.filter(locale__language_code=settings.LANGUAGE_CODE)
    keys = source.values("translation_key")
    asked = Invitation.objects.filter(consultation_key__in=keys)
    return Opinion.objects.filter(consultation_key__in=keys).exists() or asked.exists()
