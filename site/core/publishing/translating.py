"""wagtail-localize publishes translations by itself; what is not ready is held back before anything of it is written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.update_translations import UpdateTranslationsView

from ..pages import is_stand_in
from .guard import GuardedPage, NotReadyError


def _lacking(translation: Translation) -> list[str]:
    """With the words that translators have written by now."""
    page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    reasons: list[str] = page.why_not_publish()
    return reasons


def hold_back(request: HttpRequest, page: Page) -> None:
    """The button «Publish» of the editor of translations. Raises NotReadyError."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return
    guarded = page.specific
    if not isinstance(guarded, GuardedPage):
        return
    translation = Translation.objects.filter(
        source__object_id=guarded.translation_key, target_locale_id=guarded.locale_id, enabled=True
    ).first()
    if translation is not None and (reasons := _lacking(translation)):
        raise NotReadyError(guarded, reasons)


def publish_finished(source: GuardedPage, *, user: Any = None) -> None:
    """Publish the translations that lack nothing and are not public, once their source is: no language is public alone
    while another is ready."""
    others = Translation.objects.filter(source__object_id=source.translation_key, enabled=True)
    for translation in others.exclude(target_locale=source.locale_id):
        try:
            page = translation.get_target_instance()
        except Page.DoesNotExist:
            continue
        if (not page.live or is_stand_in(page)) and not _lacking(translation):
            translation.save_target(user=user)


class SyncView(UpdateTranslationsView):
    """Of a page that waits for its languages, translators get what was last saved: it is not public before they are
    ready. It is published with that only when nothing holds it back."""

    def get_object(self) -> Any:
        source = super().get_object()
        page = source.get_source_instance()
        if isinstance(page, GuardedPage) and page.waits_for_languages():
            source.get_source_instance = page.get_latest_revision_as_object
        return source

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data["publish_translations"] and isinstance(self.object.get_source_instance(), GuardedPage):
            self.object.update_from_db()
            reasons = [
                reason
                for translation in self.object.translations.filter(enabled=True)
                for reason in _lacking(translation)
            ]
            if reasons:
                form.cleaned_data["publish_translations"] = False
                said = _("The translations were not published.")
                messages.error(self.request, " ".join([said, *reasons]))
        return super().form_valid(form)


def convert(request: HttpRequest, page_id: int) -> HttpResponse:
    """A translation that is given up, so that the page shows the source's words."""
    page = Page.objects.filter(pk=page_id, live=True).specific().first()
    if request.method == "POST" and isinstance(page, GuardedPage) and (reasons := page.why_not_stand_in()):
        messages.error(request, " ".join(map(str, reasons)))
        return redirect("wagtailadmin_pages:edit", page_id)
    return convert_to_alias(request, page_id)
