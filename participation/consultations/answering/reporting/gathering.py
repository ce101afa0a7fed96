"""What a report tells: figures at once, opinions as they are drawn, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from municipality.models import Area, MunicipalitySettings
from surveys.results.shapes import Group

from ...asking import asked_in, figures_of, total_of
from ...geometry import middle
from ...models import ConsultationPage, Opinion, OpinionHandling
from ...present import kind_words
from ...rules import Channel
from ...spoken import named
from ...statements.queries import public_parties
from ...statements.rules import Answer
from .. import charts
from ..queries import Closing, closing
from ..tabling import Row, rows_of
from .mapping import Drawing, draw, rings_of

MOST_DOTS = 50_000


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """Of a section: its opinions are read when they are drawn."""

    title: str
    number: int
    section: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """``personal``: with names and addresses of the senders."""

    page: ConsultationPage
    title: str
    municipality: str
    made_on: date
    language: str
    personal: bool
    facts: Sequence[tuple[str, str]]
    note: str
    closing: Closing
    groups: Sequence[Group]
    drawing: Drawing | None
    decisions: Sequence[Any]
    silent: Sequence[
        tuple[str, Sequence[str]]
    ]  # organisations that were asked and gave no statement, by how they stand
    chapters: Sequence[Chapter]

    @property
    def drawn(self) -> str:
        """What the drawing shows, for those who do not see it."""
        return named("drawn", self.page.terms.noun, number=self.closing.with_place)

    def rows(self, chapter: Chapter) -> Iterator[Row]:
        found = _sent(self.page).filter(section=chapter.section).order_by("created_at", "pk")
        return rows_of(found, {self.page.translation_key: self.page}, contacts=self.personal)


def gather(source: ConsultationPage, site: Site, *, personal: bool, now: datetime) -> Report:
    """In the language that is active."""
    language = get_language() or ""
    versions = ConsultationPage.objects.filter(translation_key=source.translation_key, live=True)
    page = versions.filter(locale__language_code=language).first() or source
    titles = {block.id: block.value["title"] for block in page.sections if block.block_type != "report" and block.id}
    whole = _("On the whole")
    figures = closing(source.translation_key, titles, whole=whole, drafts=True)
    asked = asked_in(page.sections, now, exact=True)
    numbers = dict(_sent(page).order_by().values_list("section").annotate(Count("pk")))
    order = [*titles, *(section for section in numbers if section and section not in titles), ""]
    return Report(
        page=page,
        title=page.title,
        municipality=str(MunicipalitySettings.for_site(site)),
        made_on=localtime(now).date(),
        language=language,
        personal=personal,
        facts=list(_facts(page, figures, total_of(asked))),
        note=_note(personal),
        closing=figures,
        groups=[*charts.said(figures, page.terms.noun, figures_of(asked, titles)), *charts.answered(figures)],
        drawing=_drawing(page, site),
        decisions=[block.value for block in page.decisions],
        silent=list(_silent(source, now)),
        chapters=[
            Chapter(title=titles.get(section, whole), number=numbers[section], section=section)
            for section in order
            if numbers.get(section)
        ],
    )


def _sent(page: ConsultationPage) -> Any:
    return Opinion.objects.of(page.translation_key).filter(removed_at=None)


def _facts(page: ConsultationPage, figures: Closing, answers: int) -> Iterator[tuple[str, str]]:
    terms, sent = page.terms, _sent(page).order_by()
    yield _("Kind"), ", ".join(kind_words(terms))
    if page.opens_at or page.closes_at:
        yield _("Open"), f"{_day(page.opens_at)}–{_day(page.closes_at)}"
    if page.case_number:
        yield _("Case number"), page.case_number
    if page.unit:
        yield _("Responsible unit"), page.unit
    yield named("all", terms.noun), str(sent.count())
    ways = sent.values_list("via").annotate(Count("pk")).order_by("-via")
    yield _("How they came"), ", ".join(f"{Channel(way).label} {number}" for way, number in ways)
    people = sent.exclude(author=None).values("author").distinct().count() + sent.filter(author=None).count()
    yield _("Participants"), str(people + answers)
    if answers:
        yield _("Of them answered questions"), _("%(number)s; who also wrote counts twice") % {"number": answers}
    organisations = sent.exclude(organisation="").values("organisation").distinct().count()
    yield _("Organisations"), str(organisations)
    yield _("With a place"), str(figures.with_place)
    answered = OpinionHandling.objects.of(page.translation_key).published().count()
    yield named("published", terms.noun), str(answered)


def _note(personal: bool) -> str:
    if personal:
        return _("This report holds names and addresses. It is for the handling of the matter, not for publishing.")
    return _(
        "Names and addresses have been left out. Look through what people wrote before publishing: somebody may have "
        "written of persons."
    )


def _drawing(page: ConsultationPage, site: Site) -> Drawing | None:
    places = _sent(page).filter(place__isnull=False).order_by("pk").values_list("place", flat=True)[:MOST_DOTS]
    middles = ((lon, lat) for lon, lat in map(middle, places) if lon is not None and lat is not None)
    rings = (ring for area in Area.objects.filter(site=site) for ring in rings_of(area.outline))
    return draw(middles, rings)


def _silent(source: ConsultationPage, now: datetime) -> Iterator[tuple[str, list[str]]]:
    """Who still has time is not silent."""
    parties = public_parties(source, now)
    for words, answer in ((_("No statement to give"), Answer.NONE), (_("No answer"), Answer.OVERDUE)):
        if names := [one.row.organisation for one in parties if one.answer == answer]:
            yield words, names


def _day(at: datetime | None) -> str:
    return date_format(localtime(at).date(), "SHORT_DATE_FORMAT") if at else ""
