"""Where the language versions of pages have parted: what an editor should look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization

from core.pages import is_stand_in


class Drift(Enum):
    """What is wrong with a page's version in another language."""

    MISSING = "missing"
    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    OUTDATED = "outdated"
    ELSEWHERE = "elsewhere"
    ALONE = "alone"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    Drift.MISSING: _("No version at all"),
    Drift.UNTRANSLATED: _("Not translated: the source is shown"),
    Drift.DRAFT: _("The translation is not published"),
    Drift.OUTDATED: _("The source has been published after the translation"),
    Drift.ELSEWHERE: _("The translation is in another place"),
    Drift.ALONE: _("The translation is published, the source is not"),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """``page`` is the version to open: the translation where there is one, else the source."""

    page: Page
    source: Page
    language: str
    drift: Drift


def findings(pages: Any) -> list[Finding]:
    """What has drifted among the given pages (a query set of Wagtail pages). Three queries."""
    found: list[Finding] = []
    rows = list(pages.select_related("locale"))
    versions: dict[tuple[UUID, int], Page] = {(page.translation_key, page.locale_id): page for page in rows}
    by_path = {page.path: page for page in rows}
    for link in LocaleSynchronization.objects.select_related("locale"):
        for source in rows:
            if source.locale_id != link.sync_from_id or source.alias_of_id:
                continue
            target = versions.get((source.translation_key, link.locale_id))
            for drift in _drifts(source, target, by_path):
                language = link.locale.language_code
                found.append(Finding(page=target or source, source=source, language=language, drift=drift))
    return found


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Of one language: how many published pages it lacks, and how many it has in an older state than the source."""

    language: str
    lacking: int
    outdated: int


def count(pages: Any) -> list[Counted]:
    """How many of the given pages (a query set) are not translated or out of date: two queries a language, however
    many pages there are. `findings` names them."""
    return [_count(pages, link) for link in LocaleSynchronization.objects.select_related("locale")]


def _count(pages: Any, link: LocaleSynchronization) -> Counted:
    sources = pages.filter(locale_id=link.sync_from_id, alias_of=None, live=True).order_by()
    there = Page.objects.filter(translation_key=OuterRef("translation_key"), locale_id=link.locale_id)
    shown = there.filter(alias_of=None, live=True).exclude(live_revision=None, latest_revision__isnull=False)
    older = shown.filter(latest_revision_created_at__lt=OuterRef("last_published_at"))
    return Counted(
        language=link.locale.language_code,
        lacking=sources.filter(~Exists(shown)).count(),
        outdated=sources.filter(Exists(older)).count(),
    )


def _drifts(source: Page, target: Page | None, by_path: dict[str, Page]) -> Iterable[Drift]:
    if target is None:
        if source.live:
            yield Drift.MISSING
        return
    if target.alias_of_id:
        if source.live:
            yield Drift.UNTRANSLATED
        return
    if source.live and (not target.live or is_stand_in(target)):
        yield Drift.DRAFT
    elif target.live and not source.live:
        yield Drift.ALONE
    elif _after(source.last_published_at, target.latest_revision_created_at or target.last_published_at):
        yield Drift.OUTDATED
    if _parent_key(source, by_path) != _parent_key(target, by_path):
        yield Drift.ELSEWHERE


def _after(one: Any, other: Any) -> bool:
    return one is not None and (other is None or one > other)


def _parent_key(page: Page, by_path: dict[str, Page]) -> UUID | None:
    parent = by_path.get(page.path[: -Page.steplen])
    return parent.translation_key if parent else None
