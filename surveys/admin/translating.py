"""wagtail-localize publishes translations by itself; where every language is waited for, what lacks words is held back
before anything of it is written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.update_translations import UpdateTranslationsView

from ..making import languages_lacking, site_of
from ..models import SurveyPage
from ..readiness import NotReadyError, blocks


def _lacking(translation: Translation) -> list[str]:
    """With the words that translators have written by now."""
    page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    return languages_lacking(page)


def hold_back(request: HttpRequest, page: Page) -> None:
    """The button «Publish» of the editor of translations. Raises NotReadyError."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return
    survey = page.specific
    if not isinstance(survey, SurveyPage):
        return
    translation = Translation.objects.filter(
        source__object_id=survey.translation_key, target_locale_id=survey.locale_id, enabled=True
    ).first()
    if translation is not None and (reasons := _lacking(translation)):
        raise NotReadyError(survey, reasons)


class SyncView(UpdateTranslationsView):
    """Of a survey that waits for its languages, translators get what was last saved: it is not public before they are
    ready. It is published with that only when it leaves no text without words."""

    def get_object(self) -> Any:
        source = super().get_object()
        page = source.get_source_instance()
        if isinstance(page, SurveyPage) and blocks(site_of(page)):
            source.get_source_instance = page.get_latest_revision_as_object
        return source

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data["publish_translations"] and isinstance(self.object.get_source_instance(), SurveyPage):
            self.object.update_from_db()
            reasons = [
                reason
                for translation in self.object.translations.filter(enabled=True)
                for reason in _lacking(translation)
            ]
            if reasons:
                form.cleaned_data["publish_translations"] = False
                said = _("The translations were not published: every language must be ready.")
                messages.error(self.request, " ".join([said, *reasons]))
        return super().form_valid(form)


def convert(request: HttpRequest, page_id: int) -> HttpResponse:
    """A translation that is given up, so that the page shows the source's words. Raises NotReadyError where it is waited
    for."""
    survey = SurveyPage.objects.filter(pk=page_id, live=True).first()
    if request.method == "POST" and survey is not None and blocks(site_of(survey)):
        raise NotReadyError(survey, [_("A survey that is published in every language keeps its translations.")])
    return convert_to_alias(request, page_id)
