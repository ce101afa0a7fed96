"""The pages of a party and of staff."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.roles import Role
from core.guard import STAMP, stamp
from core.models import AuditRow
from participation.consultations.models import Invitation, Opinion, OpinionFile
from participation.consultations.statements import actions
from participation.consultations.statements.links import link_of, stop_link_of
from tests import factories
from tests.surveys.test_files import pdf

from ..pages import close, consultation_page

pytestmark = pytest.mark.django_db
SIGNED = {"signatory": "Maija Virtanen", "title": "johtaja"}


def path(row, name="statement", language="fi"):
    with override(language):
        return reverse(f"consultations:{name}", args=[link_of(row.key)])


def post(client, row, act, **typed):
    data = {STAMP: stamp("statement", seconds_ago=30), "act": act, **typed}
    return client.post(path(row), data)


def text(response):
    return response.content.decode()


def url(name, page, *args):
    return reverse(f"consultations_admin:{name}", args=[page.translation_key, *args])


def test_a_party_keeps_a_draft_and_gives_its_statement(client, asked, page):
    row = asked(contact="Salainen Sihteeri")
    shown = client.get(path(row))
    assert shown["Referrer-Policy"] == "same-origin"
    assert "no-store" in shown["Cache-Control"]
    assert post(client, row, "keep", body="Alku", files=[pdf("Liite.pdf")]).status_code == 302
    assert "Alku" in text(client.get(path(row)))
    assert "Liite.pdf" in text(client.get(path(row)))
    assert Opinion.objects.count() == 0
    kept = OpinionFile.objects.get().key
    wrong = text(post(client, row, "give", body="Valmis", kept=[kept]))
    assert "Kerro, kuka antaa lausunnon" in wrong
    assert "Valmis" in wrong
    assert post(client, row, "give", body="Valmis", kept=[kept], **SIGNED).status_code == 302
    public = text(client.get(page.url))
    assert "Maakuntamuseo" in public
    assert "Maija Virtanen, johtaja" in public
    assert "Liite.pdf" in public
    assert "Salainen" not in public
    assert "museo.example" not in public
    assert "Muokkaa lausuntoa" in text(client.get(path(row)))


def test_a_file_that_is_refused_keeps_the_rest(client, asked):
    row = asked()
    answer = text(post(client, row, "give", body="Valmis", files=[pdf(content=b"<html>")], **SIGNED))
    assert "ei voitu lukea" in answer or "Suunnitelma.pdf" in answer
    assert Opinion.objects.count() == 0
    row.refresh_from_db()
    assert row.body == "Valmis"


def test_no_statement_is_asked_for_and_shown(client, asked, page):
    row = asked()
    assert "Ilmoitetaanko" in text(client.get(path(row, "no_statement")))
    assert Invitation.objects.get().no_statement_at is None
    assert client.post(path(row, "no_statement")).status_code == 302
    assert "Maakuntamuseo: ei lausuttavaa" in " ".join(text(client.get(page.url)).split())


def test_another_link_opens_nothing(client, asked):
    row = asked()
    bad = path(row)[:-2] + "x/"
    assert client.get(bad).status_code == 404
    other = asked("Kirjasto", "k@kirjasto.example")
    post(client, row, "keep", body="Salaista", files=[pdf()])
    key = OpinionFile.objects.get().key
    with override("fi"):
        own, foreign = (reverse("consultations:own_file", args=[link_of(one.key), key]) for one in (row, other))
    assert client.get(own).status_code == 200
    assert client.get(foreign).status_code == 404
    assert "Salaista" not in text(client.get(path(other)))


def test_what_came_too_late_is_given_back_to_copy(client, asked, page):
    row = asked()
    close(page)
    answer = text(post(client, row, "give", body="Myöhästynyt", **SIGNED))
    assert "Määräaika on päättynyt" in answer
    assert "Myöhästynyt" in answer
    assert Opinion.objects.count() == 0


def test_looking_at_the_stop_link_changes_nothing(client, asked):
    row = asked()
    with override("fi"):
        address = reverse("consultations:stop_statement", args=[stop_link_of(row.key)])
    client.get(address)
    assert not Invitation.objects.get().stopped
    client.post(address, {"List-Unsubscribe": "One-Click"})
    assert Invitation.objects.get().stopped


def test_staff_ask_from_a_list_and_take_the_table_out(client, asked, page, preparer):
    client.force_login(preparer)
    listed = "Museo; m@museo.example; sv; Aino Aalto\nKirjasto; k@kirjasto.example"
    answer = client.post(url("invite", page), {"parties": f"{listed}\nvirhe", "language": "fi"})
    assert "Rivi 3: virhe" in text(answer)
    assert Invitation.objects.count() == 0
    assert client.post(url("invite", page), {"parties": listed, "language": "fi"}).status_code == 302
    actions.give_none(invitation=Invitation.objects.get(organisation="Kirjasto"), now=timezone.now())
    shown = text(client.get(url("statements", page), {"answer": "none"}))
    assert "Kirjasto" in shown
    assert ">Museo<" not in shown
    file = client.get(url("statements", page), {"answer": "none", "export": "1"}).content
    rows = list(openpyxl.load_workbook(io.BytesIO(file)).active.iter_rows(values_only=True))
    assert [row[:2] for row in rows[1:]] == [("Kirjasto", "Ei lausuttavaa")]
    assert AuditRow.objects.filter(verb="consultation.statement_table").count() == 1


def test_staff_change_a_due_date_and_enter_what_came_by_mail(client, asked, page, preparer):
    client.force_login(preparer)
    row = asked()
    address = url("party", page, row.pk)
    assert client.get(address).status_code == 200
    day = timezone.localdate(page.closes_at).isoformat()
    client.post(address, {"act": "extend", "later-due_on": day, "later-reason": "Pyysi aikaa"})
    assert Invitation.objects.get().due_on.isoformat() == day
    typed = {"way": "email", "arrived_on": timezone.localdate().isoformat(), "language": "fi", **SIGNED}
    assert "Kirjoita lausunto" in text(client.post(url("enter_statement", page, row.pk), typed))
    assert client.post(url("enter_statement", page, row.pk), {**typed, "documents": [pdf()]}).status_code == 302
    assert Opinion.objects.get().files.get().name == "Suunnitelma.pdf"


def test_only_those_who_answer_see_the_parties(client, site, asked, page, preparer):
    row = asked()
    foreign = consultation_page(factories.municipality("Harjuvesi", hostname="harjuvesi.example"), "Naapuri")
    addresses = [url(name, page) for name in ("statements", "invite", "statement_letter")]
    addresses += [url("party", page, row.pk), url("enter_statement", page, row.pk)]
    for role, sees in ((Role.PREPARER, True), (Role.EDITOR, False), (Role.MODERATOR, False)):
        client.force_login(factories.official(site, role))
        assert [client.get(address).status_code == 200 for address in addresses] == [sees] * len(addresses)
    client.force_login(preparer)
    assert client.get(url("statements", foreign)).status_code != 200
