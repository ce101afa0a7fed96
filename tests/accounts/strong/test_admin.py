"""Setting it up: administrators only, the secret never shown, and what is wrong said in words."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from accounts.security.sealing import unseal
from accounts.strong.models import Provider as Row
from core.models import AuditRow
from tests import factories

from .oidc_provider import CLIENT, LEVEL, RSA_KEY, SECRET, public
from .walking import OFFER, identify, set_up

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PAGE = "/admin/identification/"


def form(provider, **fields):
    return {
        "is_on": "on",
        "names_fi": "Suomi.fi-tunnistus",
        "names_sv": "Suomi.fi-identifikation",
        "issuer": provider.base,
        "client_id": CLIENT,
        "secret": SECRET,
        "scopes": "openid hetu",
        "acr_values": LEVEL,
        "subject_claim": "hetu",
        "municipality_claim": "kunta",
        "municipality_code": "091",
        **fields,
    }


def text(response):
    return response.content.decode()


@pytest.fixture
def admin(client, site):
    client.force_login(factories.official(site, Role.ADMINISTRATOR))
    return client


def test_an_administrator_sets_it_up_and_residents_use_it(admin, site, provider):
    assert admin.post(PAGE, form(provider)).status_code == 302
    row = Row.objects.get(site=site)
    assert unseal(row.sealed_secret) == SECRET
    assert SECRET not in row.sealed_secret
    assert identify(admin) == OFFER
    trail = AuditRow.objects.get(verb="identification.save")
    assert SECRET not in str(trail.detail)
    assert set(trail.detail["changed"]) >= {"secret", "issuer", "is_on"}


def test_the_secret_is_never_shown_and_stays_when_left_empty(admin, site, provider):
    set_up(site, provider, acr_values=LEVEL)
    shown = text(admin.get(PAGE))
    assert "Salaisuus on tallessa" in shown
    assert "http://testserver/identified/" in shown
    refused = text(admin.post(PAGE, form(provider, municipality_code="x")))
    for page in (shown, refused):
        assert "salainen" not in page
        assert Row.objects.get().sealed_secret not in page
    admin.post(PAGE, form(provider, secret="", scopes="openid kunta"))
    row = Row.objects.get()
    assert (unseal(row.sealed_secret), row.scopes) == (SECRET, "openid kunta")
    assert AuditRow.objects.get(verb="identification.save").detail["changed"] == ["scopes"]


def test_a_kept_secret_goes_to_no_other_provider(admin, site, provider):
    set_up(site, provider)
    for press in ({}, {"try": "1"}):
        moved = form(provider, secret="", issuer=f"{provider.base}/muu", **press)
        assert "kirjoita sen salaisuus uudelleen" in text(admin.post(PAGE, moved))
    assert provider.asked == []
    assert Row.objects.get().issuer == provider.base


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"secret": ""}, "Ilman salaisuutta"),
        ({"issuer": "http://muu.example"}, "alussa pitää olla https://"),
        ({"issuer": "tunnistus"}, "alussa pitää olla https://"),
        ({"acr_values": " "}, "error-message"),
        ({"municipality_code": "9"}, "Kolme numeroa"),
    ],
)
def test_what_cannot_be_saved(admin, site, provider, fields, said):
    assert said in text(admin.post(PAGE, form(provider, **fields)))
    assert not Row.objects.exists()


def test_the_address_of_discovery_is_taken_for_the_issuer(admin, provider):
    admin.post(PAGE, form(provider, issuer=f"{provider.base}/.well-known/openid-configuration"))
    assert Row.objects.get().issuer == provider.base


def tried(admin, provider, **fields):
    shown = text(admin.post(PAGE, {**form(provider, **fields), "try": "1"}))
    assert not Row.objects.exists()
    assert SECRET not in shown
    return shown


def test_a_connection_that_is_in_order(admin, site, provider):
    shown = tried(admin, provider)
    assert "Se tuntee asiakastunnuksen ja salaisuuden." in shown
    assert "Vialla:" not in shown


@pytest.mark.parametrize(
    ("told", "fields", "said"),
    [
        ({"discovery": {"issuer": "https://muu.example"}}, {}, "ilmoittaa osoitteekseen muun"),
        ({"discovery": {"token_endpoint": None}}, {}, "puuttuu tarvittava osoite"),
        ({"discovery": {"id_token_signing_alg_values_supported": ["HS256"]}}, {}, "jota ei hyväksytä (HS256)"),
        ({"discovery": {"acr_values_supported": ["muu"]}}, {}, "ei mainitse näitä tasoja"),
        ({"keys": []}, {}, "ei julkaise avainta"),
        ({"keys": [public(RSA_KEY, "x", use="enc")]}, {}, "ei julkaise avainta"),
        ({"down": {"/.well-known/openid-configuration"}}, {}, "vastaa virheellä (status 503)"),
        ({}, {"secret": "väärä"}, "ei tunne asiakastunnusta"),
        ({}, {"issuer": "http://127.0.0.1:9"}, "ei saada yhteyttä"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_what_is_wrong_is_said_in_words(admin, provider, told, fields, said):
    for name, value in told.items():
        setattr(provider, name, value)
    assert said in tried(admin, provider, **fields)


def test_it_is_removed_with_its_secret(admin, site, provider):
    set_up(site, provider)
    admin.post(PAGE, {"remove": "1"})
    assert not Row.objects.exists()
    assert AuditRow.objects.filter(verb="identification.remove").count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_comes_near(client, site, provider, role):
    set_up(site, provider)
    client.force_login(factories.official(site, role))
    assert client.get(PAGE).status_code == 302
    client.post(PAGE, {"remove": "1"})
    assert Row.objects.exists()


def test_an_administrator_of_another_municipality_neither(client, site, provider):
    set_up(site, provider)
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harju.example")
    client.force_login(factories.official(other, Role.ADMINISTRATOR))
    assert client.get(f"{PAGE}?site={site.pk}").status_code == 302
    client.post(f"{PAGE}?site={site.pk}", {"remove": "1"})
    assert Row.objects.filter(site=site).exists()
