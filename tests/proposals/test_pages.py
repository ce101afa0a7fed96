"""The pages of proposals as a resident meets them, without scripts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override

from accounts.roles import Role
from municipality.models import Area, Theme
from participation.proposals import actions
from participation.proposals.models import Picture, Proposal
from participation.proposals.rules import Publication, State
from tests import factories


def url(name: str, *args: object, language: str = "fi") -> str:
    with override(language):
        return reverse(f"proposals:{name}", args=args)


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def form(site, page) -> dict[str, str]:
    """What a resident types."""
    return {
        "draft": "6f1f7d6e-0000-4000-8000-000000000001",
        "project": str(page.translation_key),
        "title": "Penkkejä Harjulan mäelle",
        "body": "Mäki on jyrkkä, eikä matkalla ole yhtään paikkaa levähtää.",
        "theme": str(Theme.objects.get(site=site, slug="liikunta").pk),
        "language": "fi",
        "place": "Harjulantie 8",
        "area": "",
        "lat": "60.12",
        "lon": "23.92",
    }


def test_the_addresses_are_in_the_readers_language() -> None:
    assert (url("list"), url("list", language="sv")) == ("/fi/ehdotukset/", "/sv/forslag/")


def test_an_empty_list_says_so(client, site) -> None:
    html = client.get(url("list")).content.decode()
    assert "Ei vielä ehdotuksia." in html


def test_the_list_shows_what_is_published_here_only(client, site, page) -> None:
    shown = factories.proposal(site, page, title="Penkkejä Harjulan mäelle")
    factories.draft(site, page, factories.resident(), title="Luonnos ei näy")
    gone = factories.proposal(site, page, title="Peruttu ei näy")
    actions.withdraw(proposal=gone, user=gone.author, now=timezone.now())
    other = factories.municipality("Lehtosalmi", "Lövsund", "lehtosalmi.example")
    factories.proposal(other, factories.project(other), title="Naapurin ehdotus")
    response = client.get(url("list"))
    assert [p.pk for p in response.context["listing"].page] == [shown.pk]
    for hidden in ("Luonnos ei näy", "Peruttu ei näy", "Naapurin ehdotus"):
        assert hidden not in response.content.decode()


def test_the_address_of_a_list_holds_its_state(client, site, page) -> None:
    themes = {theme.slug: theme for theme in Theme.objects.filter(site=site)}
    area = Area.objects.get(site=site)
    first = factories.proposal(site, page, title="Latu valaistuksi", theme=themes["liikunta"], area=area)
    second = factories.proposal(site, page, title="Suojatie Niementielle", theme=themes["liikenne"])
    actions.support(proposal=first, user=factories.resident(), now=timezone.now())

    def shown(query: str) -> list[int]:
        return [p.pk for p in client.get(url("list") + query).context["listing"].page]

    assert shown("") == [second.pk, first.pk]
    assert shown("?order=supported") == [first.pk, second.pk]
    assert shown("?theme=liikenne") == [second.pk]
    assert shown("?theme=liikenne&theme=liikunta") == [second.pk, first.pk]
    assert shown("?area=keskusta") == [first.pk]
    assert shown("?state=done") == []
    assert shown(f"?project={page.translation_key}") == [second.pk, first.pk]
    assert shown("?q=suojatiet") == [second.pk]
    assert shown("?q=suojatiet&theme=liikunta") == []


@pytest.mark.parametrize(
    "query",
    [
        "?page=999",
        "?page=x",
        "?theme=ei-ole",
        "?state=%00",
        "?project=x",
        "?order=drop",
        "?q=%22a%22b%00*",
        "?area='--",
        "?q=" + "a" * 5000,
    ],
)
def test_a_strange_address_still_gives_a_list(client, site, page, query) -> None:
    factories.proposal(site, page)
    response = client.get(url("list") + query)
    assert (response.status_code, "listing" in response.context) == (200, True)


def test_filters_count_what_they_would_show(client, site, page) -> None:
    for theme in Theme.objects.filter(site=site):
        factories.proposal(site, page, theme=theme)
    facets = {facet.name: facet for facet in client.get(url("list") + "?theme=liikunta").context["facets"]}
    assert {c.value: c.count for c in facets["theme"].choices} == {"liikunta": 1, "liikenne": 1}
    assert {c.value: c.count for c in facets["state"].choices if c.count} == {State.RECEIVED: 1}


def test_a_list_makes_the_same_queries_for_one_and_for_thirty(client, site, page, django_assert_num_queries) -> None:
    factories.proposal(site, page, lat=60.12, lon=23.92)
    client.get(url("list"))
    with django_assert_num_queries(14):
        client.get(url("list"))
    for _n in range(29):
        factories.proposal(site, page, lat=60.12, lon=23.92)
    with django_assert_num_queries(14):
        assert len(client.get(url("list")).context["listing"].page) == 30


def test_a_proposal_makes_the_same_queries_for_one_comment_and_thirty(
    client, site, page, django_assert_num_queries
) -> None:
    proposal = factories.proposal(site, page, lat=60.12, lon=23.92)
    first = factories.comment(proposal, factories.resident())
    factories.comment(proposal, factories.resident(), parent=first)
    client.get(proposal.get_absolute_url())
    with django_assert_num_queries(14):
        client.get(proposal.get_absolute_url())
    for _n in range(29):
        factories.comment(proposal, factories.resident(), parent=factories.comment(proposal, factories.resident()))
    with django_assert_num_queries(14):
        client.get(proposal.get_absolute_url())


def test_what_a_resident_writes_is_text_and_nothing_else(client, site, page) -> None:
    attack = '<script>alert("x")</script> katso https://koivuranta.example/sivu ja <b>lihava</b>'
    proposal = factories.proposal(site, page, title="Otsikko <img src=x onerror=1>", body=attack)
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert escape("Otsikko <img src=x onerror=1>") in html
    assert "<script>alert" not in html
    assert "<b>lihava" not in html
    assert '<a href="https://koivuranta.example/sivu" rel="nofollow">' in html


def test_a_proposal_in_another_language_is_marked(client, site, page) -> None:
    proposal = factories.proposal(site, page)
    with override("sv"):
        address = proposal.get_absolute_url()
    html = client.get(address).content.decode()
    assert f'<h1 lang="fi">{proposal.title}</h1>' in html


def test_a_mistyped_address_leads_to_the_right_one(client, site, page) -> None:
    proposal = factories.proposal(site, page)
    assert client.get(url("detail", proposal.pk, "vanha-nimi")).url == proposal.get_absolute_url()
    assert client.get(url("short", proposal.pk)).url == proposal.get_absolute_url()


def test_another_municipalitys_proposal_is_not_here(client, site, page) -> None:
    other = factories.municipality("Lehtosalmi", "Lövsund", "lehtosalmi.example")
    proposal = factories.proposal(other, factories.project(other))
    assert client.get(proposal.get_absolute_url()).status_code == 404
    assert client.get(proposal.get_absolute_url(), headers={"host": "lehtosalmi.example"}).status_code == 200


def test_a_withdrawn_proposal_says_so_and_shows_no_text(client, site, page) -> None:
    proposal = factories.proposal(site, page)
    factories.comment(proposal, factories.resident(), body="Hyvä ajatus tämä.")
    actions.withdraw(proposal=proposal, user=proposal.author, now=timezone.now())
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert proposal.title in html
    assert proposal.body not in html
    assert "Hyvä ajatus tämä." not in html


# Writing


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


def fields_of(response) -> dict[str, str]:
    """What a browser would send of the form on the page, as it stands: fields that are not on it are not sent."""
    form = response.context["form"]
    html = response.content.decode()
    values = {name: form[name].value() for name in form.fields if f'name="{name}"' in html}
    return {name: str(value) for name, value in values.items() if value not in (None, False)}


def test_what_is_published_is_changed_with_the_fields_on_its_page(client, site, page) -> None:
    author = factories.resident()
    proposal = factories.proposal(site, page, author)
    client.force_login(author)
    sent = fields_of(client.get(url("edit", proposal.pk)))
    response = client.post(url("edit", proposal.pk), {**sent, "title": "Talviuintipaikka saunalle", "language": "sv"})
    proposal.refresh_from_db()
    assert (response.status_code, response.url) == (302, proposal.get_absolute_url())
    assert (proposal.title, proposal.language) == ("Talviuintipaikka saunalle", "sv")


# Pictures


def test_a_picture_without_words_is_kept_and_its_words_are_asked_at_it(client, site, page, form) -> None:
    response = client.post(url("write"), {**form, "picture_1": factories.picture()})
    picture = Picture.objects.get()
    shown = response.context["form"]
    assert dict(shown.errors) == {
        f"alt_of_{picture.pk}": ["Kerro sanoin, mitä kuvassa näkyy, niille jotka eivät näe sitä."]
    }
    assert [slot["picture"].name for slot in shown.slots] == ["picture_2", "picture_3"]
    response = client.post(
        url("write"), {**fields_of(response), "draft": form["draft"], f"alt_of_{picture.pk}": "Mäki"}
    )
    assert response.url == url("draft", form["draft"])
    assert [p.alt for p in Picture.objects.all()] == ["Mäki"]


def test_the_words_of_a_new_picture_stay_when_something_else_is_wrong(client, site, page, form) -> None:
    response = client.post(url("write"), {**form, "title": "", "picture_1": factories.picture(), "alt_1": "Mäki"})
    picture = Picture.objects.get()
    assert set(response.context["form"].errors) == {"title"}
    assert response.context["form"][f"alt_of_{picture.pk}"].value() == "Mäki"


def test_a_picture_is_removed_though_something_else_is_wrong(client, site, page, form) -> None:
    client.post(url("write"), {**form, "picture_1": factories.picture(), "alt_1": "Mäki"})
    picture = Picture.objects.get()
    response = client.post(url("edit_draft", form["draft"]), {**form, "title": "", f"remove_{picture.pk}": "on"})
    assert (response.status_code, response.context["form"].kept) == (200, [])
    assert Picture.objects.count() == 0


def test_a_picture_without_words_is_not_published(client, site, page, form) -> None:
    client.force_login(factories.resident())
    client.post(url("write"), {**form, "picture_1": factories.picture()})
    response = client.post(url("publish", form["draft"]))
    assert response.url == url("edit_draft", form["draft"])
    assert Proposal.objects.get().publication == Publication.DRAFT


def test_a_picture_is_drawn_anew_without_its_place(client, site, page, form) -> None:
    exif = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x88%\x00\x04\x00\x00\x00\x01\x00\x00\x00\x1a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
    client.post(url("write"), {**form, "picture_1": factories.picture(exif=exif), "alt_1": "Tyhjä mäki."})
    picture = Picture.objects.get()
    data = picture.large.read()
    assert (data[:4], data[8:12], b"Exif" in data, picture.alt) == (b"RIFF", b"WEBP", False, "Tyhjä mäki.")


def test_a_picture_without_words_is_kept_and_asked_about(client, site, page, form) -> None:
    response = client.post(url("write"), {**form, "picture_1": factories.picture()})
    picture = Picture.objects.get()
    html = response.content.decode()
    assert "Kerro sanoin, mitä kuvassa näkyy, niille jotka eivät näe sitä." in html
    response = client.post(
        url("edit_draft", Proposal.objects.get().uuid), {**form, f"alt_of_{picture.pk}": "Mäki talvella."}
    )
    picture.refresh_from_db()
    assert (response.status_code, picture.alt) == (302, "Mäki talvella.")


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\x00" * 40, b"\xff\xd8\xff" + b"x" * 100],
)
def test_what_is_no_picture_is_refused_at_its_field(client, site, page, form, content) -> None:
    file = factories.picture()
    file.seek(0), file.truncate(), file.write(content), file.seek(0)
    response = client.post(url("write"), {**form, "picture_1": file, "alt_1": "Jotain."})
    assert list(response.context["form"].errors) == ["picture_1"]
    assert Picture.objects.count() == 0


# Support


def test_support_from_the_page_and_back(client, site, page) -> None:
    proposal = factories.proposal(site, page)
    client.force_login(factories.resident())
    response = client.post(url("support", proposal.pk), follow=True)
    assert messages(response) == ["Kiitos, kannatuksesi on laskettu."]
    assert "Kannatat tätä" in response.content.decode()
    client.post(url("support", proposal.pk))
    proposal.refresh_from_db()
    assert proposal.support_count == 1
    client.post(url("support", proposal.pk), {"take_back": "1"})
    proposal.refresh_from_db()
    assert proposal.support_count == 0


def test_support_before_signing_in_is_counted_after_it(client, site, page) -> None:
    proposal = factories.proposal(site, page)
    client.post(url("support", proposal.pk))
    kept = client.session["pending"]
    client.force_login(factories.resident())
    session = client.session
    session["pending"] = kept
    session.save()
    client.get("/fi/tili/jatka/")
    client.get("/fi/tili/jatka/")
    proposal.refresh_from_db()
    assert proposal.support_count == 1


def test_a_refused_support_says_why(client, site) -> None:
    page = factories.project(site)
    proposal = factories.proposal(site, page)
    page.phases.update(closes_at=timezone.now() - timedelta(minutes=1))
    client.force_login(factories.resident())
    [message] = messages(client.post(url("support", proposal.pk), follow=True))
    assert re.fullmatch(r"Tämä sulkeutui \d+\.\d+\.\d{4} klo \d+\.\d\d\.", message)


# One's own


def test_an_author_changes_and_withdraws(client, site, page, form) -> None:
    author = factories.resident()
    proposal = factories.proposal(site, page, author)
    client.force_login(author)
    client.post(url("edit", proposal.pk), {**form, "title": "Rannalle kioski kesäksi"})
    proposal.refresh_from_db()
    assert proposal.title == "Rannalle kioski kesäksi"
    assert "Rantasaunalle talviuintipaikka" in client.get(url("history", proposal.pk)).content.decode()
    client.post(url("withdraw", proposal.pk))
    proposal.refresh_from_db()
    assert proposal.publication == Publication.WITHDRAWN


@pytest.mark.parametrize("name", ["edit", "withdraw"])
def test_nobody_changes_anothers_proposal(client, site, page, form, name) -> None:
    proposal = factories.proposal(site, page)
    client.force_login(factories.resident())
    assert client.post(url(name, proposal.pk), form).status_code == 404
    proposal.refresh_from_db()
    assert (proposal.title, proposal.publication) == ("Rantasaunalle talviuintipaikka", Publication.PUBLISHED)


def test_a_change_that_comes_too_late_is_shown_for_copying(client, site, page, form) -> None:
    author = factories.resident()
    proposal = factories.proposal(site, page, author)
    actions.answer(
        proposal=proposal,
        user=factories.official(site, Role.PREPARER),
        now=timezone.now(),
        state=State.IN_PROCESS,
        text={},
        signed={},
    )
    client.force_login(author)
    html = client.post(url("edit", proposal.pk), form).content.decode()
    assert "Kunta on ottanut ehdotuksen käsittelyyn, joten sen tekstiä ei voi enää muuttaa." in html
    assert form["body"] in html


def test_the_feed_follows_the_filters(client, site, page) -> None:
    themes = {theme.slug: theme for theme in Theme.objects.filter(site=site)}
    factories.proposal(site, page, title="Latu valaistuksi", theme=themes["liikunta"])
    factories.proposal(site, page, title="Suojatie Niementielle", theme=themes["liikenne"])
    feed = client.get(url("feed") + "?theme=liikenne").content.decode()
    assert re.findall(r"<title>(.*?)</title>", feed)[1:] == ["Suojatie Niementielle"]


def test_an_address_of_a_form_that_is_opened_by_hand_leads_to_its_page(client, site, page) -> None:
    author = factories.resident()
    proposal, draft = factories.proposal(site, page), factories.draft(site, page, author)
    client.force_login(author)
    assert client.get(url("support", proposal.pk)).url == proposal.get_absolute_url()
    assert client.get(url("publish", draft.uuid)).url == url("draft", draft.uuid)
    assert client.get(url("discard", draft.uuid)).url == url("draft", draft.uuid)
    assert (proposal.supports.count(), Proposal.objects.filter(pk=draft.pk).exists()) == (0, True)


def test_the_newest_answer_is_a_press_away_from_the_top(client, site, page) -> None:
    proposal = factories.proposal(site, page)
    assert 'href="#answer-' not in client.get(proposal.get_absolute_url()).content.decode()
    preparer = factories.official(site, Role.PREPARER)
    for state in (State.ACCEPTED, State.DONE):
        step = actions.answer(
            proposal=proposal, user=preparer, now=timezone.now(), state=state, text={"fi": "Se tehdään."}, signed={}
        )
    response = client.get(proposal.get_absolute_url())
    assert re.findall(r'href="#(answer-\d+)"', response.content.decode()) == [f"answer-{step.pk}"]
    assert [stop.title for stop in response.context["track"]] == [
        "Julkaistu",
        "Käsittelyssä",
        "Hyväksytty",
        "Toteutettu",
    ]


# Signed out in the middle


def sign_in_again(client, user) -> str:
    """As the sign-in does: the session goes on with a person in it. Returns where it leads."""
    kept = client.session["pending"]
    client.force_login(user)
    session = client.session
    session["pending"] = kept
    session.save()
    return client.get("/fi/tili/jatka/").url


@pytest.mark.parametrize("published", [True, False])
def test_what_was_typed_while_signed_out_is_in_the_form_after_signing_in(client, site, page, form, published) -> None:
    author = factories.resident()
    make = factories.proposal if published else factories.draft
    proposal = make(site, page, author)
    here = url("edit", proposal.pk) if published else url("edit_draft", proposal.uuid)
    response = client.post(here, {**form, "title": "Tämä otsikko ei katoa"})
    assert response.url == f"/fi/tili/kirjaudu/?next={here.replace('/', '%2F')}"
    assert sign_in_again(client, author) == here
    shown = client.get(here).context["form"]
    assert (shown["title"].value(), shown["body"].value()) == ("Tämä otsikko ei katoa", form["body"])
    proposal.refresh_from_db()
    assert proposal.title == "Rantasaunalle talviuintipaikka"
    client.post(here, {**form, "title": "Tämä otsikko ei katoa"})
    assert [item for item in client.session["pending"] if item["kind"] == "typed"] == []


def test_a_draft_of_somebody_else_is_not_there_after_signing_in(client, site, page) -> None:
    draft = factories.draft(site, page, factories.resident())
    assert client.get(url("draft", draft.uuid)).url.startswith("/fi/tili/kirjaudu/?next=")
    client.force_login(factories.resident())
    for name in ("draft", "edit_draft"):
        assert client.get(url(name, draft.uuid)).status_code == 404
    for name in ("edit_draft", "publish", "discard"):
        assert client.post(url(name, draft.uuid)).status_code == 404
    assert Proposal.objects.get(pk=draft.pk).publication == Publication.DRAFT
