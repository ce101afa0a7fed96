"""Codes by mail: one each whatever happens, reminders to the others only, nothing kept that leads to an answer."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.personal import registry
from accounts.roles import Role
from core.models import AuditRow
from municipality.queries import of_site
from surveys import actions, addresses, queries, tokens
from surveys.invitations import run
from surveys.models import Code, CodeLetter, Mailing, Recipient, Reminder, SurveyPage
from surveys.rules import Audience, CodeState
from tests import factories
from tests.following.smtp import listening
from tests.home.pages import translate
from tests.workers import killed_while_mailing

from .pages import survey_page
from .test_entry import refusal, send, with_code
from .test_pages import path, text

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")
PEOPLE = {"a@example.fi": "fi", "b@example.fi": "sv", "c@example.fi": "fi"}
MANY = 120


@pytest.fixture
def server(settings):
    with listening() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        yield found


@pytest.fixture
def coded(site):
    page = survey_page(site, audience=Audience.CODE)
    translate(page)
    return page


def mailed(page, people=PEOPLE, **more):
    fields = {
        "survey_key": page.translation_key,
        "site_id": page.get_site().pk,
        "terms": page.terms,
        "note": "Hakijat",
        "text": {"fi": "Kerro, miten sujui.", "sv": "Berätta hur det gick."},
        "addresses": people,
        "kept_until": timezone.localdate() + timedelta(days=60),
        "reminders": [],
        "actor_id": factories.resident().pk,
        "now": timezone.now(),
        **more,
    }
    return actions.mail_codes(**fields)


def remind(mailing, page):
    return actions.remind_now(mailing=mailing, terms=page.terms, actor_id=factories.resident().pk, now=timezone.now())


def code_in(taken):
    return CODE.search(taken.text).group()


def test_a_list_is_read_however_it_was_pasted():
    read = addresses.read(
        'Sähköposti;Kieli\nA@Example.fi;sv\nb@example.fi\n\n"c@example.fi", FI\na@example.fi\nei osoite\nd@example.fi;no\n',
        language="fi",
        languages=["fi", "sv"],
    )
    assert read.found == {"a@example.fi": "sv", "b@example.fi": "fi", "c@example.fi": "fi"}
    assert read.wrong == [(7, "ei osoite"), (8, "d@example.fi;no")]
    assert addresses.decoded("å@example.fi".encode("cp1252")) == "å@example.fi"


@pytest.mark.django_db
def test_each_gets_a_code_that_lets_in_and_is_kept_nowhere(coded, server):
    mailed(coded)
    report = run(seconds=30)
    assert (report.sent, run(seconds=30).sent) == (3, 0)
    assert sorted(taken.to for taken in server.taken) == sorted(PEOPLE)
    by_address = {taken.to: taken for taken in server.taken}
    assert by_address["a@example.fi"].message["Subject"] == "Vastaa kyselyyn: Maistuuko kouluruoka?"
    swedish = by_address["b@example.fi"]
    assert swedish.message["Subject"] == "Svara på enkäten: sv Maistuuko kouluruoka?"
    assert "Berätta hur det gick." in swedish.text
    codes = [code_in(taken) for taken in server.taken]
    assert len(set(codes)) == 3
    stored = str([list(model.objects.values()) for model in (Code, CodeLetter, Recipient, Mailing, AuditRow)])
    assert not [code for code in codes if code in stored or code.replace("-", "") in stored]
    assert not [address for address in PEOPLE if address in str(list(AuditRow.objects.values()))]
    send(coded, with_code(coded, codes[0]))
    assert queries.batches(coded.translation_key).get().used == 1


@pytest.mark.django_db
def test_the_link_in_the_mail_begins_and_the_page_says_what_is_known(client, coded, server):
    mailed(coded)
    run(seconds=30)
    link = re.search(r"http://testserver(/fi/\S+)", server.taken[0].text).group(1)
    shown = client.get(link)
    assert code_in(server.taken[0]) in shown.content.decode()
    assert "Kunta voi saada selville, kenen koodia on käytetty" in text(shown)


@pytest.mark.django_db
def test_only_those_are_reminded_who_have_not_answered_nor_stopped(coded, server):
    mailing = mailed(coded, {**PEOPLE, "bad@example.fi": "fi"})
    server.refuse = {"bad@example.fi": "550 5.1.1 No such user"}
    run(seconds=30)
    by_address = {taken.to: code_in(taken) for taken in server.taken}
    send(coded, with_code(coded, by_address["a@example.fi"]))
    actions.stop_reminders(recipient=Recipient.objects.select_related("mailing__batch").get(email="b@example.fi"))
    server.taken.clear()
    assert remind(mailing, coded) == 1
    run(seconds=30)
    assert [(taken.to, code_in(taken)) for taken in server.taken] == [("c@example.fi", by_address["c@example.fi"])]
    assert server.taken[0].message["Subject"].startswith("Muistutus: ")
    assert [letter.recipient.email for letter in queries.refused_letters(mailing)] == ["bad@example.fi"]
    assert queries.mail_numbers(mailing) == {"recipients": 4, "stopped": 1, "sent": 3, "waiting": 0, "refused": 1}


@pytest.mark.django_db
def test_who_answers_between_the_press_and_the_mail_is_not_reminded(coded, server):
    mailing = mailed(coded, {"a@example.fi": "fi"})
    run(seconds=30)
    assert remind(mailing, coded) == 1
    send(coded, with_code(coded, code_in(server.taken[0])))
    assert run(seconds=30).empty == 1
    assert len(server.taken) == 1


@pytest.mark.django_db
def test_nobody_gets_more_than_three_reminders_and_none_after_closing(coded, server):
    mailing = mailed(coded)
    for _turn in range(3):
        assert remind(mailing, coded) == 3
    assert refusal(lambda: remind(mailing, coded)) == "enough"
    SurveyPage.objects.update(opens_at=None, closes_at=timezone.now() - timedelta(hours=1))
    coded.refresh_from_db()
    assert run(seconds=30).empty == 12
    assert server.taken == []
    other = mailed(coded, terms=SurveyPage(audience=Audience.CODE).terms)
    assert refusal(lambda: remind(other, coded)) == "past"


@pytest.mark.django_db
def test_reminders_go_on_their_days_once(coded, server):
    today = timezone.localdate()
    mailing = mailed(coded, reminders=[today + timedelta(days=2), today + timedelta(days=1)])
    assert list(mailing.reminders.values_list("number", "due_on")) == [
        (1, today + timedelta(days=1)),
        (2, today + timedelta(days=2)),
    ]
    now = timezone.now()
    assert actions.remind_due(now=now) == 0
    assert actions.remind_due(now=now + timedelta(days=1)) == 3
    assert actions.remind_due(now=now + timedelta(days=1)) == 0
    SurveyPage.objects.update(opens_at=None, closes_at=now)
    assert actions.remind_due(now=now + timedelta(days=2)) == 0
    assert not Reminder.objects.filter(spread_at=None).exists()
    assert CodeLetter.objects.filter(number=1).count() == 3


@pytest.mark.django_db
def test_a_cancelled_batch_sends_nothing_more(coded, server):
    mailing = mailed(coded)
    actions.cancel_batch(batch=mailing.batch, actor_id=factories.resident().pk, now=timezone.now())
    assert run(seconds=30).empty == 3
    assert refusal(lambda: remind(mailing, coded)) == "cancelled"


@pytest.mark.django_db
def test_codes_are_mailed_only_where_they_open_something(site):
    page = survey_page(site)
    assert refusal(lambda: mailed(page)) == "no_codes"
    assert not Recipient.objects.exists()


@pytest.mark.django_db
def test_reminders_are_stopped_by_a_press_and_by_one_click(client, coded):
    mailed(coded, {"a@example.fi": "fi"})
    recipient = Recipient.objects.get()
    url = f"/fi/kyselyt/ei-muistutuksia/{tokens.make(recipient)}/"
    assert "Lopetetaanko muistutukset?" in text(client.get(url))
    assert not Recipient.objects.get().stopped
    one_click = Client(enforce_csrf_checks=True)
    assert "Muistutuksia ei enää tule" in text(one_click.post(url, {"List-Unsubscribe": "One-Click"}))
    assert Recipient.objects.get().stopped
    assert client.get(url[:-3] + "x/").status_code == 404


@pytest.mark.django_db
def test_addresses_go_on_their_day_and_codes_stay_valid(coded, server):
    mailing = mailed(coded)
    run(seconds=30)
    assert actions.purge_recipients(today=mailing.kept_until) == 0
    assert actions.purge_recipients(today=mailing.kept_until + timedelta(days=1)) == 3
    assert (Recipient.objects.count(), CodeLetter.objects.count()) == (0, 0)
    assert refusal(lambda: remind(mailing, coded)) == "forgotten"
    send(coded, with_code(coded, code_in(server.taken[0])))


@pytest.mark.django_db
def test_a_person_sees_takes_along_and_deletes_the_own_address(coded):
    person = factories.resident()
    mailed(coded, {person.email: "fi", "a@example.fi": "fi"})
    kind = registry.known()["surveys.Recipient"]
    [row] = kind.export(list(kind.rows(person)))
    assert (row["title"], row["email"]) == ("Maistuuko kouluruoka?", person.email)
    leaving = registry.Leaving(
        user=person, address=person.email, supports=registry.Fate.GO, texts=registry.Fate.GO, now=timezone.now()
    )
    kind.erase(leaving)
    assert [one.email for one in Recipient.objects.all()] == ["a@example.fi"]


def filled(page, **more):
    kept = timezone.localdate(page.closes_at) + timedelta(days=30)
    return {
        "note": "Hakijat",
        "text_fi": "Kerro.",
        "text_sv": "",
        "language": "fi",
        "kept_until": f"{kept:%d.%m.%Y}",
        "addresses": "a@example.fi\nb@example.fi; sv",
        **more,
    }


@pytest.mark.django_db
def test_staff_send_remind_and_see_what_bounced(client, site, coded, server):
    client.force_login(factories.official(site, Role.EDITOR))
    desk = f"/admin/survey-desk/{coded.translation_key}/codes/"
    wrong = SimpleUploadedFile("lista.csv", b"c@example.fi;sv\nei-osoite\n")
    shown = client.post(f"{desk}mail/", {**filled(coded), "file": wrong})
    assert "Rivi 4: ei-osoite" in text(shown)
    assert "c@example.fi;sv" in text(shown)
    assert not Mailing.objects.exists()
    early = timezone.localdate()
    assert "Osoitteita tarvitaan, kunnes" in text(
        client.post(f"{desk}mail/", filled(coded, kept_until=f"{early:%d.%m.%Y}"))
    )
    assert "kun kysely on avoinna" in text(client.post(f"{desk}mail/", filled(coded, remind_1="1.1.2099")))
    tomorrow: date = early + timedelta(days=1)
    sent = client.post(f"{desk}mail/", filled(coded, remind_1=f"{tomorrow:%d.%m.%Y}"))
    mailing = Mailing.objects.get()
    page = f"{desk}{mailing.batch_id}/mailing/"
    assert path(sent) == page
    assert "Viestit ja muistutukset" in text(client.get(desk))
    server.refuse = {"b@example.fi": "550 5.1.1 No such user"}
    run(seconds=30)
    assert "example.fi" not in client.get(page).content.decode()
    assert "b@example.fi" in text(client.post(f"{page}refused/"))
    assert AuditRow.objects.filter(verb="read.refused").count() == 1
    client.post(f"{page}remind/")
    assert "lähetetty" in text(client.get(page))
    run(seconds=30)
    assert [taken.to for taken in server.taken] == ["a@example.fi"] * 2


@pytest.mark.django_db
def test_who_does_not_publish_the_survey_mails_nothing(client, site, coded):
    mailing = mailed(coded)
    client.force_login(factories.official(site, Role.MODERATOR))
    desk = f"/admin/survey-desk/{coded.translation_key}/codes/"
    client.post(f"{desk}mail/", filled(coded))
    for act in ("remind", "refused"):
        client.post(f"{desk}{mailing.batch_id}/mailing/{act}/")
    assert (Mailing.objects.count(), Reminder.objects.count()) == (1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_letters_cost_queries_by_chunk(coded, server, number, django_assert_max_num_queries):
    mailed(coded, {f"a{n}@example.fi": "fi" for n in range(number)})
    run(seconds=0)
    of_site(coded.get_site(), "fi")
    with django_assert_max_num_queries(18 + number):  # one that ends each letter
        run(seconds=30)
    assert len(server.taken) == number


@pytest.mark.django_db(transaction=True)
def test_each_gets_one_mail_although_the_worker_is_killed(server, tmp_path):
    page = survey_page(factories.municipality(), audience=Audience.CODE)
    mailed(page, {f"a{n}@example.fi": "fi" for n in range(MANY)})
    killed_while_mailing("mail_surveys", server, tmp_path, at=(17, 71))
    told = {(taken.to, taken.message["Message-ID"], code_in(taken)) for taken in server.taken}
    assert len(told) == MANY, "one mail each; a resent one is known by its id and has the same code"
    assert len(server.taken) <= MANY + 2
    assert Code.objects.filter(state=CodeState.UNUSED).count() == MANY
