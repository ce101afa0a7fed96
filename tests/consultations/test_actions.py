"""Sending, taking back, agreeing: what follows and what is refused."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from core.models import AuditRow
from core.refusal import Refused
from participation.consultations import actions
from participation.consultations.models import Opinion, OpinionContact
from participation.consultations.rules import View
from participation.moderation.models import Case, ModerationSettings
from search.models import Entry
from tests import factories

from .pages import B, close, consultation_page, found, section, send

pytestmark = pytest.mark.django_db


def refused(call, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.refusal.code


def test_an_objection_keeps_its_sender_apart(page):
    opinion = send(page, section=B, naming="alias", name="Puutalon asukas", street="Raitti 1")
    opinion.refresh_from_db()
    assert (opinion.noun, opinion.section, opinion.name, opinion.author) == ("objection", B, "Puutalon asukas", None)
    assert (opinion.contact.full_name, opinion.contact.street) == ("Aino Aalto", "Raitti 1")
    assert Entry.objects.filter(kind="opinion", object_id=opinion.pk).count() == 1
    assert [row.verb for row in AuditRow.objects.filter(kind="opinion", key=opinion.key)] == ["opinion.send"]


def test_a_name_that_is_hidden_is_not_kept_with_the_words(page):
    assert send(page, naming="hidden", name="Aino Aalto").name == ""


def test_the_same_form_sent_twice_makes_one(page):
    uuid = uuid4()
    assert send(page, uuid=uuid).pk == send(page, uuid=uuid, body="Toisin").pk
    assert Opinion.objects.count() == 1


def test_nothing_is_sent_after_the_last_second(page):
    assert send(page, now=page.closes_at - timedelta(seconds=1)).pk
    assert refused(send, page, now=page.closes_at) == "past"


def test_the_clock_is_that_of_the_page_now_not_of_the_one_before_the_eyes(page):
    before = found(page)
    close(page)
    written = actions.Written(body="Ehdin?", full_name="Aino", email="a@b.example")
    code = refused(
        actions.send,
        consultation=before,
        uuid=uuid4(),
        written=written,
        user=None,
        now=timezone.now(),
        language="fi",
    )
    assert code == "past"
    assert not Opinion.objects.exists()


def test_a_section_decides_who_may_write_about_it(site):
    rows = [section("main", B, "Kaikille", audience="account")]
    page = consultation_page(site, sections=rows, kind="open", stage="")
    assert refused(send, page, section=B) == "sign_in"
    assert send(page, factories.resident(), section=B).section == B
    assert send(page).section == ""
    assert refused(send, page, section=str(uuid4())) == "gone"


def test_what_is_suspect_waits_and_nothing_finds_it(site, page):
    ModerationSettings.objects.update_or_create(site=site, defaults={"premoderation": "all"})
    opinion = send(page)
    assert (opinion.is_held, opinion.was_public) == (True, False)
    assert Case.objects.get(kind="opinion").thing_id == opinion.pk
    assert not Entry.objects.filter(kind="opinion").exists()


def test_who_has_the_receipt_takes_it_back_until_closing(page):
    opinion, terms = send(page), page.terms
    with pytest.raises(Refused):
        actions.remove(opinion=opinion, terms=terms, user=factories.resident(), by_link=False, now=timezone.now())
    with pytest.raises(Refused):
        actions.remove(opinion=opinion, terms=terms, user=None, by_link=True, now=page.closes_at)
    actions.remove(opinion=opinion, terms=terms, user=None, by_link=True, now=timezone.now())
    opinion.refresh_from_db()
    assert (opinion.body, opinion.mark) == ("", "gone")
    assert not OpinionContact.objects.exists()
    assert not Entry.objects.filter(kind="opinion").exists()


def test_somebody_agrees_once(page):
    opinion, other = send(page), factories.resident()
    said = {"opinion": opinion, "terms": page.terms, "user": other, "now": timezone.now()}
    actions.say(view=View.AGREE, **said)
    assert refused(actions.say, view=View.DISAGREE, **said) == "once"
    opinion.refresh_from_db()
    assert (opinion.agreed, opinion.disagreed) == (1, 0)


def test_senders_go_and_words_stay_when_their_time_is_over(page):
    opinion = send(page, factories.resident(), naming="name", name="Aino Aalto")
    actions.expire_senders(ids=[opinion.pk], now=timezone.now())
    opinion.refresh_from_db()
    assert (opinion.body, opinion.name, opinion.author) == ("Puutalot säilytettävä.", "", None)
    assert not OpinionContact.objects.exists()
