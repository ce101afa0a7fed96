"""The list and the page of a proposal, as a resident meets them, without scripts."""

from __future__ import annotations

import pytest
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override

from municipality.models import Area, Theme
from participation.proposals import actions
from participation.proposals.rules import State
from tests import factories
from tests.proposals.pages import author_of, url


def test_the_addresses_are_in_the_readers_language() -> None:
    assert (url("list"), url("list", language="sv")) == ("/fi/ehdotukset/", "/sv/forslag/")


def test_an_empty_list_says_so(client, site) -> None:
    html = client.get(url("list")).content.decode()
    assert "Ei vielä ehdotuksia." in html


def test_the_list_shows_what_is_published_here_only(client, site, page) -> None:
    shown = factories.proposal(site, page, title="Penkkejä Harjulan mäelle")
    factories.draft(site, page, factories.resident(), title="Luonnos ei näy")
    gone = factories.proposal(site, page, title="Peruttu ei näy")
    actions.withdraw(proposal=gone, user=author_of(gone), now=timezone.now())
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
    with django_assert_num_queries(13):
        client.get(url("list"))
    for _n in range(29):
        factories.proposal(site, page, lat=60.12, lon=23.92)
    with django_assert_num_queries(13):
        assert len(client.get(url("list")).context["listing"].page) == 30


def test_a_proposal_makes_the_same_queries_for_one_comment_and_thirty(
    client, site, page, django_assert_num_queries
) -> None:
    proposal = factories.proposal(site, page, lat=60.12, lon=23.92)
    first = factories.comment(proposal, factories.resident())
    factories.comment(proposal, factories.resident(), parent=first)
    client.get(proposal.get_absolute_url())
    with django_assert_num_queries(11):
        client.get(proposal.get_absolute_url())
    for _n in range(29):
        factories.comment(proposal, factories.resident(), parent=factories.comment(proposal, factories.resident()))
    with django_assert_num_queries(11):
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
    actions.withdraw(proposal=proposal, user=author_of(proposal), now=timezone.now())
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert proposal.title in html
    assert proposal.body not in html
    assert "Hyvä ajatus tämä." not in html
