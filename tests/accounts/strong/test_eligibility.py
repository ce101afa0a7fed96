"""An identification answers where a phase asks for an age or the home municipality."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import timezone, translation

from accounts.eligibility import actions
from accounts.eligibility.models import Told
from accounts.eligibility.rules import NOBODY, Basis, Condition, Self, why_not, with_fact
from accounts.strong.rules import Fact
from participation.proposals.models import Support
from tests import factories

from .walking import landed, returned, sent_to

BOTH = Condition(least_age=13, who=frozenset({Basis.RESIDENT.value}))


def seen(**fields):
    return Fact(site_id=1, mark="m", until=0, **fields)


@pytest.mark.parametrize(
    ("told", "fields", "code"),
    [
        (NOBODY, {"age": 13, "resident": True}, ""),
        (NOBODY, {"age": 12, "resident": True}, "too_young"),
        (Self(age=18, basis="resident"), {"age": 12, "resident": True}, "too_young"),
        (Self(age=18, basis="resident"), {"age": 40, "resident": False}, "other_municipality"),
        (Self(age=18, basis="none"), {"age": 40, "resident": True}, ""),
        (Self(age=18, basis="property_owner"), {"age": 40, "resident": True}, "other_municipality"),
        (NOBODY, {"age": 40}, "not_told"),
        (NOBODY, {"resident": True}, "not_told"),
    ],
)
def test_what_is_identified_counts_before_what_is_told(told, fields, code):
    refusal = why_not([BOTH], with_fact(told, seen(**fields)))
    assert (refusal.code if refusal else "") == code


def test_a_refusal_tells_what_it_goes_by():
    young, elsewhere = with_fact(NOBODY, seen(age=12)), with_fact(Self(age=40, basis="resident"), seen(resident=False))
    for language, said in (("fi", "Tunnistautumisesi mukaan"), ("sv", "nligt din identifiering")):
        with translation.override(language):
            for person in (young, elsewhere):
                assert said.lower() in str(why_not([BOTH], person)).lower()
                assert "korjata" not in str(why_not([BOTH], person))


@pytest.mark.django_db
@pytest.mark.one_database
def test_who_identifies_instead_of_telling_goes_on_and_nothing_is_kept(client, site, row):
    page = factories.project(site)
    phase = page.phases.get()
    phase.least_age, phase.who = 13, ["resident"]
    phase.save()
    author, user = factories.resident(), factories.resident()
    actions.tell(user=author, site_id=site.pk, now=timezone.now(), born=date(1980, 1, 1), basis="resident")
    proposal = factories.proposal(site, page, author)
    client.force_login(user)
    asked = client.post(f"/fi/ehdotukset/{proposal.pk}/kannata/")
    shown = client.get(asked.url).content.decode()
    assert "Voit myös tunnistautua vahvasti" in shown
    offer = re.search(r'href="(/fi/tunnistautuminen/[^"]*)">Tunnistaudu<', shown)[1].replace("&amp;", "&")
    assert "siirry" in client.get(offer).content.decode()
    onward = landed(client, returned(sent_to(client, proposal.get_absolute_url())))
    assert onward == proposal.get_absolute_url()
    assert Support.objects.get(user=user).basis == "resident"
    assert not Told.objects.filter(user=user).exists()
    other = factories.resident()
    client.force_login(other)
    assert "/kerro" in client.post(f"/fi/ehdotukset/{proposal.pk}/kannata/").url
