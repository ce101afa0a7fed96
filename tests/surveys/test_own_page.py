"""Going on by account: on any device, until the answers are sent."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.mine import gather
from accounts.personal import registry
from surveys import actions
from surveys.links import hash_of, own_link
from surveys.models import Draft, OwnDraft, Response
from surveys.own import contribution
from surveys.rules import Terms
from tests import factories

from .pages import IDS, post, sent
from .test_actions import answered
from .test_entry import begun, refusal, send
from .test_pages import begin, path, text

pytestmark = pytest.mark.django_db
EATS = {IDS["eats"]: {"": [IDS["yes"]]}, IDS["grade"]: {"": ["4"]}}


def kept(page, person, answers=EATS):
    draft = begun(page, answers)
    actions.keep_on_own_page(draft=draft, user_id=person.pk)
    return draft


def test_begun_without_signing_in_and_finished_on_another_device(client, page):
    step = path(begin(client, page, post("eats", IDS["no"])))
    later = step.split("/sivu/")[0] + "/myohemmin/"
    own = step.split("/sivu/")[0] + "/oma-sivu/"
    assert "Kirjaudu ja tallenna omalle sivulle" in text(client.get(later))
    assert path(client.post(own)).startswith("/fi/tili/")
    assert not OwnDraft.objects.exists()
    person = factories.resident()
    client.force_login(person)
    assert "Tallenna omalle sivulle" in text(client.get(later))
    client.get(own)
    assert not OwnDraft.objects.exists()
    assert path(client.post(own)) == later
    assert "Poista omalta sivulta" in text(client.get(later))

    elsewhere = Client()
    elsewhere.force_login(person)
    assert "Maistuuko kouluruoka?" in text(elsewhere.get(reverse("accounts:mine")))
    [draft] = gather(person, page.get_site()).drafts
    onward = path(elsewhere.get(draft.url))
    assert onward.endswith("/tarkistus/")
    elsewhere.post(onward.replace("tarkistus", "laheta"))
    assert (Response.objects.count(), Draft.objects.count(), OwnDraft.objects.count()) == (1, 0, 0)
    assert not gather(person, page.get_site()).drafts
    gone = client.get(later)
    assert gone.status_code == 410


def test_both_links_lead_to_one_draft_and_only_hashes_are_kept(client, page):
    person = factories.resident()
    step = path(begin(client, page, post("eats", IDS["yes"])))
    draft = Draft.objects.get()
    actions.keep_on_own_page(draft=draft, user_id=person.pk)
    link = own_link(draft.pk, person.pk)
    assert link not in str(list(OwnDraft.objects.values()))
    assert OwnDraft.objects.get().link_hash == hash_of(link)
    mine = f"/fi/kyselyt/jatka/{link}/sivu/{IDS['after']}/"
    client.post(mine, sent(post("grade", "5"), asked="grade table"))
    assert 'value="5" checked' in client.get(step).content.decode()


def leading_to(person):
    """How many rows of surveys name the account, by model."""
    links = [
        (model, field.name)
        for model in apps.get_app_config("surveys").get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is type(person)
    ]
    found = {model._meta.label: model._default_manager.filter(**{name: person.pk}).count() for model, name in links}
    return {label: number for label, number in found.items() if number}


def test_nothing_of_the_account_stays_when_the_answers_are_sent(page):
    person = factories.resident()
    draft = kept(page, person)
    marks = {str(person.pk), person.email, OwnDraft.objects.get().link_hash, hash_of(own_link(draft.pk, person.pk))}
    assert leading_to(person) == {"surveys.OwnDraft": 1}
    send(page, draft)
    assert leading_to(person) == {}
    row = Response.objects.values().get()
    assert not {str(value) for name, value in row.items() if name != "version_id"} & marks
    assert (Draft.objects.count(), OwnDraft.objects.count()) == (0, 0)


def test_a_change_of_what_was_sent_is_tied_to_nobody(page):
    terms = Terms(may_edit=True)
    response, _link = answered(page, terms=terms)
    draft, _link = actions.change(
        response=response, version=response.version, terms=terms, language="fi", now=timezone.now()
    )
    assert refusal(lambda: actions.keep_on_own_page(draft=draft, user_id=factories.resident().pk)) == "not_kept"


def test_of_two_accounts_the_first_keeps_them(page):
    first, second = factories.resident(), factories.resident()
    draft = kept(page, first)
    actions.keep_on_own_page(draft=draft, user_id=first.pk)
    assert refusal(lambda: actions.keep_on_own_page(draft=draft, user_id=second.pk)) == "anothers"
    actions.take_off_own_page(draft=draft, user_id=second.pk)
    assert OwnDraft.objects.get().user == first
    actions.take_off_own_page(draft=draft, user_id=first.pk)
    assert (OwnDraft.objects.count(), Draft.objects.count()) == (0, 1)


def test_a_person_takes_them_along_and_they_go_with_the_account(page):
    person, other = factories.resident(), factories.resident()
    kept(page, person)
    kept(page, other)
    kind = registry.known()["surveys.OwnDraft"]
    [row] = kind.export(list(kind.rows(person)))
    assert row["title"] == "Maistuuko kouluruoka?"
    assert row["answers"] == "Syötkö koulussa? Kyllä\nMiltä ruoka maistuu? 4 / 5"
    leaving = registry.Leaving(
        user=person, address=person.email, supports=registry.Fate.GO, texts=registry.Fate.GO, now=timezone.now()
    )
    kind.erase(leaving)
    assert [one.user for one in OwnDraft.objects.all()] == [other]
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("number", [1, 20])
def test_the_own_page_asks_as_little_of_many(page, number, django_assert_num_queries):
    person = factories.resident()
    for _turn in range(number):
        kept(page, person)
    site = page.get_site()
    with django_assert_num_queries(2):
        assert len(contribution(person, site).drafts) == number
