"""In the admin: the links of a page, of whoever may edit it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, Site

from accounts.places import signed_in
from core.pages import BasePage

from ..models import PreviewLink
from . import actions, queries
from .forms import LinkForm


def links(request: HttpRequest, page_id: int) -> HttpResponse:
    """A new link is told on the page that comes back, and never again: nothing keeps its secret."""
    page, now = _reached(request, page_id), timezone.now()
    form, told = LinkForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        _link, secret = actions.make_link(
            page=page, days=typed["days"], note=typed["note"], user=signed_in(request), now=now
        )
        told = _whole(request, page, queries.address(secret, page.locale.language_code))
        form = LinkForm()
    rows = PreviewLink.objects.filter(page__translation_key=page.translation_key).select_related("made_by")
    context: dict[str, Any] = {
        "page_title": _("Preview link: %(title)s") % {"title": page.get_admin_display_title()},
        "header_title": _("Preview link: %(title)s") % {"title": page.get_admin_display_title()},
        "header_icon": "link",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
            {"url": "", "label": _("Preview link")},
        ],
        "shown_page": page,
        "is_closed": page.get_view_restrictions().exists(),
        "form": form,
        "told": told,
        "rows": [(row, row.state(now)) for row in rows],
    }
    return render(request, "home/admin/preview_links.html", context)


@require_POST
def withdraw(request: HttpRequest, page_id: int, pk: int) -> HttpResponse:
    page = _reached(request, page_id)
    link = get_object_or_404(PreviewLink, pk=pk, page__translation_key=page.translation_key)
    actions.withdraw_link(link=link, user=signed_in(request), now=timezone.now())
    messages.success(request, _("The link has been withdrawn. Whoever opens it is told so."))
    return redirect("preview_links", page_id)


def _whole(request: HttpRequest, page: Any, address: str) -> str:
    """On the host that the editor is on, where it is the municipality's own."""
    site = page.get_site()
    return request.build_absolute_uri(address) if Site.find_for_request(request) == site else site.root_url + address


def _reached(request: HttpRequest, page_id: int) -> Any:
    """Raises Http404 for a page that this person may not edit."""
    page = Page.objects.filter(pk=page_id, depth__gt=1).specific().first()
    if not _may_share(page, request.user):
        raise Http404
    return page


def _may_share(page: Any, user: Any) -> bool:
    """Where there is something to show."""
    if not isinstance(page, BasePage) or not page.pk or not page.permissions_for_user(user).can_edit():
        return False
    return queries.has_words(page, queries.languages_of(page, user))


@hooks.register("register_admin_urls")
def preview_urls() -> list[URLPattern]:
    return [
        path("previews/<int:page_id>/", links, name="preview_links"),
        path("previews/<int:page_id>/<int:pk>/withdraw/", withdraw, name="preview_withdraw"),
    ]


@hooks.register("register_page_header_buttons")
def preview_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.pk and _may_share(page.specific_deferred, user):
        url = reverse("preview_links", args=[page.pk])
        yield Button(_("Preview link"), url, icon_name="link", priority=60)
