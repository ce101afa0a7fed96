"""What a consultation lacks before it is published: steps of its editor, its other languages (Kielilaki), and the times that
have been announced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from accounts.strong.queries import is_offered
from core.pages import is_stand_in
from core.publishing.languages import ahead_of_source, named, untranslated, unworded

from .models import Announced, ConsultationPage
from .rules import NEEDED, Audience, Filled, Refusal, Terms, missing, why_not_move

WHERE = gettext_lazy(
    "If it is to be published without that, write why in the field “Reason for publishing in one language” of the source "
    "language, under “Terms”."
)


def announced(page: ConsultationPage) -> Terms | None:
    """The times of a source as the public was told, which no draft changes; ``None`` before it was public."""
    found = Announced.objects.filter(page=page.pk).first()
    return found.terms if found else None


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


def why_not_publish(page: ConsultationPage, *, now: datetime, site: Site | None = None) -> list[tuple[str, str]]:
    """In words, by the field where it is mended; none when it may be published with what it holds. ``site``: of a page
    that has no place yet."""
    found = [(name, str(step)) for name, step in steps_of(page) if name in NEEDED]
    asked = {page.audience, *(block.value["audience"] for block in page.sections)}
    if Audience.STRONG in asked and not is_offered(_site_id(page, site)):
        said = _("The municipality has no strong identification: choose another for the whole and for every section.")
        found.append(("audience", said))
    told = announced(page) if page.pk and _is_source(page) else None  # the clock follows the source alone
    if told is not None and (moved := why_not_move(told, page.terms, now)):
        found.append(("closes_at", str(moved)))
    found += [("", said) for said in ahead_of_source(page)]
    if not reason_of(page) and (languages := lacking(page)):
        found += [("one_language_reason", said) for said in languages]
        found.append(("one_language_reason", str(WHERE)))
    return found


def why_not_stand_in(page: ConsultationPage) -> list[str]:
    if reason_of(page):
        return []
    return [_("A consultation keeps its translations while it is public in them."), str(WHERE)]


def reason_of(page: ConsultationPage) -> str:
    """Why it is published without one of its languages: of a translation, what its source says, as last saved."""
    if _is_source(page):
        return page.one_language_reason.strip()
    source = _source_of(page)
    return source.get_latest_revision_as_object().one_language_reason.strip() if source else ""


def steps_left(page: ConsultationPage) -> list[str]:
    """In words, as the page was last saved; none when nothing is left."""
    return [str(step) for _name, step in steps_of(page)] + lacking(page)


def steps_of(page: Any) -> list[tuple[str, Refusal]]:
    return missing(filled(page))


def lacking(page: ConsultationPage) -> list[str]:
    """Languages that are not ready, with the texts that lack words. Of a source: every other language, which counts as it
    was last saved, published or not. A translation answers for itself, and follows its source."""
    return list(_other_languages(page) if _is_source(page) else _own_language(page))


def _other_languages(page: ConsultationPage) -> Iterator[str]:
    saved = ConsultationPage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    begun = {one.locale.language_code: one for one in saved.select_related("locale", "alias_of")} if page.pk else {}
    for code, name in settings.LANGUAGES:
        if code == settings.LANGUAGE_CODE:
            continue
        one = begun.get(code)
        if one is None or (is_stand_in(one) and not one.latest_revision_id):
            language = str(name).capitalize()
            yield _("%(language)s: the consultation has not been translated.") % {"language": language}
        elif texts := list(unworded(page, code)):
            yield named(str(name), texts)


def _own_language(page: ConsultationPage) -> Iterator[str]:
    names = dict(settings.LANGUAGES)
    code = page.locale.language_code
    if texts := list(untranslated(page, code)):
        yield named(str(names[code]), texts)
    source = _source_of(page)
    if source is None or not (source.live or source.approved_schedule):
        language = str(names[settings.LANGUAGE_CODE]).capitalize()
        yield _("%(language)s: the consultation is not public yet. Publish that first.") % {"language": language}


def _is_source(page: ConsultationPage) -> bool:
    return bool(page.locale.language_code == settings.LANGUAGE_CODE)


def _source_of(page: ConsultationPage) -> ConsultationPage | None:
    sources = ConsultationPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    return sources.filter(translation_key=page.translation_key).first()


def _site_id(page: ConsultationPage, site: Site | None) -> int | None:
    found = site or (page.get_site() if page.path else None)
    return found.pk if found else None
