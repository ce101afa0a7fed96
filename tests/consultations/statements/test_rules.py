"""Who may answer a request for a statement, and until when; lists of parties; links."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from participation.consultations.statements import links, lists
from participation.consultations.statements.rules import (
    Answer,
    Asked,
    is_reminded,
    why_not_answer,
    why_not_enter,
    why_not_remind,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
NOON = datetime(2026, 11, 20, 12, tzinfo=HELSINKI)
CLOSES = NOON + timedelta(days=10)


def code(refusal):
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("fields", "now", "answer", "refusal"),
    [
        ({}, NOON, Answer.WAITING, None),
        ({}, CLOSES - timedelta(seconds=1), Answer.WAITING, None),
        ({}, CLOSES, Answer.OVERDUE, "past"),
        ({"due_on": date(2026, 11, 20)}, NOON.replace(hour=23, minute=59), Answer.WAITING, None),
        ({"due_on": date(2026, 11, 20)}, datetime(2026, 11, 21, tzinfo=HELSINKI), Answer.OVERDUE, "past"),
        ({"due_on": date(2026, 12, 24)}, CLOSES + timedelta(days=1), Answer.WAITING, None),  # later than the others
        ({"given": True}, NOON, Answer.GIVEN, None),  # it may be amended
        ({"given": True, "answered": True}, NOON, Answer.GIVEN, "answered"),
        ({"given": True}, CLOSES, Answer.GIVEN, "past"),
        ({"none": True}, NOON, Answer.NONE, None),
        ({"withdrawn": True}, NOON, Answer.WITHDRAWN, "withdrawn"),
        ({"opens_at": NOON + timedelta(seconds=1)}, NOON, Answer.WAITING, "next"),
        ({"closes_at": None}, CLOSES, Answer.WAITING, None),
    ],
)
def test_how_a_party_stands_and_what_it_may(fields, now, answer, refusal):
    asked = Asked(**{"closes_at": CLOSES, **fields})
    assert (asked.answer(now), code(why_not_answer(asked, now))) == (answer, refusal)


def test_by_itself_a_reminder_goes_to_who_waits_within_its_days():
    asked = Asked(closes_at=CLOSES)
    assert not is_reminded(asked, CLOSES - timedelta(days=7, seconds=1), days=7)
    assert is_reminded(asked, CLOSES - timedelta(days=7), days=7)
    assert not is_reminded(asked, CLOSES, days=7)
    assert not is_reminded(asked, CLOSES - timedelta(days=1), days=0)
    assert not is_reminded(Asked(closes_at=CLOSES, none=True), CLOSES - timedelta(days=1), days=7)


@pytest.mark.parametrize(
    ("fields", "more", "refusal"),
    [
        ({}, {}, None),
        ({"given": True}, {}, "answered"),
        ({"none": True}, {}, "answered"),
        ({}, {"stopped": True}, "stopped"),
        ({}, {"refused": True}, "refused"),
        ({}, {"letters": 10}, "enough"),
        ({}, {"has_address": False}, "address"),
        ({}, {"is_waiting": True}, "waiting"),
        ({"due_on": date(2026, 11, 1)}, {}, "past"),
    ],
)
def test_reminding_by_hand(fields, more, refusal):
    asked = Asked(closes_at=CLOSES, **fields)
    given = {"letters": 1, "stopped": False, "refused": False, "has_address": True, "is_waiting": False, **more}
    assert code(why_not_remind(asked, NOON, **given)) == refusal


def test_what_came_by_mail_is_in_time_until_the_end_of_the_due_day():
    asked, today = Asked(due_on=date(2026, 11, 18)), date(2026, 11, 20)
    days = (date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 21))
    assert [code(why_not_enter(asked, arrived_on=day, today=today)) for day in days] == [None, "late", "future"]


def test_a_list_is_read_as_it_was_pasted():
    text = "Organisaatio;Sähköposti\nMuseo; Kirjaamo@Museo.example ;SV; Aino Aalto\n\nLiikenne\tl@l.example\nmuseo;kirjaamo@museo.example"
    read = lists.read(text, language="fi", languages={"fi", "sv"})
    assert read.wrong == []
    assert [(one.organisation, one.email, one.language, one.contact) for one in read.found] == [
        ("Museo", "kirjaamo@museo.example", "sv", "Aino Aalto"),
        ("Liikenne", "l@l.example", "fi", ""),
    ]


def test_quotes_keep_a_comma_in_a_name():
    read = lists.read('"Koulu, ruotsinkielinen",koulu@k.example,sv', language="fi", languages={"fi", "sv"})
    assert [(one.organisation, one.language) for one in read.found] == [("Koulu, ruotsinkielinen", "sv")]


@pytest.mark.parametrize("line", ["Museo", "Museo;ei osoite", ";a@b.example", "Museo;a@b.example;de"])
def test_lines_that_are_no_party_are_told(line):
    read = lists.read(f"Ylärivi;x@x.example\n{line}", language="fi", languages={"fi", "sv"})
    assert (len(read.found), read.wrong) == (1, [(2, line)])


def test_links_are_not_made_by_others():
    key = uuid4()
    link = links.link_of(key)
    assert links.read(link) == key
    assert links.read(link[:-1] + ("0" if link[-1] != "0" else "1")) is None
    assert links.read(uuid4().hex + link[32:]) is None
    assert links.read("x") is None
    assert links.read_stop(links.stop_link_of(key)) == key
    assert links.read_stop(link) is None
    assert links.read(links.stop_link_of(key)) is None
