"""More time for a whole consultation, as its parties have it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.roles import Role
from participation.consultations import actions as sending
from participation.consultations.models import Invitation, InvitationLetter
from participation.consultations.statements import actions
from tests import factories

from .test_actions import give

pytestmark = pytest.mark.django_db
REASON = {"fi": "Selvitys valmistui myöhässä.", "sv": "Utredningen blev försenad."}
DAY = timedelta(days=1)


@pytest.fixture
def extend(site, page):
    editor = factories.official(site, Role.EDITOR)

    def more(days=10):
        closes_at = page.closes_at + days * DAY
        made = sending.extend(page=page, closes_at=closes_at, reason=REASON, user=editor, now=timezone.now())
        return made, localdate(closes_at)

    return more


def told():
    rows = InvitationLetter.objects.filter(what="extended").values_list("invitation__organisation", flat=True)
    return sorted(rows)


def test_whose_time_grows_is_told_and_who_has_agreed_another_day_is_not(page, asked, extend):
    closing = localdate(page.closes_at)
    asked("Seuraa")
    asked("Samana päivänä", "a@example.org", due_on=closing)
    asked("Aiemmin", "b@example.org", due_on=closing - DAY)
    asked("Myöhemmin", "c@example.org", due_on=closing + 30 * DAY)
    asked("Hieman myöhemmin", "d@example.org", due_on=closing + DAY)
    asked("Ei lausu", "e@example.org", no_statement_at=timezone.now())
    asked("Ei enää", "f@example.org", withdrawn_at=timezone.now())
    _made, until = extend()
    days = dict(Invitation.objects.values_list("organisation", "due_on"))
    assert (days["Seuraa"], days["Samana päivänä"]) == (None, until)
    assert days["Aiemmin"] == closing - DAY
    assert days["Myöhemmin"] == closing + 30 * DAY
    assert days["Hieman myöhemmin"] == closing + DAY
    assert told() == ["Samana päivänä", "Seuraa"]


def test_the_mail_says_the_new_day(asked, extend):
    asked()
    call_command("mail_statements", verbosity=0)
    mail.outbox.clear()
    _made, until = extend()
    call_command("mail_statements", verbosity=0)
    assert [message.to for message in mail.outbox] == [["kirjaamo@museo.example"]]
    assert f"{until.day}.{until.month}." in mail.outbox[0].body


def test_who_gave_a_statement_hears_once_and_of_its_own_day(page, asked, extend):
    give(asked())
    give(asked("Liitto", "liitto@example.org", due_on=localdate(page.closes_at) - DAY))
    made, _until = extend()
    mail.outbox.clear()
    assert sending.tell_senders(extension=made) == 0
    assert told() == ["Maakuntamuseo"]


def test_the_reminder_is_of_the_new_day(page, asked, extend):
    row = asked()
    extend(40)
    assert actions.remind_due(now=page.closes_at - DAY) == 0
    assert actions.remind_due(now=page.closes_at + 39 * DAY) == 1
    assert row.letters.filter(what="reminder").count() == 1
