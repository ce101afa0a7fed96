"""Age and home municipality: asked only where a phase needs them, once, at the act; kept as little as can be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import Site

from accounts.eligibility import actions
from accounts.eligibility.models import Told
from accounts.eligibility.rules import Asks, Basis, Condition, Self, age_now, kept_age, why_not, years
from accounts.models import User
from core.guard import stamp
from core.models import AuditRow
from participation.comments.models import Comment
from participation.phases import Activity, Phase, Timeline
from participation.projects.models import ProjectPage
from participation.proposals import actions as proposals
from participation.proposals.counting import of
from participation.proposals.models import Proposal, Support
from tests import factories

RESIDENTS, AGED = frozenset({Basis.RESIDENT.value}), Condition(least_age=13)


def code(conditions: list[Condition], person: Self) -> str:
    refusal = why_not(conditions, person)
    return refusal.code if refusal else ""


def test_a_refusal_names_its_cause_in_both_languages() -> None:
    both = Condition(least_age=13, who=RESIDENTS)
    assert why_not([], Self()) is None
    assert why_not([both], Self(age=13, basis="resident")) is None
    asked = why_not([both], Self())
    assert isinstance(asked, Asks)
    assert (asked.age, asked.basis) == (13, True)
    for language, young, other in (("fi", "13 vuoden iästä", "muu"), ("sv", "13 års ålder", "en annan")):
        with translation.override(language):
            assert young in str(why_not([both], Self(age=12, basis="resident")))
            assert other in str(why_not([both], Self(age=30, basis="property_owner")))
    assert code([both], Self(age=12)) == "too_young"  # no need to ask for more
    assert code([Condition(who=RESIDENTS | {"community"})], Self(basis="none")) == "not_among"
    assert code([Condition(least_age=65)], Self(age=18, or_more=True)) == "not_told"
    assert code([Condition(least_age=65)], Self(age=64)) == "too_young"
    assert code([Condition(least_age=65), AGED], Self(age=20)) == ""  # any phase that is open is enough


def test_where_one_open_phase_asks_nothing_nothing_is_asked() -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    asking = Phase(name="a", allows=frozenset({Activity.SUPPORT}), condition=AGED)
    free = Phase(name="b", allows=frozenset({Activity.SUPPORT}))
    over = Phase(name="c", allows=frozenset({Activity.SUPPORT}), closes_at=now)
    assert Timeline((asking, over)).conditions(Activity.SUPPORT, now) == (AGED,)
    assert Timeline((asking, free)).conditions(Activity.SUPPORT, now) == ()
    assert not Timeline((over,)).asks(now)


def test_of_an_age_no_more_is_kept_than_is_needed() -> None:
    assert years(date(2013, 6, 2), date(2026, 6, 1)) == 12
    assert years(date(2012, 2, 29), date(2025, 2, 28)) == 12
    assert (kept_age(75, 13), kept_age(75, 65), kept_age(14, 13)) == ((18, True), (65, True), (14, False))
    told = datetime(2024, 5, 1, tzinfo=UTC)
    assert age_now(14, told, told + timedelta(days=364)) == 14
    assert age_now(14, told, told + timedelta(days=366)) == 15


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


@pytest.fixture
def page(site: Site) -> ProjectPage:
    found = factories.project(site)
    phase = found.phases.get()
    phase.least_age, phase.who = 13, ["resident"]
    phase.save()
    return found


def published(site: Site, page: ProjectPage) -> Proposal:
    author = factories.resident()
    actions.tell(user=author, site_id=site.pk, now=timezone.now(), born=date(1980, 1, 1), basis="resident")
    return factories.proposal(site, page, author)


def tell(client: Client, path: str, **fields: str) -> Any:
    sent = {"shown_at": stamp("tell", seconds_ago=60), **fields}
    return client.post(path, sent, follow=True)


def test_asked_once_at_the_act_and_what_was_begun_is_done(client: Client, site: Site, page: ProjectPage) -> None:
    proposal, user = published(site, page), factories.resident()
    client.force_login(user)
    assert "Tässä kysytään ikäsi ja kotikuntasi." in client.get(proposal.get_absolute_url()).content.decode()
    comment = {"body": "Laiturille kaide.", "uuid": str(uuid4()), "shown_at": stamp("comment", seconds_ago=60)}
    asked = client.post(f"/fi/kommentit/proposal/{proposal.pk}/kirjoita/", comment)
    assert not Comment.objects.exists()
    form = client.get(asked.url)
    assert "Olen asukas: kotikuntani on Koivuranta" in form.content.decode()
    wrong = tell(client, asked.url, born="1.1.", basis="resident")
    assert "esimerkiksi 24.3.1985" in wrong.content.decode()
    done = tell(client, asked.url, born="1.2.1980", basis="resident")
    assert "Laiturille kaide." in done.content.decode()
    client.post(f"/fi/ehdotukset/{proposal.pk}/kannata/")  # not asked again
    assert Support.objects.get(user=user).basis == "resident"
    row = Told.objects.get(user=user)
    assert (row.age, row.age_or_more) == (18, True)
    assert not any("1980" in str(one) for one in [*AuditRow.objects.values(), *Told.objects.values("age", "basis")])


def test_asked_after_signing_in_when_begun_before_it(client: Client, site: Site, page: ProjectPage) -> None:
    proposal, user = published(site, page), factories.resident()
    client.post(f"/fi/ehdotukset/{proposal.pk}/kannata/")
    kept = client.session["pending"]
    client.force_login(user)
    session = client.session
    session["pending"] = kept
    session.save()
    asked = client.get("/fi/tili/jatka/")
    assert "/kerrottu/" in asked.url
    assert not Support.objects.filter(user=user).exists()
    tell(client, asked.url, born="1.2.1980", basis="resident")
    assert Support.objects.filter(user=user).count() == 1


@pytest.mark.parametrize(
    ("born", "basis", "said"),
    [("1.1.2020", "resident", "13 vuoden iästä"), ("1.1.1990", "service_user", "kotikuntasi on muu")],
)
def test_who_may_not_is_told_why_everywhere_and_does_nothing(
    client: Client, site: Site, page: ProjectPage, born: str, basis: str, said: str
) -> None:
    proposal, user = published(site, page), factories.resident()
    client.force_login(user)
    asked = client.post(f"/fi/ehdotukset/{proposal.pk}/kannata/")
    assert said in tell(client, asked.url, born=born, basis=basis).content.decode()
    assert said in client.get(proposal.get_absolute_url()).content.decode()
    draft = factories.draft(site, page, user)
    assert said in client.get(draft.get_absolute_url()).content.decode()
    client.post(f"/fi/ehdotukset/luonnos/{draft.uuid}/julkaise/")
    draft.refresh_from_db()
    assert draft.published_at is None
    assert not Support.objects.filter(user=user).exists()


def test_trying_ages_leaves_a_trace_and_has_an_end(client: Client, site: Site, page: ProjectPage) -> None:
    proposal, user = published(site, page), factories.resident()
    client.force_login(user)
    asked = client.post(f"/fi/ehdotukset/{proposal.pk}/kannata/")
    tell(client, asked.url, born="1.1.2020", basis="resident")
    for year in range(2019, 2015, -1):
        tell(client, "/fi/tili/kerrottu/", born=f"1.1.{year}", basis="resident")
    assert Told.objects.get(user=user).changes == 4
    assert AuditRow.objects.filter(verb="eligibility.correct", actor_id=user.pk).count() == 4
    assert tell(client, "/fi/tili/kerrottu/", born="1.1.1990", basis="resident").context["form"].errors
    client.post("/fi/tili/kerrottu/poista/")
    assert not Told.objects.filter(user=user).exists()
    assert AuditRow.objects.filter(verb="eligibility.forget", actor_id=user.pk).exists()


def test_where_no_phase_asks_nothing_is_asked_or_kept(client: Client, site: Site) -> None:
    proposal, user = factories.proposal(site, factories.project(site)), factories.resident()
    client.force_login(user)
    client.post(f"/fi/ehdotukset/{proposal.pk}/kannata/")
    assert Support.objects.get(user=user).basis == ""
    assert not Told.objects.exists()


def test_a_preparer_sees_numbers_of_residents_apart(site: Site, page: ProjectPage) -> None:
    page.phases.update(who=["resident", "property_owner"])
    proposal, now = published(site, page), timezone.now()
    for basis in ("resident", "resident", "property_owner"):
        user: User = factories.resident()
        actions.tell(user=user, site_id=site.pk, now=now, born=date(1980, 1, 1), basis=basis)
        proposals.support(proposal=proposal, user=user, now=now)
    assert of([proposal.pk])[proposal.pk].basis == {"resident": 2, "property_owner": 1}
    assert proposal.basis == "resident"
