"""Opinions that were begun: saved, found again, gone when they are sent or old."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.acting import joining
from accounts.models import User
from accounts.personal.registry import known
from core.models import AuditRow
from participation.consultations import actions
from participation.consultations.holders import COOKIE
from participation.consultations.models import ConsultationPage, Opinion, UnfinishedOpinion
from participation.consultations.rules import UNFINISHED_DAYS
from participation.consultations.unfinished import At, Whose
from tests import factories

from .pages import STREET, B, consultation_page, found
from .test_drafts import TEXT, hearing, rows
from .test_pages import typed, write_url

pytestmark = pytest.mark.django_db

WORDS = "Puutalot ovat  kylän sielu\n\nja"


def save(client: Client, page: ConsultationPage, **fields):
    given = typed(**{"body": WORDS, "full_name": "", "email": "", "later": "1", **fields})
    return client.post(write_url(page), given, follow=True)


def text_of(client: Client, page: ConsultationPage, section: str = B) -> str:
    return client.get(f"{write_url(page)}?section={section}").context["form"]["body"].value() or ""


def test_a_browser_finds_what_it_saved_and_no_other_does(client, page):
    response = save(client, page, section=B, place="[[23.93, 60.12]]", street="Raitti 1", naming="alias", name="Aino")
    content = response.content.decode()
    assert response.redirect_chain == [(f"{write_url(page)}?section={B}", 302)]
    assert "Tallennettu" in content
    assert "Muistutukseen tarvitaan" not in content  # what it lacks is no hindrance yet
    assert Opinion.objects.count() == 0
    form = client.get(f"{write_url(page)}?section={B}").context["form"]
    kept = {name: form[name].value() for name in ("body", "place", "street", "naming", "name")}
    assert kept == {
        "body": WORDS,
        "place": "[[23.93, 60.12]]",
        "street": "Raitti 1",
        "naming": "alias",
        "name": "Aino",
    }
    assert text_of(client, page, STREET) == ""  # another section
    assert text_of(Client(), page) == ""
    other = Client()
    other.cookies[COOKIE] = f"{client.cookies[COOKIE].value[:-1]}x"
    assert text_of(other, page) == ""
    secret = client.cookies[COOKIE].value.split(":")[0]
    assert secret not in UnfinishedOpinion.objects.get().holder
    assert client.cookies[COOKIE]["httponly"]


def test_saving_again_writes_over_it_and_sending_deletes_it(client, page):
    save(client, page, section=B)
    save(client, page, section=B, body="Toinen")
    save(client, page, section=STREET, body="Kolmas")
    assert text_of(client, page) == "Toinen"
    client.post(write_url(page), typed(section=B))
    assert Opinion.objects.get().section == B
    assert [row.typed["body"] for row in UnfinishedOpinion.objects.all()] == ["Kolmas"]


def test_an_account_finds_it_on_another_device_and_on_its_own_page(client, page):
    writer = factories.resident()
    client.force_login(writer)
    save(client, page, section=B)
    assert COOKIE not in client.cookies
    elsewhere = Client()
    elsewhere.force_login(writer)
    assert text_of(elsewhere, page) == WORDS
    assert f"{write_url(page)}?section={B}" in elsewhere.get(reverse("accounts:mine")).content.decode()
    another = Client()
    another.force_login(factories.resident())
    assert text_of(another, page) == ""
    assert write_url(page) not in another.get(reverse("accounts:mine")).content.decode()


def test_what_a_browser_saved_becomes_the_accounts_when_it_is_saved_again(client, page):
    save(client, page, section=B)
    writer = factories.resident()
    client.force_login(writer)
    assert text_of(client, page) == WORDS
    save(client, page, section=B, body="Jatkan tästä.")
    row = UnfinishedOpinion.objects.get()
    assert (row.user, row.holder, row.typed["body"]) == (writer, "", "Jatkan tästä.")


def test_it_is_thrown_away(client, page):
    save(client, page, section=B)
    content = client.post(write_url(page), {"section": B, "discard": "1"}, follow=True).content.decode()
    assert "heitetty pois" in content
    assert (text_of(client, page), UnfinishedOpinion.objects.count()) == ("", 0)


def test_nobody_throws_away_what_another_saved(client, page):
    save(client, page, section=B)
    Client().post(write_url(page), {"section": B, "discard": "1"})
    assert text_of(client, page) == WORDS


def test_nothing_is_nothing_to_save(client, page):
    content = save(client, page, section=B, body="  ", full_name="Aino Aalto").content.decode()
    assert "ei ole vielä mitään tallennettavaa" in content
    assert UnfinishedOpinion.objects.count() == 0


@pytest.mark.parametrize("broken", [{"more_about": "http://"}, {"shown_at": ""}])
def test_machines_save_nothing(client, page, broken):
    content = save(client, page, section=B, **broken).content.decode()
    assert WORDS.split()[0] in content  # nothing typed is lost
    assert UnfinishedOpinion.objects.count() == 0


def test_a_zero_character_is_left_out_and_long_texts_are_cut(client, page):
    save(client, page, section=B, body="a\0b" + "x" * 11_000)
    assert UnfinishedOpinion.objects.get().typed["body"] == "ab" + "x" * 9_998


def test_after_closing_nothing_is_saved_and_what_was_kept_is_there_to_copy(client, page):
    save(client, page, section=B)
    page.closes_at = timezone.now() - timedelta(seconds=1)
    page.save()
    content = client.get(f"{write_url(page)}?section={B}").content.decode()
    assert "readonly" in content
    assert "kylän sielu" in content
    content = save(client, page, section=B, body="Myöhässä kirjoitettu.").content.decode()
    assert "Myöhässä kirjoitettu." in content
    assert UnfinishedOpinion.objects.get().typed["body"] == WORDS


def test_who_has_to_sign_in_saves_without_it(client, site):
    page = consultation_page(site, kind="open", stage="", audience="account")
    save(client, page)
    assert text_of(client, page, "") == WORDS


def test_a_comment_on_a_paragraph_waits_in_the_text(client, site):
    page = hearing(site)
    row = rows(page)[1]
    response = save(client, page, section=TEXT, anchor=row.anchor)
    assert response.redirect_chain[0][0].endswith(f"?paragraph={row.anchor}#p-{row.anchor}")
    assert response.context["form"]["body"].value() == WORDS
    assert "no-store" in response["Cache-Control"]
    other = client.get(f"{page.url}luonnos/{TEXT}/?paragraph={rows(page)[2].anchor}")
    assert other.context["form"]["body"].value() is None
    save(client, page, section=TEXT, anchor="0b1c7f3e-0000-4000-8000-000000000000", body="Ei mistään.")
    save(client, page, section=TEXT, anchor="x" * 99, body="Koko luonnoksesta.")
    assert sorted(one.anchor for one in UnfinishedOpinion.objects.all()) == ["", str(row.anchor)]


def test_old_ones_go_by_the_clock(client, page):
    today = timezone.localdate()
    save(client, page, section=B)
    save(client, page, section=STREET)
    UnfinishedOpinion.objects.filter(section=B).update(saved_on=today - timedelta(days=UNFINISHED_DAYS + 1))
    UnfinishedOpinion.objects.filter(section=STREET).update(saved_on=today - timedelta(days=UNFINISHED_DAYS))
    call_command("purge_consultations", verbosity=0)
    assert [row.section for row in UnfinishedOpinion.objects.all()] == [STREET]


def test_it_leaves_no_row_in_the_trail(client, page):
    before = AuditRow.objects.count()
    save(client, page, section=B)
    client.post(write_url(page), {"section": B, "discard": "1"})
    assert AuditRow.objects.count() == before


def test_what_the_desk_saved_for_a_person_becomes_the_persons(page):
    shell, account = factories.resident(), factories.resident()
    for user, section, body in ((shell, B, "Palvelupiste"), (shell, STREET, "Toinen"), (account, B, "Oma")):
        actions.save_unfinished(
            at=At(consultation=found(page), section=section),
            whose=Whose(user=user),
            typed={"body": body},
            language="fi",
            now=timezone.now(),
        )
    assert joining.has_anything(shell)
    joining.move(shell, account)
    assert {(row.user, row.section): row.typed["body"] for row in UnfinishedOpinion.objects.all()} == {
        (account, B): "Oma",
        (account, STREET): "Toinen",
    }


def test_a_person_takes_it_along_and_others_do_not(client, page):
    writer, other = factories.resident(), factories.resident()
    client.force_login(writer)
    save(client, page, section=B, street="Raitti 1")
    kind = known()["consultations.UnfinishedOpinion"]
    told = list(kind.export(list(kind.rows(writer))))
    assert [(row["about"], row["text"], row["street"]) for row in told] == [(page.title, WORDS, "Raitti 1")]
    assert list(kind.rows(other)) == []
    assert User.objects.filter(pk=writer.pk).delete()
    assert UnfinishedOpinion.objects.count() == 0
