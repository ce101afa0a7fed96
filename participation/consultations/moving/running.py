"""A move from end to end: the file is read twice, first for hearings, then for comments."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from wagtail.models import Page, Site

from accounts.queries import names_of
from municipality.areas import Locator
from municipality.models import Area, Theme

from ..models import ConsultationPage, ConsultationsIndexPage, Opinion
from . import actions
from .dump import things
from .rules import Comment, Ground, Left, UnfitError, comment_of, hearing_of

BATCH = 500  # comments in one transaction
Tell = Callable[[str, str, Left], None]  # kind, id, what


@dataclass
class Summary:
    hearings: int = 0
    hearings_known: int = 0
    comments: int = 0
    comments_known: int = 0
    refused: int = 0
    left: Counter[str] = field(default_factory=Counter)


@dataclass
class Move:
    """``tell`` hears of everything that was left out or changed, ``progress`` of how far the file has been read (of 1)."""

    file: Path
    site: Site
    now: datetime
    dry: bool
    tell: Tell
    progress: Callable[[float], None]

    def run(self) -> Summary:
        """Raises DumpError, OSError. What was brought in before that stays, and is passed over the next time."""
        self.summary, self.ground = Summary(), ground_of(self.site, self.now)
        self.homes: dict[str, tuple[UUID, UUID]] = {}  # by the id of a section: its consultation and its own key
        with closing(_Apart()) as apart:
            for _name, sent in self._read({"sections"}):
                apart.keep(sent)
            parent = home_of(self.site)
            for _name, sent in self._read({"hearings"}):
                self._hearing(sent, apart, parent)
        batch: list[tuple[UUID, UUID, Comment]] = []
        locator = Locator(self.site.pk)
        for _name, sent in self._read({"comments"}):
            batch += self._comment(sent)
            if len(batch) >= BATCH:
                self._add(batch, locator)
                batch = []
        self._add(batch, locator)
        return self.summary

    def _read(self, wanted: set[str]) -> Iterator[tuple[str, Any]]:
        size = self.file.stat().st_size or 1
        with self.file.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8-sig") as stream:
            for name, sent in things(stream, wanted):
                self.progress(raw.tell() / size)
                yield name, sent

    def _note(self, kind: str, id_: object, *left: Left) -> None:
        for one in left:
            self.summary.left[one.code] += 1
            self.tell(kind, str(id_), one)

    def _refuse(self, kind: str, sent: Any, code: str) -> None:
        self.summary.refused += 1
        self._note(kind, sent.get("id", "") if isinstance(sent, dict) else "", Left(code))

    def _hearing(self, sent: Any, apart: _Apart, parent: Page) -> None:
        try:
            hearing = hearing_of(sent, apart.of(sent), self.ground)
        except UnfitError as unfit:
            self._refuse("hearing", sent, unfit.code)
            return
        listed = sent.get("sections") if isinstance(sent.get("sections"), list) else []
        there = {one.key for one in hearing.sections}
        for one in [*listed, *apart.of(sent)]:
            if isinstance(one, dict) and one.get("id"):
                key = self.ground.key("section", one["id"])
                if key in there:
                    self.homes[str(one["id"])] = (hearing.key, key)
        if ConsultationPage.objects.filter(translation_key=hearing.key).exists():
            self.summary.hearings_known += 1
            return
        self._note("hearing", hearing.id, *hearing.left)
        self.summary.hearings += 1
        if not self.dry:
            actions.bring_in_hearing(hearing=hearing, parent=parent, ground=self.ground)

    def _comment(self, sent: Any) -> list[tuple[UUID, UUID, Comment]]:
        try:
            comment = comment_of(sent, self.ground)
            if comment.section not in self.homes:
                raise UnfitError("no_hearing")
        except UnfitError as unfit:
            self._refuse("comment", sent, unfit.code)
            return []
        self._note("comment", sent["id"], *comment.left)
        return [(*self.homes[comment.section], comment)]

    def _add(self, batch: list[tuple[UUID, UUID, Comment]], locator: Locator) -> None:
        if not batch:
            return
        if self.dry:
            keys = {comment.key for _key, _section, comment in batch}
            added = len(keys) - Opinion.objects.filter(key__in=keys).count()
        else:
            added = actions.bring_in_comments(site=self.site, comments=batch, locator=locator, ground=self.ground)
        self.summary.comments += added
        self.summary.comments_known += len(batch) - added


class _Apart:
    """Sections that the dump lists apart from their hearings, on the disk."""

    def __init__(self) -> None:
        self._directory = tempfile.TemporaryDirectory()
        self._rows = sqlite3.connect(Path(self._directory.name) / "sections")
        self._rows.execute("CREATE TABLE section (hearing TEXT, sent TEXT)")
        self._rows.execute("CREATE INDEX by_hearing ON section (hearing)")

    def keep(self, sent: Any) -> None:
        if isinstance(sent, dict):
            self._rows.execute("INSERT INTO section VALUES (?, ?)", (str(sent.get("hearing")), json.dumps(sent)))

    def of(self, hearing: Any) -> list[Any]:
        key = str(hearing.get("id")) if isinstance(hearing, dict) else ""
        rows = self._rows.execute("SELECT sent FROM section WHERE hearing = ? ORDER BY rowid", (key,))
        return [json.loads(sent) for (sent,) in rows]

    def close(self) -> None:
        self._rows.close()
        self._directory.cleanup()


def ground_of(site: Site, now: datetime) -> Ground:
    """Four queries."""
    return Ground(
        site_id=site.pk,
        now=now,
        languages=[
            settings.LANGUAGE_CODE,
            *(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE),
        ],
        themes=_by_name(Theme.objects.filter(site=site)),
        areas=_by_name(Area.objects.filter(site=site)),
        names=names_of(site),
    )


def _by_name(rows: Any) -> dict[str, int]:
    return {name.casefold(): row.pk for row in rows for name in row.names.values()}


def home_of(site: Site) -> Page:
    """The municipality's list of consultations; its front page where it has none."""
    found = ConsultationsIndexPage.objects.descendant_of(site.root_page).filter(locale=site.root_page.locale).first()
    return found or site.root_page
