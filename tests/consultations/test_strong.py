"""Where strong identification is asked of who writes."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict

import pytest
from django.utils import timezone

from accounts.security.sealing import seal
from accounts.strong.models import Provider
from accounts.strong.rules import Fact
from accounts.strong.visit import KEY
from core.guard import stamp
from participation.consultations.models import ConsultationPage, Opinion
from tests import factories

from .pages import consultation_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(site):
    with once_provided(site):
        return consultation_page(site, kind="open", stage="", audience="strong")


@pytest.fixture
def provider(site):
    return provided(site)


def provided(site):
    return Provider.objects.create(
        site=site, is_on=True, issuer="https://tunnistus.example", client_id="raitti", sealed_secret=seal("secret")
    )


@contextmanager
def once_provided(site):
    """While a page is published that asks for it: it may be given up later."""
    provider = provided(site)
    yield
    provider.delete()


def typed():
    return {"body": "Puutalot säilytettävä.", "naming": "hidden", "shown_at": stamp("opinion", seconds_ago=60)}


def write_url(page):
    return f"/fi/kuulemiset/{page.translation_key}/kirjoita/"


def identify(client, site):
    fact = Fact(site_id=site.pk, mark="m", until=timezone.now().timestamp() + 600)
    session = client.session
    session[KEY] = seal(json.dumps(asdict(fact)))
    session.save()


def test_who_must_identify_is_led_there_and_finds_the_words_again(client, site, asking, provider):
    response = client.post(write_url(asking), typed())
    assert response.url.startswith("/fi/tunnistautuminen/?next=")
    assert not Opinion.objects.exists()
    identify(client, site)
    assert "Puutalot säilytettävä." in client.get(write_url(asking)).content.decode()
    client.post(write_url(asking), typed())
    assert Opinion.objects.get().author is None


def test_without_a_provider_it_is_said_before_anything_is_typed(client, asking):
    content = client.get(write_url(asking)).content.decode()
    assert 'name="body"' not in content
    client.post(write_url(asking), typed())
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("has_one", [False, True])
def test_editors_are_offered_it_where_there_is_a_provider(site, page, has_one):
    if has_one:
        provided(site)
    form_class = ConsultationPage.get_edit_handler().get_form_class()
    form = form_class(instance=page, for_user=factories.resident())
    assert ("strong" in dict(form.fields["audience"].choices)) == has_one
