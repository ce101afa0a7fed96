"""How Wagtail turns editors' texts into pages, and what its scripts say."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.models import Page

from .desk.waiting import WaitingPanel
from .jobs import views as jobs
from .jobs.models import Job
from .moving.menu import moving_menu
from .publishing import copying, held, leaving, translating
from .publishing.guard import HELD
from .rich_text import VersionedPageLinkHandler
from .wagtail_words import SCRIPT_WORDS


@hooks.register("register_rich_text_features", order=10)
def register_links(features: Any) -> None:
    """In place of Wagtail's own handler, which asks the database at every link."""
    features.register_link_type(VersionedPageLinkHandler)


@require_admin_access
def words(request: HttpRequest) -> HttpResponse:
    """A script that adds what the catalogues of Wagtail's own scripts lack."""
    said = {word: gettext(word) for word in SCRIPT_WORDS}
    known = {word: text for word, text in said.items() if text != word}
    return HttpResponse(
        f"Object.assign(django.catalog, {json.dumps(known)});", content_type="text/javascript; charset=utf-8"
    )


@hooks.register("register_admin_urls")
def words_url() -> list[URLPattern]:
    return [path("words.js", words, name="core_admin_words")]


@hooks.register("insert_global_admin_js")
def words_script() -> str:
    return format_html('<script src="{}"></script>', reverse("core_admin_words"))


@hooks.register("register_admin_urls")
def job_urls() -> list[URLPattern]:
    return [
        path("works/", jobs.works, name="core_jobs"),
        path("works/<uuid:uuid>/", jobs.show, name="core_job"),
        path("works/<uuid:uuid>/state/", jobs.state, name="core_job_state"),
        path("works/<uuid:uuid>/again/", jobs.again, name="core_job_again"),
        path("works/<uuid:uuid>/file/", jobs.download, name="core_job_download"),
    ]


class JobsMenuItem(MenuItem):
    """For whoever has begun some."""

    def is_shown(self, request: HttpRequest) -> bool:
        return Job.objects.filter(user_id=request.user.pk or 0).exists()


@hooks.register("register_reports_menu_item")
def jobs_menu_item() -> MenuItem:
    return JobsMenuItem(_("Long works"), reverse_lazy("core_jobs"), icon_name="time", order=900)


@hooks.register("register_admin_menu_item")
def moving_menu_item() -> MenuItem:
    return SubmenuMenuItem(_("Bring in"), moving_menu, name="moving", icon_name="upload", order=650)


@hooks.register("insert_global_admin_css")
def admin_styles() -> str:
    sheets = ("css/admin/desk.css", "css/components/6-map.css", "css/admin/map.css")
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(sheet),) for sheet in sheets))


@hooks.register("insert_global_admin_js")
def admin_scripts() -> str:
    scripts = ("js/admin/maps.js", "js/admin/choosers.js")
    return format_html_join("", '<script type="module" src="{}"></script>', ((static(script),) for script in scripts))


@hooks.register("construct_homepage_panels")
def show_what_waits(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(WaitingPanel(request))


@hooks.register("register_admin_urls", order=-1)
def publishing_urls() -> list[URLPattern]:
    """The first two are wagtail-localize's, which keeps their names."""
    return [
        path("localize/update/<int:translation_source_id>/", translating.SyncView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", translating.convert),
        path("publishing/held/", held.held, name="core_held"),
    ]


@hooks.register("before_edit_page", order=-1)
def hold_back_translation(request: HttpRequest, page: Any) -> None:
    """Before wagtail-localize answers in the editor's stead."""
    translating.hold_back(request, page)


@hooks.register("before_copy_page")
def copy_as_drafts(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Copies go public with what is below them unless they have to be ready: those begin as drafts."""
    return copying.keep_drafts(request, page)


@hooks.register("before_unpublish_page")
def keep_public(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What may not be given up for an alias is not taken away either."""
    return leaving.keep(request, [page], whole=bool(request.POST.get("include_descendants")))


@hooks.register("before_delete_page")
def keep_at_all(request: HttpRequest, page: Page) -> HttpResponse | None:
    return leaving.keep(request, [page], whole=True)


@hooks.register("before_bulk_action")
def keep_many(request: HttpRequest, action_type: str, objects: Any, action: Any) -> HttpResponse | None:
    """A bulk action can be about other things than pages."""
    if action_type not in {"delete", "unpublish"}:
        return None
    whole = action_type == "delete" or action.cleaned_form.cleaned_data["include_descendants"]
    return leaving.keep(request, [one for one in objects if isinstance(one, Page)], whole=whole)


@hooks.register("register_log_actions")
def held_action(actions: Any) -> None:
    """In the history of a page."""
    actions.register_action(HELD, _("Wait to be published"), _("Was to be published by the clock, and was not ready"))
