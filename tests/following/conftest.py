"""A municipality with a project, a clock that stands still, and the mail that goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from wagtail.models import Site

from participation.following.delivery.run import run
from participation.projects.models import ProjectPage
from tests import factories

HELSINKI = ZoneInfo("Europe/Helsinki")
WEDNESDAY = datetime(2026, 6, 3, 12, tzinfo=HELSINKI)
Post = Callable[[], list[EmailMultiAlternatives]]


@pytest.fixture
def clock():
    with time_machine.travel(WEDNESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def site(db: None, clock) -> Site:
    return factories.municipality()


@pytest.fixture
def page(site: Site) -> ProjectPage:
    return factories.project(site)


@pytest.fixture
def post(db: None) -> Post:
    """Deliver what is due; the mails that went, by whom they reach."""

    def deliver() -> list[EmailMultiAlternatives]:
        before = len(mail.outbox)
        run(seconds=60)
        sent = [one for one in mail.outbox[before:] if isinstance(one, EmailMultiAlternatives)]
        return sorted(sent, key=lambda one: one.to)

    return deliver
