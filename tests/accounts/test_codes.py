"""Codes: wrong, late, replaced, guessed at."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from accounts.models import User
from tests.accounts.conftest import Visitor, said

NOW = datetime(2026, 6, 1, 14, 2, tzinfo=ZoneInfo("Europe/Helsinki"))


def test_a_wrong_code_says_how_many_tries_are_left(visitor: Visitor, ritva: User) -> None:
    visitor.ask(ritva.email)
    tries = [visitor.confirm(visitor.wrong_code).context["form"].errors["code"][0] for _ in range(4)]
    assert [text.removeprefix("Koodi ei täsmää. Tarkista numerot. ") for text in tries] == [
        "Voit yrittää vielä 4 kertaa.",
        "Voit yrittää vielä 3 kertaa.",
        "Voit yrittää vielä 2 kertaa.",
        "Voit yrittää vielä kerran.",
    ]
    assert visitor.confirm(visitor.code)["Location"] == "/fi/tili/jatka/"


def test_after_five_wrong_codes_the_right_one_is_wrong_too(visitor: Visitor, ritva: User) -> None:
    visitor.ask(ritva.email, next="/fi/")
    for _ in range(5):
        last = visitor.confirm(visitor.wrong_code, next="/fi/")
    assert last["Location"] == "/fi/tili/kirjaudu/?next=%2Ffi%2F"
    page = visitor.get(last["Location"])
    assert said(page) == ["Koodi oli väärä liian monta kertaa. Pyydä uusi."]
    assert page.context["email_form"].initial["email"] == ritva.email
    visitor.confirm(visitor.code)
    assert visitor.get("/fi/tili/").status_code == 302


def test_tries_that_arrive_together_are_counted_too(visitor: Visitor, ritva: User) -> None:
    """Each of them reads the session before another has written it."""
    visitor.ask(ritva.email)
    before = dict(visitor.client.session)
    for _ in range(6):
        session = visitor.client.session
        session.update(before)
        session.save()
        last = visitor.confirm(visitor.wrong_code)
    assert last["Location"] == "/fi/tili/kirjaudu/"
    session.update(before)
    session.save()
    assert visitor.confirm(visitor.code)["Location"] == "/fi/tili/kirjaudu/"


def test_what_is_no_code_costs_no_try(visitor: Visitor, ritva: User) -> None:
    visitor.ask(ritva.email)
    for typed in ("", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "0" * 5000):
        assert visitor.confirm(typed).context["form"].errors["code"] == ["Kirjoita koodin kuusi numeroa."]
    assert "4 kertaa" in visitor.confirm(visitor.wrong_code).context["form"].errors["code"][0]


@pytest.mark.parametrize("form", ["{0} {1}", " {0}{1} ", "{0}-{1}", "{0}\u00a0{1}\n"])
def test_a_pasted_code_may_have_spaces(visitor: Visitor, ritva: User, form: str) -> None:
    visitor.ask(ritva.email)
    assert visitor.confirm(form.format(visitor.code[:3], visitor.code[3:]))["Location"] == "/fi/tili/jatka/"


def test_a_code_is_valid_for_a_quarter_of_an_hour(visitor: Visitor, ritva: User) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        visitor.ask(ritva.email, next="/fi/")
        assert "klo 14" in visitor.get("/fi/tili/kirjaudu/koodi/").content.decode()
        clock.shift(timedelta(minutes=16))
        late = visitor.confirm(visitor.code, next="/fi/")
        assert late["Location"] == "/fi/tili/kirjaudu/?next=%2Ffi%2F"
        assert said(visitor.get(late["Location"])) == ["Koodi ei ole enää voimassa. Pyydä uusi."]


def test_a_new_code_replaces_the_old_one(visitor: Visitor, ritva: User) -> None:
    visitor.ask(ritva.email)
    old = visitor.code
    visitor.confirm(visitor.wrong_code)
    assert visitor.ask(ritva.email)["Location"] == "/fi/tili/kirjaudu/koodi/"
    if old != visitor.code:
        assert visitor.confirm(old).status_code == 200
    assert visitor.confirm(visitor.code)["Location"] == "/fi/tili/jatka/"


def test_a_code_works_once_and_in_its_own_browser(visitor: Visitor, swede: Visitor, ritva: User) -> None:
    visitor.ask(ritva.email)
    assert swede.confirm(visitor.code)["Location"] == "/sv/konto/logga-in/"
    visitor.confirm(visitor.code)
    visitor.post("/fi/tili/kirjaudu-ulos/", {})
    assert visitor.confirm(visitor.code)["Location"] == "/fi/tili/kirjaudu/"


def test_many_codes_to_one_address_are_refused(visitor: Visitor, swede: Visitor, ritva: User) -> None:
    for _ in range(3):
        assert visitor.ask(ritva.email).status_code == 302
    refusal = "Koodeja on pyydetty liian monta. Odota hetki ja yritä uudelleen."
    again = visitor.ask(ritva.email)
    assert said(visitor.get(again["Location"])) == [refusal]
    swede.language = "fi"
    assert swede.ask(ritva.email).context["form"].errors["email"] == [refusal]
    assert len(mail.outbox) == 3
    assert visitor.confirm(visitor.code)["Location"] == "/fi/tili/jatka/"
    assert swede.ask("toinen@koivuranta.example").status_code == 302
