"""Signing in by the code in the mail, as a browser does it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.utils.encoding import iri_to_uri
from wagtail.models import Site

from accounts.models import User
from tests.accounts.conftest import Visitor


def test_a_resident_signs_in_for_the_first_time_in_finnish(visitor: Visitor) -> None:
    asked = visitor.ask("Uusi@Koivuranta.example")
    assert asked["Location"] == "/fi/tili/kirjaudu/koodi/"
    confirmed = visitor.confirm(visitor.code)
    assert confirmed["Location"] == "/fi/tili/jatka/"
    assert visitor.get("/fi/tili/jatka/")["Location"] == "/fi/tili/nimi/"
    named = visitor.post("/fi/tili/nimi/", {"display_name": "  Rannan   Ritva "}, follow=True)
    assert [url for url, _status in named.redirect_chain] == ["/fi/tili/jatka/", "/fi/tili/"]
    user = User.objects.get()
    assert (user.email, user.display_name, user.language) == ("uusi@koivuranta.example", "Rannan Ritva", "fi")
    assert user.unconfirmed_since is None
    assert "Hei, Rannan Ritva" in named.content.decode()


def test_a_resident_signs_in_in_swedish(swede: Visitor) -> None:
    asked = swede.ask("ny@koivuranta.example")
    assert asked["Location"] == "/sv/konto/logga-in/kod/"
    page = swede.get(asked["Location"])
    assert page.context["email_form"].initial["email"] == "ny@koivuranta.example"
    assert swede.confirm(swede.code)["Location"] == "/sv/konto/fortsatt/"
    named = swede.post("/sv/konto/namn/", {"display_name": "Strand-Rita"}, follow=True)
    assert "Hej, Strand-Rita" in named.content.decode()
    assert User.objects.get().language == "sv"


@pytest.mark.parametrize(
    ("language", "subject", "line", "why"),
    [
        (
            "fi",
            "on kirjautumiskoodisi: Koivuranta",
            "Kirjoita koodi sivulle, jolla pyysit sitä. Se on voimassa 15 minuuttia.",
            "Saat tämän viestin, koska tähän osoitteeseen pyydettiin koodia.",
        ),
        (
            "sv",
            "är din inloggningskod: Björkstrand",
            "Skriv koden på sidan där du bad om den. Den gäller i 15 minuter.",
            "Du får det här meddelandet för att en kod begärdes till den här adressen.",
        ),
    ],
)
def test_the_mail_reads_well(visitor: Visitor, language: str, subject: str, line: str, why: str) -> None:
    visitor.language = language
    visitor.ask("ritva@koivuranta.example")
    (message,) = mail.outbox
    lines = [text.strip() for text in str(message.body).splitlines() if text.strip()]
    assert message.to == ["ritva@koivuranta.example"]
    assert message.subject == f"{visitor.code} {subject}"
    assert lines[1:3] == [visitor.code, line]
    sender = lines.index("--") + 1
    assert lines[sender : sender + 2] == [subject.split(": ")[1], f"http://localhost/{language}/"]
    assert " ".join(lines[sender + 2 :]) == why
    html = message.alternatives[0][0]
    assert f'lang="{language}"' in html
    assert visitor.code in html
    assert "&lt;" not in message.body


def test_language_of_a_known_person_is_not_changed_by_the_page(visitor: Visitor, swede: Visitor, ritva: User) -> None:
    swede.sign_in(ritva.email)
    ritva.refresh_from_db()
    assert ritva.language == "fi"


def test_one_goes_on_where_one_was(visitor: Visitor, ritva: User) -> None:
    there = "/fi/haku/?q=ranta"
    assert (
        visitor.ask(ritva.email, next=there)["Location"] == "/fi/tili/kirjaudu/koodi/?next=%2Ffi%2Fhaku%2F%3Fq%3Dranta"
    )
    confirmed = visitor.confirm(visitor.code, next=there)
    assert visitor.get(confirmed["Location"])["Location"] == there


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "/\\evil.example",
        "http:evil",
        "account_logout",
        "haku",
    ],
)
def test_next_leads_to_this_host_only(visitor: Visitor, ritva: User, url: str) -> None:
    assert visitor.ask(ritva.email, next=url)["Location"] == "/fi/tili/kirjaudu/koodi/"
    assert visitor.confirm(visitor.code, next=url)["Location"] == "/fi/tili/jatka/"
    assert visitor.get("/fi/tili/jatka/", data={"next": url})["Location"] == "/fi/tili/"
    assert visitor.get("/fi/tili/kirjaudu/", data={"next": url})["Location"] == "/fi/tili/jatka/"


@pytest.mark.parametrize(
    ("email", "message"),
    [
        ("", "Kirjoita sähköpostiosoitteesi."),
        ("ritva", "Tarkista osoite: sen pitäisi olla muotoa nimi@esimerkki.fi."),
        ("a@b", "Tarkista osoite: sen pitäisi olla muotoa nimi@esimerkki.fi."),
    ],
)
def test_an_address_that_cannot_be_stays_in_the_field(visitor: Visitor, email: str, message: str) -> None:
    page = visitor.ask(email)
    assert page.status_code == 200
    assert page.context["form"]["email"].value() == email
    assert page.context["form"].errors["email"] == [message]
    assert (mail.outbox, User.objects.count()) == ([], 0)


@pytest.mark.parametrize("url", ["/fi/\nX: y", "/" + "x" * 1000, "/fi/haku/?q=%00", "/fi/ä"])
def test_odd_paths_are_followed_without_harm(visitor: Visitor, ritva: User, url: str) -> None:
    visitor.sign_in(ritva.email)
    assert visitor.get("/fi/tili/jatka/", data={"next": url})["Location"] == iri_to_uri(url)


def test_a_double_click_signs_in_once(visitor: Visitor, ritva: User) -> None:
    visitor.ask(ritva.email)
    code = visitor.code
    assert visitor.confirm(code)["Location"] == "/fi/tili/jatka/"
    assert visitor.confirm(code)["Location"] == "/fi/tili/jatka/"
    assert User.objects.count() == 1


def test_signing_out_is_sent_as_a_form(visitor: Visitor, ritva: User) -> None:
    visitor.sign_in(ritva.email)
    assert visitor.get("/fi/tili/kirjaudu-ulos/").status_code == 200
    assert visitor.get("/fi/tili/").status_code == 200
    out = visitor.post("/fi/tili/kirjaudu-ulos/", {})
    assert out["Location"] == "/fi/"
    assert visitor.get("/fi/tili/")["Location"] == "/fi/tili/kirjaudu/?next=/fi/tili/"
    assert visitor.get("/fi/tili/kirjaudu-ulos/")["Location"] == "/fi/"


def test_the_code_page_without_a_code_leads_to_the_start(visitor: Visitor) -> None:
    assert visitor.get("/fi/tili/kirjaudu/koodi/?next=/fi/")["Location"] == "/fi/tili/kirjaudu/?next=%2Ffi%2F"


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "login/", "reauthenticate/", "inactive/"])
def test_other_pages_of_accounts_are_not_there(visitor: Visitor, path: str) -> None:
    assert visitor.get(f"/fi/tili/{path}").status_code == 404


def test_the_mail_names_the_municipality_whose_page_it_is(visitor: Visitor, other_site: Site) -> None:
    visitor.client.defaults["HTTP_HOST"] = other_site.hostname
    visitor.ask("ritva@koivuranta.example")
    (message,) = mail.outbox
    assert message.subject == f"{visitor.code} on kirjautumiskoodisi: Lehtosalmi"
    assert message.from_email.startswith("Lehtosalmi <")
    assert "http://lehtosalmi.example/fi/" in message.body


def test_the_language_switch_of_the_sign_in_page_goes_on_in_the_other_language(client: Client, site: Site) -> None:
    html = client.get("/fi/tili/kirjaudu/?next=/fi/ehdotukset/").content.decode()
    assert 'href="/sv/konto/logga-in/?next=%2Fsv%2Fforslag%2F"' in html
