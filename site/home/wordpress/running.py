"""A whole export: a trial that only tells, or the import itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext, override
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization

from home.models import WordPressImport, WordPressPage

from . import writing
from .convert import convert
from .ground import Ground
from .links import Links, address
from .plan import Note, Plan, Planned, outline, plan
from .reader import Blog, Export, ExportError, Post

Progress = Callable[[int, int], None]
Tell = Callable[[str, str, int | None, Iterable[Note]], None]


@dataclass
class Summary:
    """``left_out``: items of kinds that become no page, by kind."""

    added: int = 0
    known: int = 0
    base: str = ""
    left_out: Counter[str] = field(default_factory=Counter)
    subjects: Counter[str] = field(default_factory=Counter)


class Run:
    """``tell(title, language, page, notes)`` hears what needs a hand on each page, and beside them."""

    def __init__(
        self, stream: IO[bytes], *, intake: WordPressImport, ground: Ground, user: Any, tell: Tell, dry: bool = False
    ) -> None:
        self.export, self.intake, self.ground, self.user = Export(stream), intake, ground, user
        self.tell, self.dry = tell, dry
        self.summary = Summary()
        self.plan = Plan()
        self.rows: dict[int, WordPressPage] = {}

    def read(self) -> None:
        """Go through the file once and plan the pages. Raises ExportError."""
        self.plan = self._plan()

    def carry_out(self, progress: Progress | None = None) -> Summary:
        """After `read`."""
        planned, pages = self.plan, self.plan.pages
        total, done = 2 * len(pages), 0
        new = self._known(pages)
        self.summary.added, self.summary.known = len(new), len(pages) - len(new)
        self.summary.left_out = planned.left_out
        for title, note in planned.beside:
            self.tell(title[:255], "", None, [note])
        for one in pages if not self.dry else ():
            self._make(one)
            done += 1
            if progress:
                progress(done, total)
        by_number = {one.post.number: one for one in pages}
        links = self._links(pages)
        for post in self.export.posts():
            if (found := by_number.pop(post.number, None)) and post.kind == found.post.kind:
                self._fill(found, post, links)
                done += 1
                if progress:
                    progress(total - len(by_number), total)
        if not self.dry:
            self._mirror(pages)
        return self.summary

    def _plan(self) -> Plan:
        ground = self.ground
        if not ground.homes:
            raise ExportError("no_home")
        posts = [outline(post) for post in self.export.posts()]
        blog: Blog = self.export.blog
        self.summary.base = blog.url
        made = plan(posts, blog, languages=list(ground.homes), main=ground.main, news=list(ground.news))
        if not made.pages and not made.beside:
            raise ExportError("no_posts")
        return made

    def _known(self, pages: list[Planned]) -> list[Planned]:
        """Find what has been brought before; give back what has not been, or not wholly."""
        rows = WordPressPage.objects.filter(site=self.ground.site).select_related("page")
        kept = {row.source: row for row in rows}
        for one in pages:
            row = kept.get(writing.source_of(self.summary.base, one.post))
            if row is not None:
                self.rows[one.post.number] = row
        return [one for one in pages if not (row := self.rows.get(one.post.number)) or not row.filled]

    def _make(self, one: Planned) -> None:
        if one.post.number in self.rows:
            return
        source = self.rows.get(one.translates)
        key = source.page.translation_key if source else None
        locale = Locale.objects.get(language_code=one.language)
        if key and Page.objects.filter(translation_key=key, locale=locale).exists():
            one.notes.append(("pair_twice", {}))
            key = None
        page = writing.make(one, self._above(one), key, base=self.summary.base, intake=self.intake, user=self.user)
        self.rows[one.post.number] = WordPressPage.objects.select_related("page").get(page=page.pk)

    def _above(self, one: Planned) -> Page:
        if one.is_news:
            return self.ground.news[one.language]
        row = self.rows.get(one.above)
        return row.page if row else self.ground.homes[one.language]

    def _links(self, pages: list[Planned]) -> Links:
        """In a trial every page leads somewhere, so that it tells of the same links as the import will."""
        numbers = {
            one.post.number: self.rows[one.post.number].page_id if one.post.number in self.rows else -1 for one in pages
        }
        found = {address(one.post.link): numbers[one.post.number] for one in pages if address(one.post.link)}
        return Links(base=self.summary.base, pages=found, numbers=numbers)

    def _fill(self, one: Planned, post: Post, links: Links) -> None:
        row = self.rows.get(post.number)
        if row is not None and row.filled:
            return
        with override(one.language):
            missing = gettext("An image belongs here: %(url)s%(alt)s")
        body = convert(post.content, links, missing_image=missing)
        title, about_title = writing.title_of(post, one.language)
        _summary, about_summary = writing.summary_of(post)
        _themes, others = self.ground.themes_of(post.subjects if one.is_news else ())
        subjects = [("subjects", {"names": ", ".join(others)[:400]})] if others else []
        if row is not None and not self.dry:
            writing.fill(row, post, body.blocks, self.ground, user=self.user)
        notes = [*one.notes, *about_title, *about_summary, *subjects, *body.notes]
        self.tell(title, one.language, row.page_id if row and not self.dry else None, notes)

    def _mirror(self, pages: list[Planned]) -> None:
        """Pages of the main language that were not translated stand in the other languages as copies."""
        main = Locale.objects.get(language_code=self.ground.main)
        others = LocaleSynchronization.objects.filter(sync_from=main).values_list("locale_id", flat=True)
        wanted = set(others) & {home.locale_id for home in self.ground.homes.values()}
        for one in pages:
            page = self.rows[one.post.number].page
            if one.language != self.ground.main or not wanted:
                continue
            there = Page.objects.filter(translation_key=page.translation_key).values_list("locale_id", flat=True)
            if wanted - set(there):
                writing.mirror(page)
