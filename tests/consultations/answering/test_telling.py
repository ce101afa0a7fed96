"""Followers hear of what the municipality says once a day, by the clock of the place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from participation.consultations import telling
from participation.following.models import Event

from ..pages import MAIN, consultation_page, section

pytestmark = pytest.mark.django_db


def test_a_day_begins_at_midnight_here(site):
    page = consultation_page(site, sections=[section("main", MAIN, "Puisto")])
    early, later, next_day = (datetime(2026, 6, *at, tzinfo=UTC) for at in ((3, 22), (4, 9), (4, 22)))
    for now in (early, later, next_day):
        telling.answered(page, site_id=site.pk, now=now)
    told = Event.objects.filter(kind="consultation.answered").order_by("pk")
    assert list(told.values_list("at", flat=True)) == [early, next_day]
