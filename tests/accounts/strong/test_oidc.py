"""The way to the provider and back: what is believed, and everything that is not."""

from __future__ import annotations

import base64
import json
import re
import time
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.strong import visit
from tests import factories

from .oidc_provider import CODE, EC_KEY, LEVEL, OTHER_KEY, RSA_KEY, public
from .walking import END, GO, OFFER, identify, landed, returned, sent_to, set_up

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def identified(client: Client) -> bool:
    return "Olet tunnistautunut vahvasti" in client.get(OFFER).content.decode()


def problem(address: str) -> str:
    return parse_qs(urlsplit(address).query).get("problem", [""])[0]


def test_somebody_identifies_and_comes_back_to_where_they_were(client, row):
    assert identify(client, "/fi/ehdotukset/?tila=uusi") == "/fi/ehdotukset/?tila=uusi"
    shown = client.get(OFFER).content.decode()
    assert "Olet tunnistautunut vahvasti" in shown
    assert "Kotikuntasi on tämä kunta" in shown
    assert "Olet 74-vuotias" in shown or "vuotias" in shown


def test_what_is_asked_of_the_provider(client, row, provider):
    query = parse_qs(urlsplit(sent_to(client)).query)
    assert {name: values[0] for name, values in query.items() if name not in ("state", "nonce", "code_challenge")} == {
        "response_type": "code",
        "client_id": "raitti",
        "redirect_uri": "http://testserver/identified/",
        "scope": "openid",
        "code_challenge_method": "S256",
        "acr_values": f"{LEVEL} http://ftn.ficora.fi/2017/loa3",
        "ui_locales": "fi",
        "prompt": "login",
        "max_age": "0",
    }


@pytest.mark.parametrize("claims", [{}, {"aud": ["raitti"]}, {"aud": ["raitti", "b"], "azp": "raitti"}])
def test_tokens_that_are_believed(client, row, provider, claims):
    provider.token = claims
    assert problem(identify(client)) == ""
    assert identified(client)


def test_a_key_on_a_curve_is_believed(client, row, provider):
    provider.alg, provider.kid, provider.key = "ES256", "two", EC_KEY
    assert identify(client) == OFFER
    assert identified(client)


def test_a_provider_with_one_key_need_not_name_it(client, row, provider):
    provider.keys, provider.kid = [public(RSA_KEY, "one")], ""
    assert identify(client) == OFFER


def test_an_answer_a_little_before_its_time_is_believed(client, row, provider):
    provider.token = {"iat": int(time.time()) + 40, "nbf": int(time.time()) + 40}
    assert identify(client) == OFFER


NOW = int(time.time())
BAD_CLAIMS: list[tuple[dict[str, Any], str]] = [
    ({"nonce": "toinen"}, "untrusted"),
    ({"nonce": None}, "untrusted"),
    ({"iss": "https://muu.example"}, "untrusted"),
    ({"iss": None}, "untrusted"),
    ({"aud": "muu"}, "untrusted"),
    ({"aud": None}, "untrusted"),
    ({"aud": ["raitti", "muu"]}, "untrusted"),
    ({"azp": "muu"}, "untrusted"),
    ({"sub": None}, "untrusted"),
    ({"exp": None}, "untrusted"),
    ({"iat": None}, "untrusted"),
    ({"iat": "eilen"}, "untrusted"),
    ({"exp": NOW - 300}, "clock"),
    ({"iat": NOW + 3600}, "clock"),
    ({"nbf": NOW + 3600}, "clock"),
    ({"iat": NOW - 3600}, "clock"),
    ({"auth_time": NOW - 3600}, "untrusted"),
    ({"auth_time": "äsken"}, "untrusted"),
    ({"acr": None}, "weak"),
    ({"acr": "http://ftn.ficora.fi/2017/loa1"}, "weak"),
    ({"acr": [LEVEL]}, "weak"),
    ({"hetu": None}, "nobody"),
    ({"hetu": "  "}, "nobody"),
    ({"hetu": {"a": 1}}, "nobody"),
]


@pytest.mark.parametrize(("claims", "code"), BAD_CLAIMS, ids=lambda one: one if isinstance(one, str) else "-".join(one))
def test_claims_that_are_not_accepted(client, row, provider, claims, code):
    provider.token = claims
    address = identify(client, "/fi/ehdotukset/")
    assert (problem(address), identified(client)) == (code, False)
    assert parse_qs(urlsplit(address).query)["next"] == ["/fi/ehdotukset/"]


def unsigned(provider: Any, nonce: str) -> str:
    now = int(time.time())
    claims = {"iss": provider.base, "aud": "raitti", "iat": now, "exp": now + 300, "nonce": nonce, **provider.person}
    parts = [{"alg": "none", "typ": "JWT"}, claims]
    return ".".join(base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in parts) + "."


def by_public_key(provider: Any, nonce: str) -> str:
    """The old trick: the public key taken for a shared secret."""
    header, claims, _none = unsigned(provider, nonce).split(".")
    header = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "kid": "one"}).encode()).rstrip(b"=").decode()
    algorithm = jwt.get_algorithm_by_name("HS256")
    secret = json.dumps(provider.keys[0]).encode()
    signature = algorithm.sign(f"{header}.{claims}".encode(), secret)
    return f"{header}.{claims}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def no_token(provider: Any, nonce: str) -> str:
    return ""


@pytest.mark.parametrize("forged", [unsigned, by_public_key, no_token])
def test_signatures_that_are_none(client, row, provider, forged, monkeypatch):
    monkeypatch.setattr(provider, "signed", lambda nonce: forged(provider, nonce))
    assert problem(identify(client)) == "untrusted"
    assert not identified(client)


@pytest.mark.parametrize(
    ("alg", "kid", "key"),
    [("RS256", "one", OTHER_KEY), ("RS256", "three", RSA_KEY), ("RS256", "", RSA_KEY), ("RS256", "two", RSA_KEY),
     ("PS256", "one", RSA_KEY)],
)  # fmt: skip
def test_signatures_of_others(client, row, provider, alg, kid, key):
    provider.alg, provider.kid, provider.key = alg, kid, key
    assert problem(identify(client)) == "untrusted"
    assert not identified(client)


def test_keys_that_are_for_something_else_check_no_signature(client, row, provider):
    provider.keys = [public(RSA_KEY, "one", use="enc"), public(EC_KEY, "two")]
    assert problem(identify(client)) == "untrusted"


def test_a_new_key_is_fetched_once_it_is_used_and_invented_ones_are_not_chased(client, row, provider):
    identify(client)
    provider.keys = [*provider.keys, public(OTHER_KEY, "new")]
    provider.kid, provider.key = "new", OTHER_KEY
    assert problem(identify(client)) == ""
    provider.kid = "invented"
    before = provider.asked.count("/keys")
    assert [problem(identify(client)) for _turn in range(3)] == ["untrusted"] * 3
    assert provider.asked.count("/keys") == before


def test_an_answer_is_used_once(client, row, provider):
    back = returned(sent_to(client))
    assert landed(client, back) == OFFER
    client.post(END)
    assert problem(landed(client, back)) == "late"
    assert not identified(client)


def test_the_answer_to_another_visitor_lets_nobody_in(client, row, provider):
    back = returned(sent_to(client))
    other = Client()
    sent_to(other)
    assert problem(landed(other, back)) == "late"
    assert not identified(other)
    assert problem(landed(Client(), back)) == "late"


def test_a_code_put_in_the_place_of_ones_own_is_refused(client, row, provider):
    """The code of another visit: its challenge is another's (RFC 7636)."""
    other, own = returned(sent_to(Client())), returned(sent_to(client))
    stolen = parse_qs(urlsplit(other).query)["code"][0]
    mixed = own.replace(parse_qs(urlsplit(own).query)["code"][0], stolen)
    assert problem(landed(client, mixed)) == "provider"
    assert not identified(client)


def test_an_answer_in_the_name_of_another_provider_is_refused(client, row, provider):
    provider.answer = {"iss": "https://muu.example"}
    assert problem(identify(client)) == "untrusted"


def test_who_takes_too_long_begins_again_where_they_were(client, row, settings):
    back = returned(sent_to(client, "/fi/ehdotukset/"))
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.IDENTIFYING_SECONDS + 5), tick=False):
        address = landed(client, back)
    assert problem(address) == "late"
    assert parse_qs(urlsplit(address).query)["next"] == ["/fi/ehdotukset/"]


def test_where_somebody_was_is_not_written_down_in_the_clear(client, row):
    sent_to(client, "/fi/kyselyt/avain-jota-kukaan-ei-saa/")
    assert "avain-jota" not in str(Session.objects.get().get_decoded())


@pytest.mark.parametrize(
    ("error", "code"), [("access_denied", "cancelled"), ("cancel", "cancelled"), ("server_error", "provider")]
)
def test_what_the_provider_says_instead(client, row, provider, error, code):
    provider.error = error
    address = identify(client, "/fi/ehdotukset/")
    assert problem(address) == code
    shown = client.get(address).content.decode()
    assert ("Tunnistautuminen peruttiin" in shown) == (code == "cancelled")
    assert 'href="/fi/ehdotukset/"' in shown


@pytest.mark.parametrize("endpoint", ["/token", "/keys"])
def test_a_provider_that_goes_down_on_the_way(client, row, provider, endpoint):
    address = sent_to(client)
    provider.down = {endpoint}
    assert problem(landed(client, returned(address))) == "provider"
    assert not identified(client)


def test_a_provider_that_is_down_is_told_before_one_goes(client, row, provider):
    provider.down = {"/.well-known/openid-configuration"}
    address = sent_to(client, "/fi/ehdotukset/")
    assert problem(address) == "provider"
    assert "Tunnistuspalvelu ei vastaa" in client.get(address).content.decode()


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": "https://muu.example"},
        {"issuer": None},
        {"token_endpoint": None},
        {"jwks_uri": "http://muu.example/keys"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_what_a_provider_may_not_say_of_itself(client, row, provider, told):
    provider.discovery = told
    assert problem(sent_to(client)) == "provider"


def test_claims_that_only_the_other_endpoint_tells(client, row, provider):
    provider.discovery = {"userinfo_endpoint": f"{provider.base}/userinfo"}
    provider.token = {"hetu": None}
    provider.userinfo = {"sub": "s-1", "hetu": CODE}
    assert identify(client) == OFFER
    provider.userinfo = {"sub": "s-2", "hetu": CODE}
    assert problem(identify(client)) == "untrusted"


def test_the_level_is_read_of_what_is_signed_only(client, row, provider):
    provider.discovery = {"userinfo_endpoint": f"{provider.base}/userinfo"}
    provider.token = {"hetu": None, "acr": None}
    provider.userinfo = {"sub": "s-1", "hetu": CODE, "acr": LEVEL}
    assert problem(identify(client)) == "weak"


def test_a_provider_that_takes_the_secret_in_the_form(client, row, provider):
    provider.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert identify(client) == OFFER


def test_a_wrong_secret_is_the_municipalitys_fault(client, site, provider):
    set_up(site, provider, client_id="muu")
    provider.token = {"aud": "muu"}
    assert problem(identify(client)) == "provider"


@pytest.mark.parametrize(
    "onward", ["https://paha.example/", "//paha.example/", "/\\paha.example", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(client, row, onward):
    assert identify(client, onward) == OFFER
    shown = client.get(OFFER, {"next": onward}).content.decode()
    assert not [one for one in re.findall(r'(?:href|value)="([^"]*)"', shown) if one.startswith(onward)]
    assert f"{GO}?next" not in shown


def test_nothing_is_offered_where_there_is_no_provider(client, site):
    shown = client.get(OFFER).content.decode()
    assert "ei ole käytössä" in shown
    assert GO not in shown
    assert problem(client.get(GO)["Location"]) == "off"
    assert problem(client.get("/identified/")["Location"]) == "off"


def test_nor_where_it_is_turned_off(client, site, provider):
    set_up(site, provider, is_on=False)
    assert problem(client.get(GO)["Location"]) == "off"


def test_how_often_one_begins_is_limited(client, row, settings):
    settings.GUARD_LIMITS = {**settings.GUARD_LIMITS, "identify": (("network", 2, 3600),)}
    assert [problem(sent_to(client)) for _turn in range(3)] == ["", "", "often"]


def test_an_identification_holds_for_a_while(client, row, settings):
    identify(client)
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.IDENTIFICATION_SECONDS - 5), tick=False):
        assert identified(client)
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.IDENTIFICATION_SECONDS + 5), tick=False):
        assert not identified(client)
    assert visit.KEY not in client.session


def test_it_is_ended_by_a_press(client, row):
    identify(client)
    assert client.get(END).status_code == 405
    assert client.post(END, {"next": "/fi/ehdotukset/"})["Location"] == "/fi/ehdotukset/"
    assert not identified(client)


def test_signing_in_and_out_ends_it(client, row):
    identify(client)
    client.force_login(factories.resident())
    assert not identified(client)
    identify(client)
    assert identified(client)
    client.logout()
    assert not identified(client)


def test_it_is_of_one_municipality(client, row, provider):
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harju.example")
    set_up(other, provider)
    identify(client)
    assert identified(client)
    shown = client.get(OFFER, headers={"host": "harju.example"}).content.decode()
    assert "Olet tunnistautunut" not in shown
    back = returned(sent_to(client))
    assert problem(landed(client, back, headers={"host": "harju.example"})) == "late"


def test_the_session_gets_another_key(client, row):
    user = factories.resident()
    client.force_login(user)
    client.get("/fi/tili/")
    before = client.session.session_key
    identify(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    assert client.get("/fi/tili/").status_code == 200


def test_nothing_of_the_person_can_be_read_in_the_session_or_the_log(client, row, provider, caplog):
    provider.person |= {"given_name": "Nordea", "birthdate": "1952-10-13"}
    identify(client)
    provider.token = {"nonce": "x"}
    identify(client)
    kept = json.dumps(dict(client.session.items()))
    for told in (CODE, "Nordea", "1952", "091", "resident", "mark"):
        assert told not in kept
        assert told not in caplog.text
    assert "untrusted: nonce" in caplog.text


def test_the_error_pages_are_in_the_readers_language(client, row, provider):
    provider.error = "access_denied"
    address = str(client.get("/sv/identifiering/ga/")["Location"])
    assert parse_qs(urlsplit(address).query)["ui_locales"] == ["sv"]
    stopped = landed(client, returned(address))
    assert stopped.startswith("/sv/identifiering/")
    assert "avbröts" in client.get(stopped).content.decode()


def test_what_a_provider_tells_of_itself_is_asked_once_an_hour(client, row, provider):
    for _turn in range(3):
        identify(client)
    assert provider.asked.count("/.well-known/openid-configuration") == 1
    cache.clear()
    identify(client)
    assert provider.asked.count("/.well-known/openid-configuration") == 2
