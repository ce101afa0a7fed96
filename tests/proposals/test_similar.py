"""Writing with company: similar proposals beside a title, and supporting one of them instead."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

from accounts.roles import Role
from participation.projects.models import ProjectPage
from participation.proposals.actions import link, withdraw
from participation.proposals.models import Proposal, Support
from participation.proposals.rules import State
from tests import factories

pytestmark = pytest.mark.django_db
FRAGMENT = "/fi/ehdotukset/samankaltaiset/"


def titles(client: Client, title: str) -> list[str]:
    response = client.get(FRAGMENT, {"title": title})
    assert response.status_code == 200
    return [one.proposal.title for one in response.context["similar"]] if response.context else []


def test_public_ones_of_here_are_shown_those_that_can_be_supported_first(
    client: Client, site: Site, page: ProjectPage
) -> None:
    done = factories.proposal(site, page, title="Koirapuisto rantaan")
    Proposal.objects.filter(pk=done.pk).update(state=State.DONE)
    open_one = factories.proposal(site, page, title="Rannan koirapuisto ja valot")
    factories.proposal(site, page, title="Kirjasto auki sunnuntaisin")
    factories.draft(site, page, None, title="Koirapuisto rantaan, luonnos")
    other = factories.municipality("Lehtosalmi", "Lövsund", "lehtosalmi.example")
    factories.proposal(other, factories.project(other), title="Koirapuisto rantaan")
    assert titles(client, "Koirapuistoja rannalle") == ["Rannan koirapuisto ja valot", "Koirapuisto rantaan"]
    html = client.get(FRAGMENT, {"title": "Koirapuistoja rannalle"}).content.decode()
    assert f'formaction="/fi/ehdotukset/{open_one.pk}/kannata-sen-sijaan/"' in html
    assert html.count("formaction=") == 1
    assert titles(client, "Avaruusasema") == titles(client, "") == titles(client, "<script>") == []


def test_one_press_supports_and_keeps_what_was_written(client: Client, site: Site, page: ProjectPage) -> None:
    other = factories.proposal(site, page, title="Koirapuisto rantaan")
    user = factories.resident()
    client.force_login(user)
    draft = uuid4()
    sent = {
        "draft": str(draft),
        "title": "Koirapuistoja rannalle",
        "body": "Kesken",
        "project": str(page.translation_key),
    }
    answer = client.post(f"/fi/ehdotukset/{other.pk}/kannata-sen-sijaan/", sent, follow=True)
    assert "Kiitos, kannatuksesi on laskettu. Oma luonnoksesi on tallessa omalla sivullasi." in answer.content.decode()
    assert Support.objects.filter(proposal=other, user=user).count() == 1
    kept = Proposal.objects.get(uuid=draft)
    assert (kept.title, kept.author, kept.publication) == ("Koirapuistoja rannalle", user, "draft")
    client.post(f"/fi/ehdotukset/{other.pk}/kannata-sen-sijaan/", {"draft": str(draft), "discard": "on"})
    assert not Proposal.objects.filter(uuid=draft).exists()
    assert Support.objects.filter(proposal=other, user=user).count() == 1


@pytest.mark.parametrize("discard", [True, False])
def test_who_is_not_signed_in_signs_in_first(client: Client, site: Site, page: ProjectPage, discard: bool) -> None:
    other = factories.proposal(site, page, title="Koirapuisto rantaan")
    draft = uuid4()
    client.post("/fi/ehdotukset/uusi/", {"draft": str(draft), "title": "Koirapuistoja rannalle"})
    assert "Kannata tätä" in client.get(f"/fi/ehdotukset/luonnos/{draft}/").content.decode()
    sent = {"draft": str(draft), **({"discard": "on"} if discard else {})}
    answer = client.post(f"/fi/ehdotukset/{other.pk}/kannata-sen-sijaan/", sent)
    assert answer.url.startswith("/fi/tili/kirjaudu/")
    assert not Support.objects.exists()
    user = factories.resident()
    session = client.session
    waiting = session["pending"]
    client.force_login(user)
    session = client.session
    session["pending"] = waiting
    session.save()
    client.get("/fi/tili/jatka/")
    assert Support.objects.filter(proposal=other, user=user).count() == 1
    left = Proposal.objects.filter(uuid=draft, author=user).count()
    assert left == (0 if discard else 1)


def test_what_is_anothers_stays_anothers(client: Client, site: Site, page: ProjectPage) -> None:
    other = factories.proposal(site, page, title="Koirapuisto rantaan")
    theirs = factories.draft(site, page, factories.resident(), title="Toisen luonnos")
    own = factories.proposal(site, page, title="Koirapuisto rantaan toinen")
    client.force_login(factories.resident())
    client.post(f"/fi/ehdotukset/{other.pk}/kannata-sen-sijaan/", {"draft": str(theirs.uuid), "discard": "on"})
    assert Proposal.objects.filter(pk=theirs.pk).exists()
    assert own.author is not None
    client.force_login(own.author)
    answer = client.post(f"/fi/ehdotukset/{own.pk}/kannata-sen-sijaan/", {"draft": "nonsense"}, follow=True)
    assert "Tämä on oma ehdotuksesi" in answer.content.decode()
    assert not Support.objects.filter(proposal=own).exists()
    assert client.get(f"/fi/ehdotukset/{own.pk}/kannata-sen-sijaan/").status_code == 302


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_is_fixed(
    client: Client, site: Site, page: ProjectPage, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for one in range(number):
        factories.proposal(site, page, title=f"Koirapuisto rantaan {one}")
    client.get(FRAGMENT, {"title": "Koirapuistoja rannalle"})
    with django_assert_num_queries(10):
        client.get(FRAGMENT, {"title": "Koirapuistoja rannalle"})


def test_a_proposal_shows_those_like_it_after_those_that_staff_have_chosen(
    client: Client, site: Site, page: ProjectPage
) -> None:
    one = factories.proposal(site, page, title="Koirapuisto rantaan")
    chosen = factories.proposal(site, page, title="Rannan koirapuisto ja valot")
    like = factories.proposal(site, page, title="Koirapuisto rantaan ja aita")
    factories.proposal(site, page, title="Kirjasto auki sunnuntaisin")
    factories.draft(site, page, None, title="Koirapuisto rantaan, luonnos")
    link(proposal=one, other=chosen, user=factories.official(site, Role.PREPARER), now=timezone.now())
    shown = client.get(one.get_absolute_url())
    assert [other.pk for other in shown.context["related"]] == [chosen.pk]
    assert [other.pk for other in shown.context["similar"]] == [like.pk]
    html = shown.content.decode()
    assert html.index("Aiheeseen liittyvät ehdotukset") < html.index("Samankaltaisia ehdotuksia")
    assert (
        'lang="fi">Koirapuisto rantaan ja aita</a>'
        in client.get(f"/sv/forslag/{one.pk}/", follow=True).content.decode()
    )
    assert like.author is not None
    withdraw(proposal=like, user=like.author, now=timezone.now())
    assert client.get(one.get_absolute_url()).context["similar"] == []  # though it is kept
