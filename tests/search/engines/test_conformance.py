"""One suite for every engine: the database's own on SQLite and PostgreSQL, and Elasticsearch on real nodes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from search.engines import Expression, database_engine, engine
from search.engines.elasticsearch import building
from search.engines.elasticsearch import engine as elastic
from search.engines.elasticsearch.sending import send
from search.entries import MINUTE_AT, OBJECT_MASK
from search.models import Change, Entry
from tests.search.engines.rows import expected, row

Ask = Callable[[Sequence[Expression], int], list[list[int]]]
pytestmark = pytest.mark.django_db
LONG = "fi0" + "8abcdef8" * 60 + "1"
TOKENS = ["s10", "kproposal0", "t70", "fi0silta1", "fi0silta3", "fi0ho1gfors3", "sv0bro1", "fi09192933", "fi0si6", LONG]


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def ask(request: pytest.FixtureRequest) -> Ask:
    """Asks the engine once it knows every row; Elasticsearch without the rows that would put it right."""
    Entry.objects.all().delete()
    if request.param == "database":
        return database_engine().newest
    request.getfixturevalue("chosen")
    building.build()
    return ask_elasticsearch


def ask_elasticsearch(expressions: Sequence[Expression], limit: int) -> list[list[int]]:
    send()
    assert not Change.objects.exists()
    whole = [expression for expression in expressions if not expression.is_empty]
    found = iter(elastic.ask(whole, limit) if whole else [])
    return [[] if expression.is_empty else next(found) for expression in expressions]


def groups(*tokens: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(each.split()) for each in tokens)


def numbers(ids: Sequence[int]) -> list[int]:
    return [each & OBJECT_MASK for each in ids]


def test_every_column_is_looked_in_and_every_group_must_be_met(ask: Ask) -> None:
    Entry.objects.bulk_create(
        [
            row(1, filters="s10 kproposal0", title_tokens="fi0silta1\nfi0valo1", text_tokens="fi0aita3", begins="si6"),
            row(2, filters="s10", title_tokens="fi0silta1", text_tokens="", begins=None),
            row(3, filters="s20 kproposal0", title_tokens="", text_tokens="fi0silta3 fi0aita3"),
        ]
    )
    asked = [groups("s10"), groups("fi0silta1 fi0silta3"), groups("fi0silta1 fi0silta3", "fi0aita3"), groups("si6")]
    found = ask([Expression(each) for each in asked], 10)
    assert [numbers(ids) for ids in found] == [[2, 1], [3, 2, 1], [3, 1], [1]]


def test_a_token_is_met_whole_and_as_it_is(ask: Ask) -> None:
    Entry.objects.bulk_create([row(1, filters="s10", title_tokens=f"fi0silta1 {LONG}", text_tokens="fi0sillat3")])
    asked = ["fi0silta", "silta1", "fi0silta1", "fi0sillat3", LONG, LONG[:-1]]
    found = ask([Expression(groups(each)) for each in asked], 10)
    assert [numbers(ids) for ids in found] == [[], [], [1], [1], [1], []]


def test_the_newest_come_first_within_limits(ask: Ask) -> None:
    Entry.objects.bulk_create([row(number, minute=number, filters="s10") for number in range(1, 8)])
    after, before = 3 << MINUTE_AT, 6 << MINUTE_AT
    limits: list[dict[str, Any]] = [{}, {"after": after}, {"before": before}, {"after": after, "before": before}]
    found = ask([Expression(groups("s10"), **each) for each in limits], 4)
    assert [numbers(ids) for ids in found] == [[7, 6, 5, 4], [7, 6, 5, 4], [5, 4, 3, 2], [5, 4, 3]]


def test_common_words_that_seldom_meet(ask: Ask) -> None:
    """The oldest rows of many are found as well as the newest, with what the database knows of how common words are."""
    Entry.objects.bulk_create(
        row(
            number,
            minute=number,
            filters="s10",
            title_tokens=f"fi0{'silta' if number % 2 else 'aita'}1",
            text_tokens="fi0silta3 fi0aita3" if number in (1, 2, 150) else "",
        )
        for number in range(1, 301)
    )
    database_engine().tidy()
    silta, aita = "fi0silta1 fi0silta3", "fi0aita1 fi0aita3"
    asked = [
        groups(silta),
        groups(silta, aita),
        groups("s10"),
        groups("fi0silta1", "fi0aita1"),
        groups("s10", "fi0silta3"),
    ]
    found = ask([Expression(each) for each in asked], 4)
    assert [numbers(ids) for ids in found] == [[299, 297, 295, 293], [150, 2, 1], [300, 299, 298, 297], [], [150, 2, 1]]


@pytest.mark.parametrize("limit", [1, 4, 30, 1000])
def test_years_of_rows(ask: Ask, limit: int) -> None:
    """Words that were common once, that stand in every row or in one, that never meet; rows that came in bursts."""
    minute = 0
    rows = []
    for number in range(1, 1401):
        minute += 1 if number % 50 else 40_000
        tokens = [
            "fi0aina3",
            "fi0ennen3" if number < 200 else "fi0nyt3",
            "fi0pariton3" if number % 2 else "fi0parillinen3",
        ]
        tokens += ["fi0eka3"] if number == 1 else []
        rows.append(row(number, minute=minute, filters="s10", text_tokens=" ".join(tokens)))
    Entry.objects.bulk_create(rows)
    database_engine().tidy()
    asked = [
        groups("fi0aina3", "s10"),
        groups("fi0ennen3"),
        groups("fi0ennen3", "fi0nyt3"),
        groups("fi0pariton3", "fi0ennen3"),
        groups("fi0eka3"),
        groups("fi0pariton3", "fi0parillinen3"),
        groups("fi0ei3"),
    ]
    after, before = rows[150].pk, rows[1300].pk
    limits: list[dict[str, Any]] = [{}, {"after": after}, {"before": before}, {"after": after, "before": before}]
    every = [Expression(each, **one) for each in asked for one in limits]
    every.append(Expression(groups("fi0aina3"), without=frozenset({"fi0nyt3"})))
    every.append(Expression(groups("fi0aina3"), after=rows[-1].pk + 1))
    assert ask(every, limit) == expected(every, limit)


def test_unwanted_tokens(ask: Ask) -> None:
    Entry.objects.bulk_create(
        [row(1, filters="s10", title_tokens="fi0silta1"), row(2, filters="s10", text_tokens="fi0aita3")]
    )
    found = ask([Expression(groups("s10"), without=frozenset({"fi0aita3", "fi0muu3"}))], 4)
    assert [numbers(ids) for ids in found] == [[1]]


def test_a_group_of_nothing_finds_nothing_and_moves_no_other(ask: Ask) -> None:
    Entry.objects.bulk_create([row(1, filters="s10")])
    assert [numbers(ids) for ids in ask([Expression((frozenset(),)), Expression(groups("s10"))], 5)] == [[], [1]]
    assert ask([], 5) == []


def test_what_changes_and_what_goes_is_followed(ask: Ask) -> None:
    Entry.objects.bulk_create([row(number, filters="s10", title_tokens="fi0vanha1") for number in (1, 2, 3)])
    old, new = Expression(groups("fi0vanha1")), Expression(groups("fi0uusi1"))
    assert [numbers(ids) for ids in ask([old, new], 5)] == [[3, 2, 1], []]
    Entry.objects.filter(object_id=1).update(title_tokens="fi0uusi1")
    Entry.objects.filter(object_id=2).delete()
    assert [numbers(ids) for ids in ask([old, new], 5)] == [[3], [1]]
    Entry.objects.bulk_create([row(2, filters="s10", title_tokens="fi0uusi1")])
    assert [numbers(ids) for ids in ask([old, new], 5)] == [[3], [2, 1]]


tokens = st.sets(st.sampled_from(TOKENS), max_size=4).map(" ".join)
short = st.sets(st.sampled_from([one for one in TOKENS if one != LONG]), max_size=4).map(" ".join)
some = st.frozensets(st.sampled_from(TOKENS), max_size=3)
moment = st.none() | st.integers(0, 6).map(lambda minute: minute << MINUTE_AT)
written = st.lists(
    st.tuples(st.integers(1, 9), st.integers(1, 5), short, tokens, tokens, st.none() | tokens),
    max_size=12,
    unique_by=lambda each: each[0],
)
expressions = st.lists(
    st.builds(Expression, st.lists(some, min_size=1, max_size=3).map(tuple), some, moment, moment), max_size=5
)


@tried(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written, written, expressions, st.integers(1, 6))
def test_any_rows_and_any_question(
    ask: Ask, first: list[tuple[Any, ...]], then: list[tuple[Any, ...]], asked: list[Expression], limit: int
) -> None:
    """Every engine gives what the rows give in Python, before and after they change."""
    Entry.objects.all().delete()
    for rows in (first, then):
        Entry.objects.filter(object_id__in=[each[0] for each in rows]).delete()
        Entry.objects.bulk_create(
            row(number, minute, filters=filters, title_tokens=title, text_tokens=text, begins=begins)
            for number, minute, filters, title, text, begins in rows
        )
        assert ask(asked, limit) == expected(asked, limit)


def test_objects_for_a_filter(ask: Ask) -> None:
    Entry.objects.bulk_create([row(1, filters="s10"), row(2, filters="s20"), row(3, filters="s10")])
    matching = Entry.objects.filter(object_id__in=engine().object_ids(Expression(groups("s10"))))
    assert sorted(matching.values_list("object_id", flat=True)) == [1, 3]
    assert list(Entry.objects.filter(object_id__in=engine().object_ids(Expression((frozenset(),))))) == []
