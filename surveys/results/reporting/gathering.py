"""A report made of a survey: what is asked of the database, and the words around it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from wagtail.models import Site

from core.maps import draw
from municipality.models import Area
from municipality.queries import of_site

from ...engine.definition import Question
from ...models import SurveyPage
from ...rules import Audience, Way, whole_days
from ..choosing import EVERYBODY, Selection
from ..keeping import responses
from ..public import open_questions, with_heat
from ..reading import Packs, Reading, Results
from ..shapes import Result
from ..texts import KINDS, Wanted, has_words
from . import profiles
from .shapes import Map, Part, Report
from .texts import with_texts

EXACT = 1  # the fewest people that a figure for staff may be about
Progress = Callable[[int, int], None]  # how many parts are made, of how many


@dataclass(frozen=True, kw_only=True)
class Wish:
    """``is_public``: of public questions only, with what must be kept back kept back, and of everybody. ``quoted``: how
    many answers in words of each theme; none in public. ``narrowed``: the selection in words."""

    language: str
    is_public: bool = False
    quoted: int = 0
    selection: Selection = EVERYBODY
    narrowed: Sequence[str] = ()


def gather(
    page: SurveyPage,
    reading: Reading,
    wish: Wish,
    *,
    municipality: str,
    now: datetime,
    progress: Progress | None = None,
) -> Report:
    """``page`` is the source. In the language that is active, which is that of the wish."""
    return _Gathering(page, reading, wish, now, progress or _nothing).report(municipality)


class _Gathering:
    def __init__(self, page: SurveyPage, reading: Reading, wish: Wish, now: datetime, tell: Progress) -> None:
        self.page, self.reading, self.wish, self._tell = page, reading, wish, tell
        self.today = localtime(now).date()
        self.before = whole_days(page.terms, now, self.today)
        self.selection = EVERYBODY if wish.is_public else wish.selection
        self.least = page.least_cell if wish.is_public else EXACT
        self.shown = open_questions(page)

    def report(self, municipality: str) -> Report:
        found = self.reading.results_of(self._packs, self.selection)
        enough = found.number >= self.least
        results = [one for one in found.told(self.wish.language, self.least) if self._is_shown(one)] if enough else []
        parts = []
        for number, result in enumerate(results, 1):
            parts.append(self._part(number, result))
            self._tell(number, len(results) + 1)
        return Report(
            title=title_in(self.page, self.wish.language),
            municipality=municipality,
            made_on=self.today,
            language=self.wish.language,
            facts=list(self._facts(found)),
            note=self._note(),
            questions=parts,
            profile=self._profile() if enough else None,
            method=list(self._method()),
            privacy=list(_privacy(is_quoted=any(part.quotes for part in parts))),
        )

    @cached_property
    def _packs(self) -> Packs:
        return self.reading.packs(self.before, self.selection)

    def _is_shown(self, result: Result) -> bool:
        return not self.wish.is_public or result.id in self.shown

    def _part(self, number: int, result: Result) -> Part:
        part = Part(
            title=f"{number}. {result.title}",
            sentences=list(_sentences(result)),
            stats=result.stats,
            map=self._map(result),
            groups=result.groups,
        )
        question = next(one for one in self.reading.questions if one.id == result.id)
        if result.is_few or not self._has_texts(question):
            return part
        wanted = Wanted(selection=self.selection, before=self.before)
        quoted = 0 if self.wish.is_public else self.wish.quoted
        return with_texts(part, question, self.reading, wanted, least=self.least, quoted=quoted)

    def _map(self, result: Result) -> Map | None:
        """The squares that the page of results shows; of the exact report, every square and its number."""
        heat = with_heat(
            result, self.reading, self._packs, self.least, before=self.before, selection=self.selection
        ).heat
        drawing = draw(**self._ground, shape="wide", tiles=heat.tiles) if heat else None
        return Map(heat, drawing, self._squares()) if heat and drawing else None

    @cached_property
    def _ground(self) -> dict[str, Any]:
        site = Site.objects.get(pk=self.reading.site_id)
        return {"areas": list(Area.objects.filter(site=site)), "bounds": of_site(site).map["bounds"]}

    def _squares(self) -> str:
        if self.least <= EXACT:
            return _("A square is some 220 metres wide.")
        said = ngettext(
            "A square is some 220 metres wide. Squares that fewer than %(least)s person marked are not shown.",
            "A square is some 220 metres wide. Squares that fewer than %(least)s people marked are not shown.",
            self.least,
        )
        return said % {"least": self.least}

    def _has_texts(self, question: Question) -> bool:
        """In public not those of words beside an answer: how many wrote some would tell of figures that are kept back."""
        return question.kind in KINDS if self.wish.is_public else has_words(question)

    def _profile(self) -> Part | None:
        if not self.reading.newest.dimensions:
            return None
        found = profiles.sums(self.reading, self.before, self.selection)
        return profiles.told(
            self.reading,
            found,
            self.wish.language,
            least=self.least,
            closed=self._closed() if self.wish.is_public else (),
        )

    def _closed(self) -> Collection[str]:
        return {question.id for question in self.reading.questions} - self.shown

    def _facts(self, found: Results) -> Iterator[tuple[str, str]]:
        page = self.page
        if page.opens_at or page.closes_at:
            yield pgettext("survey", "Open"), f"{_day(page.opens_at)}–{_day(page.closes_at)}"
        number = str(found.number) if found.number >= self.least else _("fewer than %(least)s") % {"least": self.least}
        yield _("Responses"), number
        if not self.wish.is_public and found.number:
            yield from self._ways()
        yield _("Who could answer"), str(Audience(page.audience).label)
        if self.before:
            yield _("Counted"), _("up to the day before this report: the survey is open")
        if self.wish.narrowed and not self.wish.is_public:
            yield _("Only a part of the answers"), "; ".join(self.wish.narrowed)

    def _ways(self) -> Iterator[tuple[str, str]]:
        rows = responses(self.reading.key, self.before, self.selection).order_by()
        if self.selection.chosen is None:
            ways = rows.values_list("way").annotate(Count("pk")).order_by("-way")
            yield _("How they came"), ", ".join(f"{Way(way).label} {number}" for way, number in ways)
        names, codes = dict(settings.LANGUAGES), rows.values_list("language", flat=True).distinct().order_by("language")
        yield _("Languages of the answers"), ", ".join(str(names.get(code, code)) for code in codes)

    def _note(self) -> str:
        if self.wish.is_public:
            return _(
                "Public questions only. Figures about fewer than %(least)s people are kept back, and others with them, "
                "so that nobody can be picked out."
            ) % {"least": self.least}
        return _(
            "For work in the municipality: figures are exact, and questions for staff only are here too. Do not publish "
            "figures about fewer than %(least)s people."
        ) % {"least": self.page.least_cell}

    def _method(self) -> Iterator[str]:
        yield str(_AUDIENCES[Audience(self.page.audience)])
        if self.page.audience == Audience.ANYONE:
            yield _("Who answered chose to do so: the answers are not a sample of the residents.")
        yield _(
            "Shares are of those who were asked the question and answered it, rounded to whole per cents. Where several "
            "alternatives could be chosen, each is counted, and the shares add up to more than a hundred."
        )
        count = len(self.reading.definitions)
        if count > 1:
            said = _("The questions changed while the survey was open: %(count)s versions are told as one.")
            yield said % {"count": count}
        if self.reading.newest.dimensions:
            yield _("Points were counted for each respondent by dimension and weight; this is their mean.")


def _privacy(*, is_quoted: bool) -> Iterator[str]:
    yield _(
        "Answers were given without a name. With them were kept their language and the day; no network address, no "
        "account and no time of day. Addresses and telephone numbers that were given are kept apart from the answers."
    )
    if is_quoted:
        yield _(
            "Answers in words are quoted as they were written, a part of them. Look through them before this report "
            "goes further: somebody may have written of persons."
        )


_AUDIENCES = {
    Audience.ANYONE: gettext_lazy("The survey was open to anyone on the municipality’s site."),
    Audience.CODE: gettext_lazy("The survey was answered with one-time codes that the municipality handed out."),
    Audience.ACCOUNT: gettext_lazy("The survey was answered signed in, once each."),
    Audience.STRONG: gettext_lazy("The survey was answered strongly identified, once each."),
}


def _nothing(done: int, total: int) -> None:
    """Nobody wants to know."""


def title_in(page: SurveyPage, language: str) -> str:
    """The survey's title in a language, where it is public in it."""
    titles = SurveyPage.objects.filter(translation_key=page.translation_key, live=True, locale__language_code=language)
    return titles.values_list("title", flat=True).first() or page.title


def _sentences(result: Result) -> Iterator[str]:
    if result.is_few:
        yield _("Too few answers to show.")
        return
    if result.sentence:
        yield result.sentence
    if result.answered is not None:
        said = ngettext("%(number)s answered.", "%(number)s answered.", result.answered) % {"number": result.answered}
        if result.unanswered:
            more = ngettext("%(number)s did not.", "%(number)s did not.", result.unanswered)
            said += " " + more % {"number": result.unanswered}
        yield said


def _day(at: datetime | None) -> str:
    return date_format(localtime(at).date(), "SHORT_DATE_FORMAT") if at else ""
