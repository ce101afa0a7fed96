"""The clock of a project."""

from datetime import UTC, datetime, timedelta

import pytest

from participation.phases import Phase, Timeline, Window

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def phase(opens: datetime | None, closes: datetime | None, *allows: str) -> Phase:
    return Phase(name="vaihe", opens_at=opens, closes_at=closes, allows=frozenset(allows))


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (NOON - timedelta(microseconds=1), "next"),
        (NOON, "now"),
        (NOON + DAY - timedelta(microseconds=1), "now"),
        (NOON + DAY, "past"),
    ],
)
def test_a_phase_opens_and_closes_by_the_clock(moment: datetime, state: str) -> None:
    assert phase(NOON, NOON + DAY).state(moment) == state


def test_a_phase_without_ends_is_always_open() -> None:
    assert phase(None, None).state(NOON) == "now"


def test_an_activity_that_no_phase_allows_has_no_window() -> None:
    assert Timeline((phase(None, None, "comment"),)).window("propose", NOON) is None


def test_phases_that_follow_one_another_make_one_window() -> None:
    timeline = Timeline(
        (phase(NOON - DAY, NOON + DAY, "support"), phase(NOON + DAY, NOON + 3 * DAY, "support", "comment"))
    )
    assert timeline.window("support", NOON) == Window(state="now", until=NOON + 3 * DAY)


def test_a_gap_ends_the_window() -> None:
    timeline = Timeline((phase(None, NOON + DAY, "support"), phase(NOON + 2 * DAY, None, "support")))
    assert timeline.window("support", NOON) == Window(state="now", until=NOON + DAY)
    assert timeline.window("support", NOON + DAY) == Window(state="next", opens=NOON + 2 * DAY)


def test_a_window_without_an_end_has_no_deadline() -> None:
    timeline = Timeline((phase(None, NOON + DAY, "support"), phase(NOON, None, "support")))
    assert timeline.window("support", NOON) == Window(state="now", until=None)


def test_a_closed_window_tells_when_it_closed() -> None:
    timeline = Timeline(
        (phase(NOON - 5 * DAY, NOON - 4 * DAY, "propose"), phase(NOON - 3 * DAY, NOON - DAY, "propose"))
    )
    assert timeline.window("propose", NOON) == Window(state="past", closed=NOON - DAY)
