"""What is told from the rows is what the engine would say, were it asked for everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from wagtail.models import Site

from search import candidates
from search.analysis import Term, term
from search.analysis.tokens import WORDS, Match, token
from search.candidates import Candidate, met
from search.entries import filter_token, first_identity
from search.models import Entry
from search.narrowing import YEAR, Narrowing, Time, own_kinds
from search.near import Question
from tests.search.documents import NOW
from tests.search.engines.rows import expected, row

pytestmark = pytest.mark.django_db

NAMES = ("silta", "aita", "valo")
NARROWED: list[dict[str, Any]] = [
    {},
    {"kinds": frozenset({"page"})},
    {"languages": frozenset({"sv"})},
    {"theme_ids": frozenset({1})},
    {"kinds": frozenset({"proposal"}), "time": Time.YEAR},
    {"time": Time.OLDER},
]
LINES = [token("fi", name, match) for name in NAMES for match in (*WORDS, Match.FOLDED)]
IN_TITLE = [one for one in LINES if one[-1] in "125"]
IN_TEXT = [one for one in LINES if one[-1] in "345"]
written = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(["proposal", "page"]),
        st.sampled_from(["fi", "sv"]),
        st.sets(st.sampled_from([1, 2])),
        st.sets(st.sampled_from(IN_TITLE), max_size=4),
        st.sets(st.sampled_from(IN_TEXT), max_size=4),
    ),
    min_size=4,
    max_size=14,
)
words = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True).map(tuple)
unwanted = st.sampled_from([frozenset(), frozenset({LINES[0]})])


def _term(name: str, *, loose: bool = False) -> Term:
    """A loose one is met by another word, too."""
    found = term(name, ["fi"])
    return found.standing_for([term(NAMES[0], ["fi"])]) if loose else found


def as_question(ways: Sequence[tuple[str, ...]], *, is_loose: bool) -> Question:
    first = tuple(_term(name, loose=is_loose) for name in ways[0])
    return Question(first, is_loose=is_loose, variants=tuple(tuple(map(_term, way)) for way in ways[1:]))


def everything_asked(
    asked: Question, narrowing: Narrowing, without: frozenset[str], most: int, *, counted: bool
) -> tuple[dict[int, Candidate], list[int], bool, bool]:
    """Each of a question's parts asked for by itself, of the rows in Python."""
    ways = (asked.terms, *asked.variants)

    def ask(*matches: Match) -> list[list[int]]:
        parts = [[one.of(*matches) if matches else one.tokens for one in way] for way in ways]
        return expected([narrowing.expression(part, without=without) for part in parts], most)

    anywhere, titles = ask(), ask(Match.TITLE, Match.TITLE_PART)
    wholes = ask(Match.TITLE, Match.TEXT, Match.FOLDED)
    typed = expected([narrowing.expression((one.typed for one in asked.terms), without=without)], most)[0]
    widest = expected(
        [
            narrowing.widest().expression((one.tokens for one in way), all_languages=True, without=without)
            for way in ways
        ],
        most,
    )
    widest = widest if counted else anywhere
    is_full = any(len(ids) == most for ids in widest)
    wide = narrowing.widest() if counted else narrowing
    headings = [
        wide.expression([one.of(Match.TITLE, Match.TITLE_PART) for one in way], all_languages=counted, without=without)
        for way in ways
    ]
    own = expected([replace(one, groups=(*one.groups, own_kinds())) for one in headings], most)
    own = [ids[: candidates.OWN] for ids in own] if is_full else [[] for _way in ways]
    to_count = list(dict.fromkeys([*list(dict.fromkeys(chain(*widest)))[:most], *chain(*own)]))
    fitting = set(expected([narrowing.expression(())], 1000)[0])
    own = [[one for one in ids if one in fitting] for ids in own]
    anywhere = [list(dict.fromkeys([*ids, *more])) for ids, more in zip(anywhere, own, strict=True)]
    first = typed if asked.is_loose and len(typed) < most else []
    order = list(dict.fromkeys(chain(first, *own, *titles, *wholes, *anywhere)))
    if len(ways) == 1 and not asked.is_loose and len(titles[0]) == most:
        wholes = [[]]  # nothing is asked of those below
    found = {
        row_id: Candidate(
            not first or row_id in {*first, *chain(*anywhere[1:])},
            {
                number: row_id in wholes[number]
                for number in range(len(ways))
                if row_id in anywhere[number] or row_id in wholes[number]
            }
            or {0: False},
        )
        for row_id in order[:most]
    }
    is_capped = len(order) > most or any(len(ids) >= most for ids in anywhere)
    return found, to_count, is_capped, is_full


@tried(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    written,
    st.lists(words, min_size=1, max_size=2),
    st.booleans(),
    st.sampled_from(NARROWED),
    unwanted,
    st.integers(2, 12),
    st.sampled_from([0, 2, 200]),
    st.sampled_from([0, 20, 10_000]),
    st.sampled_from([1, 3, 50]),
    st.sampled_from([1, 3, 200]),
    st.booleans(),
)
def test_any_rows_and_any_question(
    monkeypatch: pytest.MonkeyPatch,
    rows: list[tuple[Any, ...]],
    ways: list[tuple[str, ...]],
    is_loose: bool,
    narrowed: dict[str, Any],
    without: frozenset[str],
    most: int,
    told: int,
    signs: int,
    at_once: int,
    own: int,
    counted: bool,
) -> None:
    monkeypatch.setattr(candidates, "TOLD", told)
    monkeypatch.setattr(candidates, "TOLD_SIGNS", signs)
    monkeypatch.setattr(candidates, "AT_ONCE", at_once)
    monkeypatch.setattr(candidates, "OWN", own)
    Entry.objects.all().delete()
    site = Site.objects.get(is_default_site=True).pk
    minutes = {old: first_identity(NOW - (2 * YEAR if old else YEAR / 2)) >> 37 for old in (True, False)}
    Entry.objects.bulk_create(
        filled(row(number, minutes[old] + number), site, kind, language, themes, title, text)
        for number, (old, kind, language, themes, title, text) in enumerate(rows)
    )
    narrowing = replace(Narrowing(site_id=site, reader="fi", now=NOW), **narrowed)
    asked = as_question(ways, is_loose=is_loose)
    found = met(asked, narrowing, without, most, counted=counted)
    wanted = everything_asked(asked, narrowing, without, most, counted=counted)
    given = list(found.candidates.items()), found.widest, found.is_capped, found.at_least
    assert given == (list(wanted[0].items()), *wanted[1:])
    assert found.rows.keys() == {*found.candidates, *found.widest}


def filled(
    entry: Entry, site: int, kind: str, language: str, themes: set[int], title: set[str], text: set[str]
) -> Entry:
    filters = [filter_token("s", site), filter_token("k", kind), filter_token("l", language)]
    entry.filters = " ".join([*filters, *(filter_token("t", theme) for theme in themes)])
    entry.title_tokens, entry.text_tokens = "\n".join(sorted(title)), "\n".join(sorted(text))
    entry.kind, entry.language = kind, language
    return entry
