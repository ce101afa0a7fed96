"""Writing a proposal: form, preview, publishing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from municipality.models import Theme
from participation.proposals.models import Proposal
from participation.proposals.rules import Publication
from tests import factories
from tests.proposals.pages import fields_of, messages, url


def test_writing_ends_in_a_preview_that_only_its_writer_sees(client, site, page, form) -> None:
    response = client.post(url("write"), form, follow=True)
    draft = Proposal.objects.get()
    assert response.redirect_chain[-1][0] == url("draft", draft.uuid)
    assert (draft.title, draft.place, draft.lat, draft.author) == (form["title"], "Harjulantie 8", 60.12, None)
    assert form["body"] in response.content.decode()
    stranger = client.__class__()
    assert stranger.get(url("draft", draft.uuid)).status_code == 404
    stranger.force_login(factories.resident())
    for name in ("draft", "edit_draft"):
        assert stranger.get(url(name, draft.uuid)).status_code == 404
    for name in ("publish", "discard"):
        assert stranger.post(url(name, draft.uuid)).status_code == 404
    assert Proposal.objects.get().publication == Publication.DRAFT


def test_sending_a_form_twice_makes_one_draft(client, site, page, form) -> None:
    client.post(url("write"), form)
    client.post(url("write"), form)
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Kirjoita, mistä on kyse."),
        ("title", "x" * 101, "Otsikko on liian pitkä: 101 merkkiä. Lyhennä se enintään 100 merkkiin."),
        ("body", "  ", "Kerro, mitä pitäisi tehdä."),
        ("body", "y" * 5001, "Teksti on liian pitkä: 5001 merkkiä. Lyhennä se enintään 5000 merkkiin."),
        ("theme", "", "Valitse teema, jotta ehdotus löytää oikeat ihmiset."),
        ("theme", "999999", "Valitse jokin teemoista."),
        ("theme", "x", "Valitse jokin teemoista."),
        ("area", "999999", "Valitse jokin alueista."),
        (
            "lat",
            "pohjoinen",
            "Kartalle merkittyä paikkaa ei ymmärretty. Merkitse se uudelleen tai kirjoita paikka sanoin.",
        ),
        ("lon", "", "Kartalle merkittyä paikkaa ei ymmärretty. Merkitse se uudelleen tai kirjoita paikka sanoin."),
    ],
)
def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(
    client, site, page, form, field, value, message
) -> None:
    typed = {**form, field: value}
    response = client.post(url("write"), typed)
    errors = response.context["form"].errors
    assert [str(error) for found in errors.values() for error in found] == [message]
    html = response.content.decode()
    for name in ("title", "body", "place"):
        assert escape(typed[name].strip()) in html
    assert 'role="alert"' in html


def test_what_is_sound_is_kept_as_a_draft_although_the_rest_is_not(client, site, page, form) -> None:
    client.post(url("write"), {**form, "theme": ""})
    draft = Proposal.objects.get()
    assert (draft.title, draft.body, draft.theme) == (form["title"], form["body"], None)


def test_a_theme_of_another_municipality_will_not_do(client, site, page, form) -> None:
    other = factories.municipality("Lehtosalmi", "Lövsund", "lehtosalmi.example")
    foreign = Theme.objects.filter(site=other).first()
    response = client.post(url("write"), {**form, "theme": str(foreign.pk)})
    assert list(response.context["form"].errors) == ["theme"]


def test_a_project_that_closed_meanwhile_keeps_what_was_typed(client, site, page, form) -> None:
    page.phases.update(closes_at=timezone.now() - timedelta(minutes=1))
    response = client.post(url("write"), form)
    html = response.content.decode()
    assert form["body"] in html
    assert Proposal.objects.filter(publication=Publication.PUBLISHED).count() == 0
    assert "Mikään hanke ei kerää ehdotuksia juuri nyt" in html


def test_a_form_for_a_closed_project_says_when_it_closed(client, site) -> None:
    page = factories.project(site, opens=timedelta(days=-9), closes=timedelta(days=-1))
    html = client.get(url("write_in", page.translation_key)).content.decode()
    assert "Tämä sulkeutui" in html


def test_what_was_written_before_signing_in_is_published_after_it(client, site, page, form) -> None:
    client.post(url("write"), form)
    draft = Proposal.objects.get()
    response = client.post(url("publish", draft.uuid))
    assert response.url.startswith("/fi/tili/kirjaudu/?next=")
    author = factories.resident("Rannan Ritva")
    kept = {key: client.session[key] for key in ("pending", "drafts")}
    client.force_login(author)
    session = client.session
    session.update(kept)
    session.save()
    response = client.get("/fi/tili/jatka/", follow=True)
    assert response.redirect_chain[-1][0] == url("draft", draft.uuid)
    response = client.post(url("publish", draft.uuid), follow=True)
    draft.refresh_from_db()
    assert (draft.publication, draft.author) == (Publication.PUBLISHED, author)
    assert response.context["receipt"] == [("Numero", draft.pk), ("Hanke", page.title)]
    assert client.get(draft.get_absolute_url()).context["receipt"] == []  # told once
    assert client.post(url("publish", draft.uuid)).url == draft.get_absolute_url()


def test_a_draft_can_be_thrown_away(client, site, page, form) -> None:
    client.post(url("write"), form)
    client.post(url("discard", Proposal.objects.get().uuid))
    assert Proposal.objects.count() == 0


def test_a_form_whose_proposal_is_published_keeps_what_is_typed_for_another(client, site, page, form) -> None:
    author = factories.resident()
    client.force_login(author)
    client.post(url("write"), form)
    client.post(url("publish", form["draft"]))
    response = client.post(url("write"), {**form, "title": "Penkkejä myös rantaan"})
    assert messages(response) == [
        "Tämä lomake on jo käytetty. Kirjoittamasi on tallessa alla, ja lähettämällä sen teet uuden ehdotuksen."
    ]
    assert response.context["form"]["title"].value() == "Penkkejä myös rantaan"
    assert str(response.context["uuid"]) != form["draft"]
    assert [p.title for p in Proposal.objects.all()] == ["Penkkejä Harjulan mäelle"]


def test_a_draft_begun_in_another_browser_is_not_written_over(client, site, page, form) -> None:
    client.post(url("write"), form)
    client.cookies.clear()
    response = client.post(url("write"), {**form, "title": "Toisen ihmisen otsikko"})
    assert str(response.context["uuid"]) != form["draft"]
    assert [p.title for p in Proposal.objects.all()] == ["Penkkejä Harjulan mäelle"]


def test_what_is_published_is_changed_with_the_fields_on_its_page(client, site, page) -> None:
    author = factories.resident()
    proposal = factories.proposal(site, page, author)
    client.force_login(author)
    sent = fields_of(client.get(url("edit", proposal.pk)))
    response = client.post(url("edit", proposal.pk), {**sent, "title": "Talviuintipaikka saunalle", "language": "sv"})
    proposal.refresh_from_db()
    assert (response.status_code, response.url) == (302, proposal.get_absolute_url())
    assert (proposal.title, proposal.language) == ("Talviuintipaikka saunalle", "sv")
