"""Every write of a move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from wagtail.admin.rich_text.converters.editor_html import EditorHTMLConverter
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Site

import search.actions
from core import audit
from municipality.areas import Locator
from municipality.models import Theme

from ..actions.publishing import announce
from ..documents import documents_of
from ..geometry import middle
from ..models import ConsultationPage, Opinion
from .rules import SUMMARY, Comment, Ground, Hearing, Section

FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "hr"]
WHY = "Tuotu aiemmasta palvelusta."  # kept in the trail, in the municipality's main language


@transaction.atomic
def bring_in_hearing(*, hearing: Hearing, parent: Page, ground: Ground) -> ConsultationPage:
    """A page in each of its languages, below ``parent``: public when it was public and is over, else a draft. Nobody is
    told of it."""
    source = _add(hearing, settings.LANGUAGE_CODE, parent)
    if hearing.is_public:
        announce(page=source)
    for locale in Locale.objects.exclude(pk=source.locale_id):
        above = parent.get_translation_or_none(locale)
        if above is not None and locale.language_code in hearing.languages:
            _add(hearing, locale.language_code, above)
        elif above is not None:
            source.copy_for_translation(locale, alias=True)
    audit.record(
        site_id=ground.site_id,
        actor_id=None,
        verb="consultation.bring_in",
        kind="consultation",
        key=hearing.key,
        source=hearing.id,
    )
    return source


def _add(hearing: Hearing, language: str, parent: Page) -> ConsultationPage:
    parent = Page.objects.get(pk=parent.pk)
    title = _word(hearing.titles, language)
    page = ConsultationPage(
        translation_key=hearing.key,
        locale=parent.locale,
        title=title,
        draft_title=title,
        slug=find_available_slug(parent, slugify(hearing.slug) or slugify(title) or "kuuleminen"),
        summary=_word(hearing.summaries, language)[:SUMMARY],
        opens_at=hearing.opens_at,
        closes_at=hearing.closes_at,
        unit=hearing.unit,
        place=hearing.place,
        area_id=hearing.area,
        sections=[_block(one, language) for one in hearing.sections],
        contacts=[{"type": "contact", "value": {"page": None, **one}} for one in hearing.contacts.get(language, ())],
        one_language_reason=WHY,
        live=hearing.is_public,
        has_unpublished_changes=not hearing.is_public,
        first_published_at=hearing.created_at if hearing.is_public else None,
        last_published_at=hearing.created_at if hearing.is_public else None,
    )
    page.themes.add(*Theme.objects.filter(pk__in=hearing.themes))
    parent.add_child(instance=page)
    revision = page.save_revision(clean=False)
    if hearing.is_public:
        ConsultationPage.objects.filter(pk=page.pk).update(live_revision=revision, has_unpublished_changes=False)
    return page


def _word(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()), "")


def _block(section: Section, language: str) -> dict[str, Any]:
    html = EditorHTMLConverter(features=FEATURES).to_database_format(_word(section.texts, language))
    value: dict[str, Any] = {
        "title": _word(section.titles, language) or "–",
        "audience": section.audience,
        "body": [{"type": "text", "id": str(UUID(int=section.key.int ^ 1)), "value": html}] if html.strip() else [],
    }
    if section.kind == "alternative":
        value["based_on_this"] = False
    return {"type": section.kind, "id": str(section.key), "value": value}


@transaction.atomic
def bring_in_comments(
    *, site: Site, comments: Sequence[tuple[UUID, UUID, Comment]], locator: Locator, ground: Ground
) -> int:
    """Each with the keys of its consultation and section. Those that are here already are passed over. Returns how many
    were added. Nobody is told of them."""
    keys = [comment.key for _key, _section, comment in comments]
    known = set(Opinion.objects.filter(key__in=keys).values_list("key", flat=True))
    fresh = {comment.key: _opinion(site, key, section, comment, locator) for key, section, comment in comments}
    rows = [row for key, row in fresh.items() if key not in known]
    Opinion.objects.bulk_create(rows)
    search.actions.put_many(documents=documents_of(Opinion.objects.filter(key__in=[row.key for row in rows])))
    if rows:
        audit.record(
            site_id=ground.site_id,
            actor_id=None,
            verb="consultation.move_in",
            kind="consultation",
            key="",
            number=len(rows),
        )
    return len(rows)


def _opinion(site: Site, key: UUID, section: UUID, comment: Comment, locator: Locator) -> Opinion:
    lon, lat = middle(comment.place)
    return Opinion(
        uuid=uuid4(),  # its sender's secret: nobody has the link
        key=comment.key,
        site=site,
        consultation_key=key,
        section=str(section),
        language=comment.language,
        naming=comment.naming,
        name=comment.name,
        organisation=comment.organisation,
        body=comment.body,
        place=comment.place,
        area=locator.find(lon, lat) if lon is not None and lat is not None else None,
        agreed=comment.agreed,
        created_at=comment.created_at,
    )
