"""Reads of the index. Any text may be asked for: what makes no sense finds nothing, and never fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Literal

from django.conf import settings
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString

from . import candidates, highlight, registry
from .analysis import Term, terms
from .analysis.tokens import Match
from .candidates import Candidate
from .engines import Expression, engine
from .entries import CLOSED, OPEN, filter_token, published
from .exact import met_exactly
from .models import Entry
from .narrowing import Facets, Narrowing, count
from .near import FEW, Question, may_be_mistyped, widened
from .ranking import Ranking
from .spelling import suggestions
from .tuning.kept import taught
from .wording import Wording, read

#: So many of the best and newest rows are ranked and counted; a search that meets more says «over» this many.
MOST = 500

Order = Literal["relevance", "newest"]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """``title`` and ``snippet`` are safe HTML, the met words in ``<mark>``; ``url`` is in the active language.
    ``standing``: «open» or «closed» of what one can take part in. ``place``: latitude and longitude."""

    site_id: int
    kind: str
    object_id: int
    key: str
    language: str
    plain_title: str
    title: SafeString
    snippet: SafeString
    path: str
    created: datetime
    score: float
    standing: str = ""
    place: tuple[float, float] | None = None

    @property
    def url(self) -> str:
        return registry.url(self.kind, self.path)

    @property
    def label(self) -> str:
        return registry.label(self.kind)

    @property
    def sign(self) -> str:
        """How its standing is marked."""
        return {"open": "now", "closed": "closed"}.get(self.standing, "")

    @property
    def file_url(self) -> str:
        """Of the document whose text it is, where it is one: `url` leads to the page that holds it."""
        return registry.file(self.kind, self.path)[0]

    @property
    def file_name(self) -> str:
        return registry.file(self.kind, self.path)[1]


@dataclass(frozen=True, kw_only=True)
class Results:
    """A page of hits. ``total`` is exact unless `is_capped`: then there are more than that. With ``at_least`` the
    counts of the facets are least ones. ``words`` were typed, and ``terms`` say what each stands for; ``also``: words
    that were looked for besides; ``meant``: what to ask instead when hardly anything was found."""

    hits: list[Hit]
    total: int
    is_capped: bool
    at_least: bool
    facets: Facets
    words: tuple[str, ...]
    terms: tuple[Term, ...] = ()
    page: int = 1
    also: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()


NOTHING = Results(hits=[], total=0, is_capped=False, at_least=False, facets=Facets({}, {}, {}, {}), words=())


def find(
    *,
    text: str,
    narrowing: Narrowing,
    order: Order = "relevance",
    page: int = 1,
    limit: int = 20,
    exactly: bool = False,
    counted: bool = True,
) -> Results:
    """A page of ``limit`` hits; the last one when there are fewer. What has the words as they were typed comes first;
    with ``exactly`` nothing else is looked for. Unless ``counted`` the facets tell only of what was chosen. Three queries
    to nine, however much is found (`candidates`); four more at most for words that no dictionary has, as many when hardly
    anything is found, and some for phrases (`exact`)."""
    wording = read(text)
    typed = terms(wording.text, _languages(), narrowing.reader)
    if not typed:
        return NOTHING
    asked = Question(tuple(typed)) if exactly else _meant(typed, narrowing.site_id, wording)
    met = candidates.met(asked, narrowing, _unwanted(wording), MOST, counted=counted)
    rows, is_capped = met.rows, met.is_capped
    if wording.is_exacting:
        read_of = [*met.candidates, *(row_id for row_id in met.widest if row_id not in met.candidates)]
        exact, was_read = met_exactly(wording, read_of)
        is_capped = is_capped or not (met.candidates.keys() & rows.keys()) <= was_read
        rows = {row_id: rows[row_id] for row_id in exact if row_id in rows}
    facets = count(((row_id, filters) for row_id, (filters, _title) in rows.items()), narrowing)
    scores = _scores(asked, met.candidates, rows, narrowing.now)
    ranked = sorted(scores, key=(lambda row: (-scores[row], -row)) if order == "relevance" else (lambda row: -row))
    may_be_meant = not asked.also and _is_hardly_met(typed, len(ranked))
    page = max(1, min(page, -(-len(ranked) // limit)))
    shown = ranked[(page - 1) * limit : page * limit]
    return Results(
        hits=_hits(shown, scores, [*asked.terms, *chain(*asked.variants)]),
        total=len(ranked),
        is_capped=is_capped,
        at_least=met.at_least,
        facets=facets,
        words=tuple(term.word for term in typed),
        terms=asked.terms,
        page=page,
        also=asked.also,
        meant=tuple(suggestions(text, typed, narrowing, _unwanted(wording))) if may_be_meant else (),
    )


def _is_hardly_met(typed: Sequence[Term], hits: int) -> bool:
    return not hits or (hits <= FEW and may_be_mistyped(typed))


def ids_matching(*, site_id: int, kind: str, text: str) -> RawSQL | list[int]:
    """Every ``object_id`` of one kind that the words meet, for ``filter(pk__in=…)``. None when the text holds no
    word."""
    wording = read(text)
    typed = terms(wording.text, _languages())
    if not typed:
        return []
    filters = [frozenset({filter_token("s", site_id)}), frozenset({filter_token("k", kind)})]
    asked = _meant(typed, site_id, wording).terms
    return engine().object_ids(Expression((*filters, *(term.tokens for term in asked)), _unwanted(wording)))


@dataclass(frozen=True)
class Found:
    """A thing that a search meets. ``minute``: of publishing, counted from 1970."""

    kind: str
    object_id: int
    minute: int


@dataclass(frozen=True)
class Newest:
    """``found``, the newest first. ``since``: there may be more that were published before that minute, 0 when not."""

    found: list[Found]
    since: int = 0


def newest(*, text: str, narrowing: Narrowing, limit: int, exactly: bool = False) -> Newest:
    """What `find` would meet, without ranking it: of the ``limit`` newest rows that have the words. Two queries, and those
    of `find` for words that no dictionary knows and for phrases."""
    wording = read(text)
    typed = terms(wording.text, _languages(), narrowing.reader)
    if not typed:
        return Newest([])
    asked = Question(tuple(typed)) if exactly else _meant(typed, narrowing.site_id, wording)
    ways, unwanted = (asked.terms, *asked.variants), _unwanted(wording)
    met = engine().newest([narrowing.expression((one.tokens for one in way), without=unwanted) for way in ways], limit)
    ids = sorted(set(chain(*met)), reverse=True)[:limit]
    since = published(ids[-1]) if len(ids) == limit else 0
    if wording.is_exacting:
        exact, _was_read = met_exactly(wording, ids)
        ids = [row_id for row_id in ids if row_id in exact]
    rows = Entry.objects.filter(pk__in=ids).order_by("-pk").values_list("kind", "object_id", "pk")
    return Newest([Found(kind, object_id, published(row_id)) for kind, object_id, row_id in rows], since)


def has_words(text: str) -> bool:
    """Whether there is anything in it to look for."""
    return bool(terms(read(text).text, _languages()))


def _meant(typed: Sequence[Term], site_id: int | None, wording: Wording) -> Question:
    """With what the words may stand for: a mistyped one for another, any for what editors have said it means. Words of
    phrases stand for themselves."""
    thesaurus = taught(site_id).thesaurus
    asked = [one.word for one in typed]
    question = widened(typed, site_id, wording.exact | thesaurus.known(asked))
    return thesaurus.expanded(question, leave=wording.exact)


def _unwanted(wording: Wording) -> frozenset[str]:
    """The tokens of whole words that must not be there: «-puisto» leaves a koirapuisto in."""
    unwanted = terms(wording.unwanted, _languages()) if wording.unwanted else ()
    return frozenset().union(*(term.of(Match.TITLE, Match.TEXT) for term in unwanted))


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def _scores(
    asked: Question, ranked: dict[int, Candidate], rows: dict[int, tuple[str, str]], now: datetime
) -> dict[int, float]:
    """The best of the ways that a row meets the question in."""
    rankings = [Ranking(way, now) for way in (asked.terms, *asked.variants)]
    scores = {}
    for row_id, (as_typed, ways) in ranked.items():
        if row_id in rows:
            filters, title = rows[row_id]
            scores[row_id] = max(
                rankings[number].score(row_id, title, whole, as_typed=as_typed, filters=filters)
                for number, whole in ways.items()
            )
    return scores


def _hits(ids: Sequence[int], scores: dict[int, float], asked: Sequence[Term]) -> list[Hit]:
    wanted = frozenset().union(*(term.tokens for term in asked))
    entries = Entry.objects.in_bulk(list(ids))
    return [_hit(entries[row_id], scores[row_id], wanted) for row_id in ids if row_id in entries]


def _hit(entry: Entry, score: float, wanted: frozenset[str]) -> Hit:
    return Hit(
        site_id=entry.site_id,
        kind=entry.kind,
        object_id=entry.object_id,
        key=entry.key,
        language=entry.language,
        plain_title=entry.title,
        title=highlight.marked(entry.title, entry.title_tokens, wanted),
        snippet=highlight.snippet(entry.text, entry.text_tokens, wanted),
        path=entry.path,
        created=entry.created,
        score=score,
        standing="open" if OPEN in entry.filters else "closed" if CLOSED in entry.filters else "",
        place=(entry.lat, entry.lon) if entry.lat is not None and entry.lon is not None else None,
    )
