"""The raffle: drawn so that it can be checked, told to who won, forgotten on its day."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core import mail
from django.db.models import DateField, DateTimeField
from django.utils import timezone

from accounts.roles import Role
from core.models import AuditRow
from surveys import actions, raffles
from surveys.models import Contact, Draw, Prize, Raffle, Response, SurveyPage
from tests import factories

from .pages import IDS
from .test_entry import begun, refusal, send
from .test_pages import path, text

ADDRESSES = ["a@example.fi", "B@example.fi", "b@EXAMPLE.fi ", "c@example.fi", "d@example.fi"]


def given(page, addresses=ADDRESSES):
    site = page.get_site()
    rows = [Contact(site=site, survey_key=page.translation_key, question=IDS["mail"], value=one) for one in addresses]
    return Contact.objects.bulk_create(rows)


def ruled(page, **more):
    today = timezone.localdate()
    rules = {
        "question": IDS["mail"],
        "prize": {"fi": "Uimalippuja", "sv": "Simbiljetter"},
        "winners": 2,
        "reserves": 1,
        "draws_on": today - timedelta(days=1),
        "kept_until": today + timedelta(days=30),
        **more,
    }
    actor = factories.resident().pk
    return actions.set_raffle(survey_key=page.translation_key, site_id=page.get_site().pk, rules=rules, actor_id=actor)


def closed(page):
    now = timezone.now()
    SurveyPage.objects.update(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=2))
    page.refresh_from_db()
    return page


def draw(raffle, page, reason=""):
    return actions.draw(raffle=raffle, source=page, reason=reason, actor_id=factories.resident().pk, now=timezone.now())


def test_one_address_is_one_entry_however_it_is_written():
    contacts = [(9, "A@b.fi"), (4, " a@B.fi"), (7, "040 123 4567"), (8, "040-1234567"), (5, "c@d.fi"), (6, " ")]
    assert raffles.entries(contacts) == [4, 5, 7]


def test_the_order_is_what_the_page_says_it_is():
    keys = [30, 4, 5, 100]
    of_list = sha256(b"4\n5\n30\n100").hexdigest()
    assert raffles.list_hash(keys) == of_list
    tickets = {key: sha256(f"seed {of_list} {key}".encode()).hexdigest() for key in keys}
    assert raffles.drawn(keys, "seed") == sorted(keys, key=tickets.__getitem__)


def test_everybody_is_drawn_first_about_as_often():
    first = [raffles.drawn(range(1, 6), str(seed))[0] for seed in range(2000)]
    assert all(abs(first.count(key) - 400) < 90 for key in range(1, 6))


@pytest.mark.django_db
def test_a_draw_can_be_done_again_from_what_is_kept(page):
    contacts = given(page)
    raffle = ruled(closed(page))
    made = draw(raffle, page)
    keys = [int(key) for key in made.entries]
    assert len(keys) == 4
    assert made.list_hash == raffles.list_hash(keys)
    places = list(made.prizes.values_list("place", "key", "is_reserve", "contact_id"))
    order = raffles.drawn(keys, made.seed)[:3]
    assert places == [(n, key, n == 3, key) for n, key in enumerate(order, start=1)]
    row = AuditRow.objects.get(verb="survey.draw_raffle")
    assert (row.detail["seed"], row.detail["list_hash"]) == (made.seed, made.list_hash)
    assert not [one for one in contacts if one.value in str(row.detail)]


@pytest.mark.django_db
def test_it_is_drawn_after_closing_and_its_day_and_again_only_with_a_reason(page):
    raffle = ruled(page)
    assert refusal(lambda: draw(raffle, page)) == "open"
    closed(page)
    assert refusal(lambda: draw(raffle, page)) == "nobody"
    given(page)
    ruled(page, draws_on=timezone.localdate() + timedelta(days=1))
    assert refusal(lambda: draw(Raffle.objects.get(), page)) == "early"
    ruled(page)
    first = draw(Raffle.objects.get(), page)
    assert refusal(lambda: draw(raffle, page, "  ei ")) == "why_again"
    second = draw(raffle, page, "Osoite kirjattiin väärin.")
    assert (second.number, second.reason) == (2, "Osoite kirjattiin väärin.")
    assert first.seed != second.seed
    assert Prize.objects.filter(draw=first).count() == 3
    assert refusal(lambda: ruled(page, winners=9)) == "drawn"


@pytest.mark.django_db
def test_addresses_go_on_their_day_and_the_draw_can_still_be_checked(page):
    given(page)
    other = Contact.objects.create(
        site=page.get_site(), survey_key=page.translation_key, question=IDS["school"], value="e@example.fi"
    )
    made = draw(ruled(closed(page)), page)
    kept_until = made.raffle.kept_until
    assert actions.purge_raffles(today=kept_until) == 0
    assert actions.purge_raffles(today=kept_until + timedelta(days=1)) == 5
    assert list(Contact.objects.all()) == [other]
    assert list(Draw.objects.get().prizes.values_list("contact", flat=True)) == [None] * 3
    assert raffles.list_hash(map(int, Draw.objects.get().entries)) == made.list_hash


@pytest.mark.django_db
def test_the_page_tells_the_rules_and_that_it_was_drawn(client, page):
    assert "Arvonta" not in text(client.get("/fi/kouluruoka/"))
    raffle = ruled(page)
    shown = text(client.get("/fi/kouluruoka/"))
    assert "kerran kukin: Uimalippuja." in shown
    assert "Arvomme 2 voittajaa." in shown
    assert f"poistetaan {raffle.kept_until:%-d.%-m.%Y} jälkeen" in shown
    given(page)
    draw(raffle, closed(page))
    assert "4 osoitteen kesken" in text(client.get("/fi/kouluruoka/"))


@pytest.mark.django_db
def test_answers_do_not_lead_to_who_takes_part(page):
    ruled(page)
    send(page, begun(page, {IDS["eats"]: {"": [IDS["no"]]}, IDS["mail"]: {"": ["a@example.fi"]}}))
    response, contact = Response.objects.values().get(), Contact.objects.values().get()
    assert (contact["value"], contact["question"]) == ("a@example.fi", IDS["mail"])
    assert "a@example.fi" not in str(response)
    whose, about = (
        {str(value) for name, value in row.items() if name not in ("version_id", "site_id")}
        for row in (response, contact)
    )
    assert (whose & about) - {"", "None"} == {str(page.translation_key)}
    relations = {field.related_model for model in (Response, Contact) for field in model._meta.concrete_fields}
    assert not relations & {Response, Contact}
    moments = (DateField, DateTimeField)
    assert not [field for field in Contact._meta.concrete_fields if isinstance(field, moments)]


@pytest.mark.django_db
def test_staff_set_draw_and_write(client, site, page, django_capture_on_commit_callbacks):
    client.force_login(factories.official(site, Role.EDITOR))
    desk = f"/admin/survey-desk/{page.translation_key}/raffle/"
    closes, today = timezone.localdate(page.closes_at), timezone.localdate()
    form = {"question": IDS["mail"], "prize_fi": "Uimalippuja", "prize_sv": "", "winners": "2", "reserves": "1"}
    early = client.post(desk, {**form, "draws_on": f"{today:%d.%m.%Y}", "kept_until": f"{today:%d.%m.%Y}"})
    assert "Kysely sulkeutuu tätä myöhemmin." in text(early)
    late = {"draws_on": f"{closes:%d.%m.%Y}", "kept_until": f"{closes + timedelta(days=60):%d.%m.%Y}"}
    kept = client.post(desk, {**form, **late})
    assert path(kept) == desk
    assert "Arvo voittajat" not in text(client.get(desk))
    Raffle.objects.update(draws_on=today - timedelta(days=1))
    given(page)
    closed(page)
    assert "Arvo voittajat" in text(client.get(desk))
    client.post(f"{desk}draw/")
    made = Draw.objects.get()
    winner = made.prizes.first().contact.value
    assert winner not in client.get(desk).content.decode()
    client.post(f"{desk}winners/", {"reason": "x"})
    assert winner not in client.get(desk).content.decode()
    client.post(f"{desk}winners/", {"reason": "Palkinnon postitus"})
    assert winner in client.get(desk).content.decode()
    assert AuditRow.objects.get(verb="read.winners").detail["reason"] == "Palkinnon postitus"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{desk}mail/", {"places": ["1", "3"], "text_fi": "Hae neuvonnasta.", "text_sv": "Hämta."})
        client.post(f"{desk}mail/", {"places": ["1"], "text_fi": "Hae neuvonnasta."})
    assert [sent.to for sent in mail.outbox] == [
        [prize.contact.value] for prize in made.prizes.filter(place__in=[1, 3]).select_related("contact")
    ]
    assert mail.outbox[0].subject.startswith("Voitit arvonnassa: Maistuuko kouluruoka? / Du vann i utlottningen: ")
    assert "Hae neuvonnasta." in mail.outbox[0].body
    assert "Hämta." in mail.outbox[0].body
    listed = client.get(f"{desk}draws/1/entries/").content.decode()
    assert sha256(listed.encode()).hexdigest() == made.list_hash


@pytest.mark.django_db
def test_who_does_not_publish_the_survey_draws_nothing(client, site, page):
    given(page)
    ruled(closed(page))
    client.force_login(factories.official(site, Role.PREPARER))
    desk = f"/admin/survey-desk/{page.translation_key}/raffle/"
    for address in ("", "draw/", "winners/", "mail/"):
        client.post(f"{desk}{address}", {"reason": "Miksi ei"})
    assert not Draw.objects.exists()
    assert client.get(desk, follow=True).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 20])
def test_queries_do_not_grow_with_winners(client, site, page, number, django_assert_max_num_queries):
    given(page, [f"a{n}@example.fi" for n in range(25)])
    draw(ruled(closed(page), winners=number), page)
    client.force_login(factories.official(site, Role.EDITOR))
    desk = f"/admin/survey-desk/{page.translation_key}/raffle/"
    client.get(desk)
    with django_assert_max_num_queries(24):
        client.get(desk)
