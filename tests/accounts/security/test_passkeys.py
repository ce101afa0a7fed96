"""Passkeys: added, used, named, removed; what is not right gets nobody in."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from time_machine import travel

from accounts import pending
from accounts.models import User
from core.models import AuditRow
from tests.accounts.conftest import Visitor, said
from tests.accounts.security.conftest import Person, Phone

SECURITY = "/fi/tili/turvallisuus/"


def test_a_resident_adds_one_and_signs_in_with_it_and_what_was_begun_is_attached(
    person: Person, ritva: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert person.add_passkey()["Location"] == SECURITY
    (message,) = mail.outbox[-1:]
    assert (message.to, message.subject) == ([ritva.email], "Tilillesi on lisätty pääsyavain")
    assert "/fi/tili/turvallisuus/" in str(message.body)
    page = person.visitor.get(SECURITY)
    assert "Puhelimeni" in page.content.decode()
    person.visitor.client.logout()

    done: list[int] = []

    def attach(user: User, typed: dict[str, Any], request: HttpRequest) -> tuple[str, str]:
        done.append(user.pk)
        return "Liitetty.", "/fi/"

    monkeypatch.setitem(pending._handlers, "test", attach)
    session = person.visitor.client.session
    session[pending.KEY] = [
        {"kind": "test", "payload": {}, "url": "/fi/", "at": timezone.now().timestamp(), "token": "a"}
    ]
    session.save()
    person.visitor.client.cookies["sessionid"] = session.session_key or ""
    answer = person.sign_in_with_passkey(next="/fi/tili/")
    assert answer["Location"] == "/fi/tili/jatka/?next=%2Ffi%2Ftili%2F"
    person.visitor.get(answer["Location"])
    assert done == [ritva.pk]
    assert Authenticator.objects.get(user=ritva).last_used_at
    assert list(AuditRow.objects.filter(verb__startswith="security.").values_list("verb", "subject_id")) == [
        ("security.passkey_add", ritva.pk)
    ]


def test_a_passkey_is_renamed_and_removed_and_then_opens_nothing(person: Person, ritva: User) -> None:
    person.add_passkey()
    passkey = Authenticator.objects.get(user=ritva)
    one = f"{SECURITY}avaimet/{passkey.pk}/"
    form = person.visitor.get(one).context["form"]
    with travel(timezone.now().timestamp() + 5):
        person.visitor.post(one, {"name": "  Vanha   puhelin ", "shown_at": form["shown_at"].value()})
    assert Authenticator.objects.get(pk=passkey.pk).data["name"] == "Vanha puhelin"
    person.visitor.post(one, {"remove": "1"})
    assert mail.outbox[-1].subject == "Tililtäsi on poistettu pääsyavain"
    assert not Authenticator.objects.filter(user=ritva).exists()
    person.visitor.client.logout()
    assert person.sign_in_with_passkey()["Location"] == "/fi/tili/kirjaudu/"
    assert person.visitor.get(SECURITY).status_code == 302


def test_an_answer_is_good_once_for_its_own_challenge_host_and_verified_person(person: Person, ritva: User) -> None:
    person.add_passkey()
    visitor, phone = person.visitor, person.phone
    visitor.client.logout()
    address = visitor.address("accounts:passkey_sign_in")
    thief = Phone("http://localhost")
    thief.handle = phone.handle
    phishing = Phone("http://localhost.example")
    phishing.key, phishing.handle = phone.key, phone.handle
    bad = {
        "another key": lambda options: thief.get(options),
        "another host": lambda options: phishing.get(options),
        "not verified": lambda options: phone.get(options, verified=False),
        "nobody": lambda options: phone.get(options, userHandle=b"999999"),
        "no number": lambda options: phone.get(options, userHandle=b"\xff\xfe"),
        "no JSON": lambda options: "{",
        "a list": lambda options: "[]",
        "hollow": lambda options: '{"response": {}}',
        "odd": lambda options: json.dumps({"id": 1, "rawId": [], "type": None, "response": {"clientDataJSON": "ä"}}),
        "empty": lambda options: "",
    }
    for name, make in bad.items():
        answer = visitor.post(address, {"credential": make(person.options("sign-in"))})
        assert answer["Location"] == "/fi/tili/kirjaudu/", name
        assert visitor.get(SECURITY).status_code == 302, name
    page = visitor.get("/fi/tili/kirjaudu/")
    assert set(said(page)) == {"Pääsyavain ei kelvannut. Yritä uudelleen tai käytä sähköpostiin lähetettävää koodia."}

    good = phone.get(person.options("sign-in"))
    assert visitor.post(address, {"credential": good})["Location"] == "/fi/tili/jatka/"
    visitor.client.logout()
    assert visitor.post(address, {"credential": good})["Location"] == "/fi/tili/kirjaudu/"  # used
    User.objects.filter(pk=ritva.pk).update(is_active=False)
    assert visitor.post(address, {"credential": phone.get(person.options("sign-in"))}).status_code in (302, 403)
    assert visitor.get(SECURITY).status_code == 302


def test_adding_wants_a_fresh_sign_in_and_a_verified_person(person: Person, ritva: User) -> None:
    unverified = person.phone.create(person.options("add"), verified=False)
    add = person.visitor.address("accounts:add_passkey")
    assert person.visitor.post(add, {"credential": unverified}).status_code == 200
    with travel(timezone.now().timestamp() + 16 * 60):
        assert person.visitor.get(add)["Location"] == f"{SECURITY}vahvista/?{urlencode({'next': add})}"
        assert person.visitor.get("/fi/tili/passkeys/add/").status_code == 403
        assert not Authenticator.objects.exists()
        confirm = f"{SECURITY}vahvista/?next={add}"
        person.visitor.post(confirm, {"send": "1", "next": add})
        assert mail.outbox[-1].to == [ritva.email]
        page = person.visitor.post(confirm, {"code": person.visitor.wrong_code, "next": add})
        assert "Koodi ei täsmää" in page.content.decode()
        assert person.visitor.post(confirm, {"code": person.visitor.code, "next": add})["Location"] == add
        assert person.add_passkey().status_code == 302


def test_the_forms_that_scripts_send_carry_what_guards_them(visitor: Visitor) -> None:
    page = visitor.get("/fi/tili/kirjaudu/").content.decode()
    form = page[page.index('id="passkey-form"') :].partition("</form>")[0]
    assert "csrfmiddlewaretoken" in form


def test_a_passkey_belongs_to_the_host_where_it_was_made(person: Person, ritva: User) -> None:
    person.add_passkey()
    other = Client(HTTP_HOST="lehtosalmi.example")
    other.force_login(ritva)
    page = other.get(SECURITY).content.decode()
    assert "Toimivat vain osoitteessa localhost" in page
    assert "Sinulla ei ole vielä pääsyavainta osoitteeseen lehtosalmi.example." in page
    other.logout()
    elsewhere = Phone("https://lehtosalmi.example")
    elsewhere.key, elsewhere.id, elsewhere.handle = person.phone.key, person.phone.id, person.phone.handle
    options = other.get("/fi/tili/passkeys/sign-in/", secure=True).json()
    assert options["publicKey"]["rpId"] == "lehtosalmi.example"


@pytest.mark.parametrize("host", ["127.0.0.1:8014", "[::1]:8014"])
def test_an_address_that_is_a_number_offers_none_and_says_where_they_work(
    visitor: Visitor, ritva: User, host: str
) -> None:
    client = Client(HTTP_HOST=host)
    assert "passkeys.js" not in client.get("/fi/tili/kirjaudu/").content.decode()
    assert client.get("/fi/tili/passkeys/sign-in/").status_code == 404
    client.force_login(ritva)
    page = client.get(SECURITY).content.decode()
    assert "Selaimet eivät tee pääsyavaimia osoitteelle, joka on pelkkä numero." in page
    assert ("http://localhost:8014/fi/tili/turvallisuus/" in page) == host.startswith("127")


def test_nobody_reaches_another_s_passkey(person: Person, ritva: User) -> None:
    stranger = User.objects.create_user("muu@koivuranta.example", display_name="Muu")
    foreign = Authenticator.objects.create(
        user=stranger, type="webauthn", data={"name": "Muun avain", "host": "localhost"}
    )
    one = f"{SECURITY}avaimet/{foreign.pk}/"
    assert person.visitor.get(one).status_code == 404
    assert person.visitor.post(one, {"remove": "1"}).status_code == 404
    assert "Muun avain" not in person.visitor.get(SECURITY).content.decode()
