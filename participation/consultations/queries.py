"""Reading consultations and what was sent to them. Each call costs a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import get_language
from wagtail.models import Locale, Site

from core.pages import open_to_all, shown_language
from participation.moderation.rules import Standing

from .answering.queries import answers_to
from .models import ConsultationPage, Opinion, OpinionFile, OpinionHandling, OpinionView
from .rounds import chain
from .rules import PAGE, SHOWN, Terms

if TYPE_CHECKING:
    from accounts.queries import Person

ORDERS = ("newest", "oldest", "agreed")


@dataclass(frozen=True)
class Consultation:
    """A public consultation: ``page`` to show the reader, ``source`` whose terms rule."""

    page: ConsultationPage
    source: ConsultationPage
    site: Site

    @property
    def key(self) -> UUID:
        return self.source.translation_key

    @property
    def terms(self) -> Terms:
        return self.source.terms

    @property
    def takes(self) -> dict[str, str]:
        """By the ids of sections that can be written about: who may, as the section itself says."""
        return {
            block.id: block.value["audience"] or ""
            for block in self.source.sections
            if block.block_type != "report" and block.id
        }

    def title_of(self, section: str) -> str:
        """In the reader's language; empty for the whole."""
        found = (block.value["title"] for block in self.page.sections if block.id == section)
        return next(found, "") if section else ""


def consultation(site: Site, key: UUID) -> Consultation | None:
    """One query; ``None`` for one that is not public in this municipality."""
    languages = {settings.LANGUAGE_CODE, get_language() or ""}
    pages = ConsultationPage.objects.live().filter(translation_key=key, locale__language_code__in=languages)
    by_language = {page.locale.language_code: page for page in _versions(open_to_all(pages))}
    source = by_language.get(settings.LANGUAGE_CODE)
    if source is None or not source.path.startswith(site.root_page.path):
        return None
    return Consultation(by_language.get(get_language() or "", source), source, site)


def consultation_of(page: ConsultationPage, site: Site) -> Consultation:
    """Of a page that is being shown, published or a preview. One query at most."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return Consultation(page, page, site)
    own = ConsultationPage.objects.live().filter(
        translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE
    )
    return Consultation(page, own.first() or page, site)


def _versions(pages: Any) -> Any:
    return pages.select_related("locale", "alias_of__locale")


@dataclass(frozen=True)
class Round:
    """Of one matter, as a page lists it."""

    number: int
    page: ConsultationPage
    is_here: bool
    is_closed: bool

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def url(self) -> str:
        return self.page.url or ""

    @property
    def lang(self) -> str | None:
        return shown_language(self.page)

    @property
    def closes_at(self) -> datetime | None:
        return self.page.closes_at


def rounds(found: Consultation, now: datetime) -> list[Round]:
    """Every public round of its matter, oldest first, with this one; none where it is the only one. Two queries at
    most, however many rounds there are."""
    own = ConsultationPage.objects.filter(
        path__startswith=found.site.root_page.path, locale__language_code=settings.LANGUAGE_CODE
    )
    following = own.filter(previous_round__isnull=False).order_by("first_published_at", "pk")
    before = dict(following.filter(live=True).values_list("translation_key", "previous_round"))
    if found.source.previous_round is not None:
        before[found.key] = found.source.previous_round
    earlier, later = chain(found.key, before)
    if not earlier and not later:
        return []
    keys = [*earlier, found.key, *later]
    languages = {settings.LANGUAGE_CODE, get_language() or ""}
    pages = ConsultationPage.objects.live().filter(translation_key__in=keys, locale__language_code__in=languages)
    shown = {page.translation_key: page for page in _in_turn(_versions(open_to_all(pages)).defer_streamfields())}
    shown[found.key] = found.page
    return [
        Round(number, page, key == found.key, page.terms.state(now) == "past")
        for number, key in enumerate(keys, start=1)
        if (page := shown.get(key))
    ]


def _in_turn(pages: Iterable[ConsultationPage]) -> list[ConsultationPage]:
    """The reader's language last, so that it outdoes the source."""
    return sorted(pages, key=lambda page: page.locale.language_code == get_language())


def rows_of(site: Site, locale: Locale, now: datetime) -> QuerySet[ConsultationPage]:
    """A municipality's public consultations in a language: those that are open, the first to close first; those to
    come; the closed ones, the newest first."""
    state = Case(
        When(opens_at__gt=now, then=Value(1)),
        When(closes_at__lte=now, then=Value(2)),
        default=Value(0),
        output_field=IntegerField(),
    )
    own = ConsultationPage.objects.filter(path__startswith=site.root_page.path).order_by().values("translation_key")
    pages = ConsultationPage.objects.live().filter(locale=locale, translation_key__in=own)
    turn = Case(When(closes_at__lte=now, then=None), default=F("closes_at"))
    return (
        _versions(open_to_all(pages))
        .defer_streamfields()
        .annotate(turn=state, soon=turn)
        .order_by("turn", F("soon").asc(nulls_last=True), "-closes_at", "pk")
    )


def open_in(projects: Collection[UUID], now: datetime, site_id: int | None = None) -> list[ConsultationPage]:
    """Public consultations of projects that can be answered now, in the reader's language; with ``site_id`` also those
    of a municipality that belong to no project. One query."""
    wanted = Q(project_key__in=projects)
    if site_id is not None:
        root = Site.objects.filter(pk=site_id).order_by().values("root_page__path")
        own = ConsultationPage.objects.filter(path__startswith=root[:1]).order_by().values("translation_key")
        wanted |= Q(project_key=None, translation_key__in=own)
    pages = ConsultationPage.objects.live().filter(wanted, locale__language_code=get_language())
    pages = pages.filter(Q(opens_at=None) | Q(opens_at__lte=now), Q(closes_at=None) | Q(closes_at__gt=now))
    return list(_versions(open_to_all(pages)).defer_streamfields().order_by("closes_at", "pk"))


def of_project(key: UUID) -> list[ConsultationPage]:
    """Public consultations of a project, the newest first, in the reader's language. One query."""
    pages = ConsultationPage.objects.live().filter(project_key=key, locale__language_code=get_language())
    return list(_versions(open_to_all(pages)).defer_streamfields().order_by("-first_published_at", "-pk"))


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads: ``sees_held`` for those who moderate the consultation."""

    user: Person
    now: datetime
    sees_held: bool = False


def visible_to(reader: Reader) -> Q:
    """As comments: what has been public, one's own, for moderators what waits."""
    seen = Q(was_public=True)
    if reader.user.is_authenticated:
        seen |= Q(author_id=reader.user.pk, removed_at=None)
    if reader.sees_held:
        seen |= Q(standing=Standing.HELD, removed_at=None)
    return seen


@dataclass
class Shown:
    """An opinion as a page shows it."""

    opinion: Opinion
    is_mine: bool
    has_words: bool
    lang: str  # of the words, when it is not the reader's
    section_title: str = ""
    paragraph: str = ""  # of a draft text: what it is called
    view: str = ""  # the reader's own
    files: list[OpinionFile] = field(default_factory=list)
    answer: OpinionHandling | None = None  # what the municipality says to it, once published


@dataclass
class Told:
    """What was sent to a consultation, in short: numbers by section («» is the whole), and the first of each."""

    numbers: dict[str, int] = field(default_factory=dict)
    first: dict[str, list[Shown]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.numbers.values())


def told(key: UUID, reader: Reader) -> Told:
    """Three queries, and one for who is signed in, however many there are."""
    counted = Opinion.objects.of(key).public().order_by().values("section").annotate(number=Count("pk"))
    found = Told(numbers={row["section"]: row["number"] for row in counted})
    newest = (
        Opinion.objects.of(key)
        .filter(visible_to(reader))
        .annotate(turn=Window(RowNumber(), partition_by=[F("section")], order_by=["-created_at", "-id"]))
        .filter(turn__lte=SHOWN)
        .order_by("section", "-created_at", "-id")
    )
    for shown in show(newest, reader):
        found.first.setdefault(shown.opinion.section, []).append(shown)
    return found


def opinions(
    key: UUID,
    reader: Reader,
    *,
    section: str | None = None,
    anchor: str = "",
    page: object = 1,
    order: str = "newest",
) -> tuple[list[Shown], Page[Opinion]]:
    """A page of what was sent; ``section``: «» is the whole, ``None`` everything; ``anchor``: a paragraph of a draft.
    Four queries at most."""
    rows = Opinion.objects.of(key).filter(visible_to(reader))
    if section is not None:
        rows = rows.filter(section=section)
    if anchor:
        rows = rows.filter(anchor=anchor)
    by = {"oldest": ("created_at", "id"), "agreed": ("-agreed", "-created_at", "-id")}
    chosen = Paginator(rows.order_by(*by.get(order, ("-created_at", "-id"))), PAGE).get_page(page)  # type: ignore[arg-type]
    return show(chosen.object_list, reader), chosen


def page_of(opinion: Opinion) -> int:
    """The page, newest first, on which it stands among all."""
    later = Q(created_at__gt=opinion.created_at) | Q(created_at=opinion.created_at, pk__gt=opinion.pk)
    return Opinion.objects.of(opinion.consultation_key).filter(later, was_public=True).count() // PAGE + 1


def show(rows: Iterable[Opinion], reader: Reader) -> list[Shown]:
    """Three queries, of which one for who is signed in."""
    found = list(rows)
    answers = answers_to(found) if found else {}
    files = files_of(found)
    views: dict[int, str] = {}
    if reader.user.is_authenticated and found:
        own = OpinionView.objects.filter(voter_id=reader.user.pk, opinion__in=[row.pk for row in found])
        views = dict(own.values_list("opinion_id", "view"))
    return [_shown(row, reader, views.get(row.pk, ""), answers.get(row.pk), files.get(row.pk, [])) for row in found]


def files_of(rows: Iterable[Opinion]) -> dict[int, list[OpinionFile]]:
    """By the numbers of opinions. One query, none without opinions."""
    found: dict[int, list[OpinionFile]] = {}
    for file in OpinionFile.objects.filter(opinion__in=[row.pk for row in rows]):
        found.setdefault(file.opinion_id or 0, []).append(file)
    return found


def _shown(
    opinion: Opinion, reader: Reader, view: str, answer: OpinionHandling | None, files: list[OpinionFile]
) -> Shown:
    mine = bool(reader.user.is_authenticated and opinion.author_id == reader.user.pk)
    return Shown(
        opinion=opinion,
        is_mine=mine,
        has_words=not opinion.mark or (opinion.is_held and (mine or reader.sees_held)),
        lang="" if opinion.language == get_language() else opinion.language,
        view=view,
        files=files,
        answer=answer,
    )
