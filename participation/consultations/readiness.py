"""What a consultation lacks before it is published: steps of its editor, and its other languages (Kielilaki)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core.pages import is_stand_in
from surveys.readiness import named, untranslated

from .models import ConsultationPage
from .rules import Filled, Refusal, missing


def filled(page: Any) -> Filled:
    return Filled(
        kind=page.kind,
        stage=page.stage,
        title=bool(page.title),
        summary=bool(page.summary),
        opens_at=page.opens_at,
        closes_at=page.closes_at,
        contacts=bool(page.contacts),
        effect=bool(page.effect),
        legal_basis=bool(page.legal_basis),
        privacy=bool(page.privacy_controller and page.privacy_kept),
        place=bool(page.place or page.area_id),
        documents=bool(page.documents),
        sections=bool(page.sections),
    )


def steps_left(page: ConsultationPage) -> list[str]:
    """In words, as the page was last saved; none when nothing is left."""
    return [str(step) for _name, step in steps_of(page)] + lacking(page)


def steps_of(page: Any) -> list[tuple[str, Refusal]]:
    return missing(filled(page))


def lacking(page: ConsultationPage) -> list[str]:
    """Languages that are not ready, with the texts that lack words; of the source only. A translation counts as it was
    last saved, published or not."""
    if not page.pk or page.locale.language_code != settings.LANGUAGE_CODE:
        return []
    saved = ConsultationPage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    begun = {one.locale.language_code: one for one in saved.select_related("locale", "alias_of")}
    found = []
    for code, name in settings.LANGUAGES:
        if code == settings.LANGUAGE_CODE:
            continue
        language = str(name).capitalize()
        one = begun.get(code)
        if one is None or (is_stand_in(one) and not one.latest_revision_id):
            found.append(_("%(language)s: the consultation has not been translated.") % {"language": language})
        elif texts := list(untranslated(page, code)):
            found.append(named(str(name), texts))
    return found
