"""Keeping a draft text as it is published: a version when its words have changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from core import audit
from core.pages import is_stand_in

from ..models import ConsultationPage, DraftParagraph, DraftVersion
from .anchors import Anchored, carried
from .paragraphs import Paragraph, paragraphs_of
from .translations import Line, lines, translated

BATCH = 500


@transaction.atomic
def record(*, page: ConsultationPage, now: datetime, actor_id: int | None = None) -> list[DraftVersion]:
    """What its publishing changed in its draft texts: new versions of the source, or its words in a translation, which
    belong to the newest version. Returns the new versions."""
    texts = texts_of(page)
    if page.locale.language_code != settings.LANGUAGE_CODE:
        if not is_stand_in(page):
            for section, html in texts.items():
                _translate(newest(page, section), page.locale.language_code, html)
        return []
    made = []
    for section, html in texts.items():
        version, is_new = _of_source(page, section, paragraphs_of(html), now)
        if version and is_new:
            made.append(version)
            _note(version, page, actor_id)
    if made:
        _follow(page, made)
    return made


def texts_of(page: ConsultationPage) -> dict[str, str]:
    """The draft texts of a page, by section."""
    return {block.id: block.value["text"].source for block in page.sections if block.block_type == "draft" and block.id}


def newest(page: ConsultationPage, section: str) -> DraftVersion | None:
    return DraftVersion.objects.filter(consultation_key=page.translation_key, section=section).first()


def anchored_in(version: DraftVersion | None, language: str) -> list[Anchored]:
    """Those of a version that can be commented, or could, in its own language's words. One query."""
    rows = DraftParagraph.objects.filter(version=version, language=language, foreign=False)
    return [found for row in rows if (found := row.anchored)]


def _of_source(
    page: ConsultationPage, section: str, texts: list[Paragraph], now: datetime
) -> tuple[DraftVersion | None, bool]:
    """The version that has these words, and whether it is a new one."""
    latest = newest(page, section)
    old = anchored_in(latest, settings.LANGUAGE_CODE)
    site = page.get_site()
    if site is None or (latest is None and not texts):
        return latest, False
    if latest and _words([each.paragraph for each in old if not each.is_gone]) == _words(texts):
        _renew_looks(latest, texts)
        return latest, False
    version = DraftVersion.objects.create(
        site=site,
        consultation_key=page.translation_key,
        section=section,
        number=latest.number + 1 if latest else 1,
        published_at=now,
    )
    _store(version, settings.LANGUAGE_CODE, lines(carried(old, texts)))
    return version, True


def _words(texts: Sequence[Paragraph]) -> list[tuple[str, int, str]]:
    return [(each.kind, each.level, each.text) for each in texts]


def _renew_looks(version: DraftVersion, texts: Sequence[Paragraph]) -> None:
    """The words are the same; links and how it looks may have been mended."""
    rows = version.paragraphs.filter(language=settings.LANGUAGE_CODE, is_gone=False)
    changed = []
    for row, words in zip(rows, texts, strict=True):
        if (row.html, row.marker) != (words.html, words.marker):
            row.html, row.marker = words.html, words.marker
            changed.append(row)
    DraftParagraph.objects.bulk_update(changed, ["html", "marker"], batch_size=BATCH)


def _follow(page: ConsultationPage, versions: Sequence[DraftVersion]) -> None:
    """New versions in the other languages, in the words that these have now."""
    others = ConsultationPage.objects.live().filter(translation_key=page.translation_key).exclude(pk=page.pk)
    for other in others.select_related("locale", "alias_of"):
        if not is_stand_in(other):
            texts = texts_of(other)
            for version in versions:
                _translate(version, other.locale.language_code, texts.get(version.section, ""))


def _translate(version: DraftVersion | None, language: str, html: str) -> None:
    if version is None:
        return
    before = anchored_in(version, language)
    if not before:
        earlier = DraftVersion.objects.filter(
            consultation_key=version.consultation_key, section=version.section, number__lt=version.number
        )
        before = anchored_in(earlier.first(), language)
    source = anchored_in(version, settings.LANGUAGE_CODE)
    version.paragraphs.filter(language=language).delete()
    _store(version, language, translated(source, paragraphs_of(html), before))


def _store(version: DraftVersion, language: str, found: Sequence[Line]) -> None:
    rows = [DraftParagraph.of(version, language, position, line) for position, line in enumerate(found)]
    DraftParagraph.objects.bulk_create(rows, batch_size=BATCH)


def _note(version: DraftVersion, page: ConsultationPage, actor_id: int | None) -> None:
    audit.record(
        site_id=version.site_id,
        actor_id=actor_id,
        verb="consultation.draft_version",
        kind="consultation",
        key=page.translation_key,
        version=version.number,
        section=version.section,
    )
