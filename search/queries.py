"""Reads of the index. Any text may be asked for: what makes no sense finds nothing, and never fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString

from . import highlight, registry
from .analysis import Term, terms
from .analysis.tokens import Match
from .engines import Expression, engine
from .entries import filter_token
from .models import Entry
from .narrowing import Facets, Narrowing, count
from .ranking import Ranking
from .spelling import suggestions

#: So many of the best and newest rows are ranked and counted; a search that meets more says «over» this many.
MOST = 1000

Order = Literal["relevance", "newest"]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """``title`` and ``snippet`` are safe HTML, the met words in ``<mark>``; ``url`` is in the active language."""

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

    @property
    def url(self) -> str:
        return registry.url(self.kind, self.path)

    @property
    def label(self) -> str:
        return registry.label(self.kind)


@dataclass(frozen=True, kw_only=True)
class Results:
    """A page of hits. ``total`` is exact unless `is_capped`: then there are more than that. With ``at_least`` the
    counts of the facets are least ones. ``meant``: what to ask instead when nothing was found."""

    hits: list[Hit]
    total: int
    is_capped: bool
    at_least: bool
    facets: Facets
    words: tuple[str, ...]
    page: int = 1
    meant: tuple[str, ...] = ()


NOTHING = Results(hits=[], total=0, is_capped=False, at_least=False, facets=Facets({}, {}, {}, {}), words=())


def find(*, text: str, narrowing: Narrowing, order: Order = "relevance", page: int = 1, limit: int = 20) -> Results:
    """A page of ``limit`` hits; the last one when there are fewer. Three queries, whatever is found; two more at most
    when nothing is."""
    asked = terms(text, _languages())
    if not asked:
        return NOTHING
    candidates, widest, is_capped = _candidates(asked, narrowing)
    rows = _small_rows({*candidates, *widest})
    facets = count(((row_id, filters) for row_id, (filters, _title) in rows.items()), narrowing)
    scores = _scores(asked, candidates, rows, narrowing.now)
    ranked = sorted(scores, key=(lambda row: (-scores[row], -row)) if order == "relevance" else (lambda row: -row))
    page = max(1, min(page, -(-len(ranked) // limit)))
    shown = ranked[(page - 1) * limit : page * limit]
    return Results(
        hits=_hits(shown, scores, asked),
        total=len(ranked),
        is_capped=is_capped,
        at_least=len(widest) == MOST,
        facets=facets,
        words=tuple(term.word for term in asked),
        page=page,
        meant=() if ranked else tuple(suggestions(asked, narrowing)),
    )


def ids_matching(*, site_id: int, kind: str, text: str) -> RawSQL | list[int]:
    """Every ``object_id`` of one kind that the words meet, for ``filter(pk__in=…)``. None when the text holds no
    word."""
    asked = terms(text, _languages())
    if not asked:
        return []
    filters = [frozenset({filter_token("s", site_id)}), frozenset({filter_token("k", kind)})]
    return engine().object_ids(Expression((*filters, *(term.tokens for term in asked))))


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def _candidates(asked: Sequence[Term], narrowing: Narrowing) -> tuple[dict[int, bool], list[int], bool]:
    """Rows to rank, each with whether every word stands in it whole; rows to count; whether there are more.

    Rows that have the words in their heading come first, then those with whole words, so that the best are among
    them when there are more than can be ranked."""
    in_title = [term.of(Match.TITLE, Match.TITLE_PART) for term in asked]
    whole = [term.of(Match.TITLE, Match.TEXT, Match.FOLDED) for term in asked]
    anywhere = [term.tokens for term in asked]
    expressions = [narrowing.expression(words) for words in (in_title, whole, anywhere)]
    expressions.append(narrowing.widest().expression(anywhere, all_languages=True))
    titles, wholes, everything, widest = engine().newest(expressions, MOST)
    is_capped = len(everything) == MOST
    known_whole = set(wholes)
    order = list(dict.fromkeys([*titles, *wholes, *everything]))[:MOST]
    return {row_id: row_id in known_whole for row_id in order}, widest, is_capped


def _small_rows(ids: set[int]) -> dict[int, tuple[str, str]]:
    """Filters and heading's tokens. The ids are numbers of ours, written out: binding a thousand costs ten times more."""
    if not ids:
        return {}
    numbers = ",".join(str(int(row_id)) for row_id in sorted(ids))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, filters, title_tokens FROM search_entry WHERE id IN ({numbers})")  # noqa: S608
        return {row_id: (filters, title_tokens) for row_id, filters, title_tokens in cursor.fetchall()}


def _scores(
    asked: Sequence[Term], candidates: dict[int, bool], rows: dict[int, tuple[str, str]], now: datetime
) -> dict[int, float]:
    ranking = Ranking(asked, now)
    return {
        row_id: ranking.score(row_id, rows[row_id][1], whole) for row_id, whole in candidates.items() if row_id in rows
    }


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
    )
