"""What a row must hold."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from accounts.roles import Role
from participation.proposals.moving.rules import Ground, Sound, judge, why_not_import
from participation.proposals.moving.words import ROW, reason

from .tables import row

HELSINKI = ZoneInfo("Europe/Helsinki")
GROUND = Ground(
    project_key=UUID("6f1f7d6e-0000-4000-8000-000000000001"),
    now=datetime(2026, 11, 27, 12, tzinfo=HELSINKI),
    zone=HELSINKI,
    languages=["fi", "sv"],
    language="fi",
    themes={"liikunta": 1, "idrott": 1, "liikenne ja kadut": 2},
    names=["Koivuranta", "Björkstrand"],
    bounds=(19.0, 59.3, 31.7, 70.2),
)


def sound(**fields: Any) -> Sound:
    verdict = judge(2, row(**fields), GROUND)
    assert isinstance(verdict, Sound), verdict
    return verdict


def wrong(**fields: Any) -> list[tuple[str, str]]:
    verdict = judge(2, row(**fields), GROUND)
    assert isinstance(verdict, list)
    return [(problem.column, problem.code) for problem in verdict]


def test_a_row_becomes_a_proposal() -> None:
    found = sound(title="  Laituri   rantaan ", body="Yksi kappale tekstiä tässä.\r\n\r\n\r\n\r\nJa toinen.")
    assert (found.title, found.body) == ("Laituri rantaan", "Yksi kappale tekstiä tässä.\n\nJa toinen.")
    assert (found.language, found.author, found.theme_id) == ("fi", "Maija Mäkelä", 1)
    assert (found.lat, found.lon, found.supports) == (60.12, 23.92, 7)
    assert found.created == datetime(2024, 5, 1, 12, 30, tzinfo=HELSINKI)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-05-01", datetime(2024, 5, 1, tzinfo=HELSINKI)),
        ("2024-05-01T12:30", datetime(2024, 5, 1, 12, 30, tzinfo=HELSINKI)),
        ("2024-05-01 12:30:15", datetime(2024, 5, 1, 12, 30, 15, tzinfo=HELSINKI)),
        ("2024-05-01T12:30:00Z", datetime(2024, 5, 1, 12, 30, tzinfo=UTC)),
        ("2024-05-01T12:30:00+02:00", datetime(2024, 5, 1, 10, 30, tzinfo=UTC)),
        ("1.5.2024", datetime(2024, 5, 1, tzinfo=HELSINKI)),
        ("01.05.2024", datetime(2024, 5, 1, tzinfo=HELSINKI)),
        ("1.5.2024 9:05", datetime(2024, 5, 1, 9, 5, tzinfo=HELSINKI)),
        ("1.5.2024 12.30.15", datetime(2024, 5, 1, 12, 30, 15, tzinfo=HELSINKI)),
        ("1.5.2024 klo 12.30", datetime(2024, 5, 1, 12, 30, tzinfo=HELSINKI)),
        ("1.5.2024 kl. 12.30", datetime(2024, 5, 1, 12, 30, tzinfo=HELSINKI)),
    ],
)
def test_dates_are_read_as_they_are_written_in_finland(written: str, meant: datetime) -> None:
    assert sound(created=written).created == meant


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": ""}, ("title", "missing")),
        ({"title": "Lyhyt"}, ("title", "short")),
        ({"title": "x" * 101}, ("title", "long")),
        ({"body": "x" * 29}, ("body", "short")),
        ({"body": "x" * 5001}, ("body", "long")),
        ({"language": "en"}, ("language", "language")),
        ({"author": "x" * 41}, ("author", "author_max_length")),
        ({"author": "!"}, ("author", "author_short")),
        ({"author": "maija@posti.example"}, ("author", "author_address")),
        ({"author": "Kunnanjohtaja"}, ("author", "author_authority")),
        ({"author": "Koivurannan tekninen"}, ("author", "author_authority")),
        ({"author": "Mаija"}, ("author", "author_scripts")),
        ({"created": ""}, ("created", "missing")),
        ({"created": "eilen"}, ("created", "date")),
        ({"created": "31.2.2024"}, ("created", "date")),
        ({"created": "5/1/2024"}, ("created", "date")),
        ({"created": "45413"}, ("created", "date")),
        ({"created": "28.11.2026"}, ("created", "date_future")),
        ({"created": "1.1.0024"}, ("created", "date_past")),
        ({"theme": "Avaruus"}, ("theme", "theme")),
        ({"lat": ""}, ("lat", "place_half")),
        ({"lon": ""}, ("lat", "place_half")),
        ({"lat": "23.92", "lon": "60.12"}, ("lat", "place_far")),
        ({"lat": "0", "lon": "0"}, ("lat", "place_far")),
        ({"lat": "nan"}, ("lat", "place_number")),
        ({"lat": "1e1"}, ("lat", "place_number")),
        ({"supports": "-1"}, ("supports", "supports")),
        ({"supports": "monta"}, ("supports", "supports")),
        ({"supports": "1.5"}, ("supports", "supports")),
        ({"supports": "9" * 30}, ("supports", "supports")),
    ],
)
def test_a_row_that_will_not_do_is_refused_with_its_reason(fields: dict[str, str], expected: tuple[str, str]) -> None:
    assert wrong(**fields) == [expected]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert wrong(title="", created="x", lat="60") == [("title", "missing"), ("created", "date")]
    assert wrong(title="", lon="")[-1] == ("lat", "place_half")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"language": ""}, {"language": "fi"}),
        ({"language": "SV"}, {"language": "sv"}),
        ({"language": "sv-FI"}, {"language": "sv"}),
        ({"author": ""}, {"author": ""}),
        ({"theme": ""}, {"theme_id": None}),
        ({"theme": "IDROTT"}, {"theme_id": 1}),
        ({"theme": " Liikenne  ja kadut"}, {"theme_id": 2}),
        ({"lat": "", "lon": ""}, {"lat": None, "lon": None}),
        ({"lat": "60,1234", "lon": "23,5"}, {"lat": 60.1234, "lon": 23.5}),
        ({"supports": ""}, {"supports": 0}),
        ({"supports": "1 234"}, {"supports": 1234}),
        ({"supports": "12,0"}, {"supports": 12}),
        ({"title": "=1+1 laituria"}, {"title": "=1+1 laituria"}),
        ({"title": "@SUM(A1:A9) laiturit"}, {"title": "@SUM(A1:A9) laiturit"}),
    ],
)
def test_what_is_left_out_or_written_otherwise_is_understood(fields: dict[str, str], expected: dict[str, Any]) -> None:
    found = sound(**fields)
    assert {name: getattr(found, name) for name in expected} == expected


def test_the_key_is_the_row_s_own() -> None:
    first = sound().key
    assert sound(created="1.5.2024 12:30", supports="99", theme="", title=" Laituri rantaan  1").key == first
    others = [{"title": "Laituri rantaan 2"}, {"author": "Pekka"}, {"created": "2024-05-02"}, {"body": "x" * 40}]
    assert len({first, *(sound(**fields).key for fields in others)}) == 5


def test_every_reason_has_words() -> None:
    params = dict.fromkeys(
        ("limit", "length", "value", "codes", "number", "columns", "encoding", "year", "lat", "lon"), "1"
    )
    assert all("%(" not in reason(code, params) for code in ROW)


@pytest.mark.parametrize("role", list(Role))
def test_only_an_administrator_brings_in(role: Role) -> None:
    refusal = why_not_import(frozenset({role}))
    assert (refusal is None) == (role == Role.ADMINISTRATOR)
