"""Periodic jobs run at the start and then at full minutes, hours and days."""

from __future__ import annotations

import logging

import pytest

from core.serving.clock import Clock, Job

PUBLISH, CLEAR = Job(("publish_scheduled",), 60), Job(("clearsessions",), 3600)


class Time:
    def __init__(self, moment: float) -> None:
        self.moment = moment

    def __call__(self) -> float:
        return self.moment


def test_jobs_run_at_the_start_and_then_at_full_minutes_and_hours() -> None:
    now, ran = Time(7130.0), []  # 1.58.50
    clock = Clock([PUBLISH, CLEAR], lambda job: ran.append((now.moment, job)), now)
    for expected_pause, moment in [(10.0, 7140.0), (60.0, 7199.9), (pytest.approx(0.1), 7200.5), (59.5, 7259.0)]:
        assert clock.run_due() == expected_pause
        now.moment = moment
    assert ran == [(7130.0, PUBLISH), (7130.0, CLEAR), (7140.0, PUBLISH), (7200.5, PUBLISH), (7200.5, CLEAR)]


def test_a_job_that_fails_is_logged_and_runs_again(caplog: pytest.LogCaptureFixture) -> None:
    now, ran = Time(0.0), []

    def fail_first(job: Job) -> None:
        ran.append(now.moment)
        if len(ran) == 1:
            raise RuntimeError("the database is away")

    clock = Clock([PUBLISH], fail_first, now)
    with caplog.at_level(logging.ERROR):
        clock.run_due()
    now.moment = 60.0
    clock.run_due()
    assert ran == [0.0, 60.0]
    assert [record.getMessage() for record in caplog.records] == ["The periodic job publish_scheduled failed"]
