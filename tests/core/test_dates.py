"""Deadlines in words: calendar days in the town's time, over midnights, years and changes of the clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from core.templatetags.dates import deadline, iso, last_day, opens_when, short_day, until_when

HELSINKI = ZoneInfo("Europe/Helsinki")


def town(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI)


NOW = town("2026-06-03T10:00")


@pytest.mark.parametrize(
    ("at", "fi", "sv"),
    [
        ("2026-06-03T09:59", "Aika on päättynyt", "Tiden har gått ut"),
        ("2026-06-03T10:00", "Aika on päättynyt", "Tiden har gått ut"),
        ("2026-06-03T16:00", "Enää tänään", "Bara i dag"),
        ("2026-06-04T00:00", "Enää tänään", "Bara i dag"),
        ("2026-06-04T00:01", "Enää huomiseen", "Bara till i morgon"),
        ("2026-06-05T16:00", "Enää 2 päivää", "Bara 2 dagar kvar"),
        ("2026-06-10T16:00", "Enää 7 päivää", "Bara 7 dagar kvar"),
        ("2026-06-11T16:00", "8 päivää jäljellä", "8 dagar kvar"),
        ("2026-06-30T00:00", "26 päivää jäljellä", "26 dagar kvar"),
        ("2026-12-31T00:00", "Auki vielä pitkään", "Öppen ännu länge"),
    ],
)
def test_a_deadline_is_said_in_days(at: str, fi: str, sv: str) -> None:
    with translation.override("fi"):
        assert deadline(town(at), NOW) == fi
    with translation.override("sv"):
        assert deadline(town(at), NOW) == sv


def test_without_an_end_there_is_no_deadline() -> None:
    with translation.override("fi"):
        assert (deadline(None), until_when(None)) == ("Ei päättymispäivää", "")


@pytest.mark.parametrize(
    ("at", "fi", "sv"),
    [
        ("2026-06-05T16:00", "pe 5.6. klo 16 asti", "till fre 5.6. kl. 16"),
        ("2026-06-05T16:30", "pe 5.6. klo 16.30 asti", "till fre 5.6. kl. 16.30"),
        ("2026-06-05T23:59", "pe 5.6. asti", "till fre 5.6."),
        ("2026-06-06T00:00", "pe 5.6. asti", "till fre 5.6."),
        ("2027-01-01T00:00", "to 31.12. asti", "till tors 31.12."),
        ("2027-01-02T00:00", "pe 1.1.2027 asti", "till fre 1.1.2027"),
    ],
)
def test_the_last_day_is_named(at: str, fi: str, sv: str) -> None:
    with translation.override("fi"):
        assert until_when(town(at), NOW) == fi
    with translation.override("sv"):
        assert until_when(town(at), NOW) == sv


@pytest.mark.parametrize(
    ("now", "at", "words"),
    [
        # Summer time ends on 25.10.2026 at 4: the day has 25 hours, and is one day
        ("2026-10-24T12:00", "2026-10-26T00:00", "Enää huomiseen"),
        ("2026-10-24T23:30", "2026-10-25T12:00", "Enää huomiseen"),
        ("2026-10-25T00:30", "2026-10-25T23:30", "Enää tänään"),
        # and begins on 28.3.2027 at 3: the day has 23
        ("2027-03-27T12:00", "2027-03-29T00:00", "Enää huomiseen"),
        ("2027-03-28T00:30", "2027-03-28T23:30", "Enää tänään"),
        ("2027-03-27T00:00", "2027-03-29T12:00", "Enää 2 päivää"),
    ],
)
def test_days_are_days_when_the_clock_is_changed(now: str, at: str, words: str) -> None:
    with translation.override("fi"):
        assert deadline(town(at), town(now)) == words


def test_times_in_utc_are_told_in_the_towns_time() -> None:
    with translation.override("fi"):
        assert until_when(datetime(2026, 6, 5, 21, tzinfo=UTC), NOW) == "pe 5.6. asti"
        assert until_when(datetime(2026, 1, 5, 22, tzinfo=UTC), NOW) == "ma 5.1. asti"
    assert str(last_day(datetime(2026, 6, 5, 21, tzinfo=UTC))) == "2026-06-05"
    assert iso(datetime(2026, 6, 5, 9, 30, 1, 999, tzinfo=UTC)) == "2026-06-05T12:30:01+03:00"


def test_openings_and_days_of_lists() -> None:
    with translation.override("fi"):
        assert opens_when(town("2026-06-05T00:00"), NOW) == "Avautuu pe 5.6."
        assert opens_when(town("2026-06-05T09:30"), NOW) == "Avautuu pe 5.6. klo 9.30"
        assert short_day(town("2026-06-02T13:00"), NOW) == "Ti 2.6."
        assert short_day(None) == ""
    with translation.override("sv"):
        assert opens_when(town("2026-06-05T08:00"), NOW) == "Öppnas fre 5.6. kl. 8"
        assert short_day(town("2025-06-02T13:00").date(), NOW) == "Mån 2.6.2025"
