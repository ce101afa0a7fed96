"""More time for a whole consultation, as its parties have it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.roles import Role
from participation.consultations import actions as sending
from participation.consultations.answering.reporting.gathering import gather
from participation.consultations.models import Invitation, InvitationLetter, Opinion, OpinionHandling, Response
from participation.consultations.statements import actions
from participation.consultations.statements.actions.extending import follow_closing
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


def test_who_has_a_response_to_its_statement_is_not_told(page, asked, extend):
    row = asked()
    give(row)
    row.refresh_from_db()
    opinion = Opinion.objects.get(pk=row.given_id)
    response = Response.objects.create(
        site_id=row.site_id, consultation_key=page.translation_key, text=REASON, created_at=timezone.now()
    )
    OpinionHandling.objects.create(
        opinion=opinion,
        consultation_key=page.translation_key,
        response=response,
        outcome="noted",
        reason=REASON,
        published_at=timezone.now(),
    )
    extend()
    assert told() == []


def test_letters_are_numbered_on(asked, extend):
    row = asked()
    extend(10)
    extend(20)
    assert list(row.letters.order_by("number").values_list("number", "what")) == [
        (0, "invitation"),
        (1, "extended"),
        (2, "extended"),
    ]


def test_more_parties_take_no_more_queries(page, asked, django_assert_num_queries):
    def follow(days):
        closes_at = page.closes_at + days * DAY
        return follow_closing(key=page.translation_key, before=page.closes_at, closes_at=closes_at, now=timezone.now())

    asked("Yksi", "yksi@example.org", due_on=localdate(page.closes_at))
    with CaptureQueriesContext(connection) as first:
        assert follow(1) == 1
    for number in range(12):
        asked(f"Muu {number}", f"muu{number}@example.org")
    asked("Päivänä", "paiva@example.org", due_on=localdate(page.closes_at))
    with django_assert_num_queries(len(first)):
        assert follow(2) == 13


def test_a_report_calls_nobody_silent_who_still_has_time(site, page, asked):
    asked("Ajoissa")
    asked("Myöhässä", "m@example.org", due_on=localdate() - DAY)
    asked("Ei lausu", "e@example.org", no_statement_at=timezone.now())
    silent = gather(page, site, personal=False, now=timezone.now()).silent
    assert [names for _words, names in silent] == [["Ei lausu"], ["Myöhässä"]]
