"""What was begun before signing in is attached after it: once, and with nothing lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.test import RequestFactory

from accounts import pending
from accounts.models import User
from tests.accounts.conftest import Visitor, said

FORM = "/fi/ehdotukset/"


class Notes:
    """A kind of thing to write: what was attached, and how the next one will be refused."""

    def __init__(self) -> None:
        self.attached: list[tuple[str, str]] = []
        self.refusal: Exception | None = None

    def __call__(self, user: User, payload: dict[str, Any], request: HttpRequest) -> tuple[str, str]:
        if self.refusal:
            raise self.refusal
        self.attached.append((user.email, payload["text"]))
        return "Huomautuksesi on lähetetty.", "/fi/haku/"


@pytest.fixture
def notes() -> Iterator[Notes]:
    handler = Notes()
    pending.register("note", handler)
    yield handler
    del pending._handlers["note"]


def write(visitor: Visitor, text: str, url: str = FORM) -> None:
    """As a form's view does for a visitor it does not know."""
    request = RequestFactory().post(url)
    request.session, request.user = visitor.client.session, AnonymousUser()
    pending.remember(request, "note", {"text": text}, url)
    request.session.save()
    visitor.client.cookies["sessionid"] = str(request.session.session_key)


def kept(visitor: Visitor) -> dict[str, Any] | None:
    request = RequestFactory().get(FORM)
    request.session, request.user = visitor.client.session, AnonymousUser()
    return pending.recall(request, "note", FORM)


def test_it_is_attached_once_after_signing_in(visitor: Visitor, ritva: User, notes: Notes) -> None:
    write(visitor, "Penkki mäelle")
    visitor.sign_in(ritva.email)
    first = visitor.get("/fi/tili/jatka/?next=/fi/tili/")
    assert first["Location"] == "/fi/haku/"
    assert visitor.get("/fi/tili/jatka/?next=/fi/tili/")["Location"] == "/fi/tili/"
    assert notes.attached == [(ritva.email, "Penkki mäelle")]
    assert said(visitor.get("/fi/tili/")) == ["Huomautuksesi on lähetetty."]
    assert kept(visitor) is None


def test_the_sign_in_page_says_that_it_is_kept(visitor: Visitor, notes: Notes) -> None:
    line = "Aloittamasi on tallessa: se jatkuu siitä, mihin jäit."
    assert line not in visitor.get("/fi/tili/kirjaudu/").content.decode()
    write(visitor, "Penkki mäelle")
    assert line in visitor.get("/fi/tili/kirjaudu/").content.decode()


def test_it_waits_for_the_name(visitor: Visitor, notes: Notes) -> None:
    write(visitor, "Penkki mäelle")
    visitor.sign_in("uusi@koivuranta.example")
    visitor.get("/fi/tili/jatka/")
    assert notes.attached == []
    visitor.post("/fi/tili/nimi/", {"display_name": "Uusi"}, follow=True)
    assert notes.attached == [("uusi@koivuranta.example", "Penkki mäelle")]


@pytest.mark.parametrize(
    ("refusal", "message"),
    [
        (ValidationError("Kommentointi on päättynyt."), "Kommentointi on päättynyt."),
        (PermissionDenied("Et voi kannattaa omaa ehdotustasi."), "Et voi kannattaa omaa ehdotustasi."),
        (PermissionDenied(), "Tätä ei voi enää tehdä. Kirjoittamasi on tallessa."),
    ],
)
def test_a_refusal_leads_back_with_nothing_lost(
    visitor: Visitor, ritva: User, notes: Notes, refusal: Exception, message: str
) -> None:
    notes.refusal = refusal
    write(visitor, "Penkki mäelle")
    visitor.sign_in(ritva.email)
    assert visitor.get("/fi/tili/jatka/")["Location"] == FORM
    assert kept(visitor) == {"text": "Penkki mäelle"}
    notes.refusal = None
    assert said(visitor.get("/fi/tili/")) == [message]
    assert visitor.get("/fi/tili/jatka/")["Location"] == "/fi/tili/"
    assert notes.attached == []


def test_writing_anew_replaces_what_waited_for_the_same_form(visitor: Visitor, ritva: User, notes: Notes) -> None:
    write(visitor, "Penkki")
    write(visitor, "Penkki mäelle")
    write(visitor, "Valo laiturille", "/fi/muualla/")
    visitor.sign_in(ritva.email)
    visitor.get("/fi/tili/jatka/")
    assert [text for _email, text in notes.attached] == ["Penkki mäelle", "Valo laiturille"]


def test_what_was_given_up_is_not_attached_to_the_next_person(visitor: Visitor, ritva: User, notes: Notes) -> None:
    write(visitor, "Penkki mäelle")
    with time_machine.travel(timedelta(hours=1, minutes=1)):
        visitor.sign_in(ritva.email)
        assert visitor.get("/fi/tili/jatka/")["Location"] == "/fi/tili/"
    assert notes.attached == []


def test_two_requests_at_the_same_moment_attach_once(ritva: User, notes: Notes) -> None:
    session = SessionStore()
    requests = []
    for _ in range(2):
        request = RequestFactory().get("/")
        request.user, request.session = ritva, session.__class__()
        requests.append(request)
    pending.remember(requests[0], "note", {"text": "Penkki"}, FORM)
    requests[1].session[pending.KEY] = list(requests[0].session[pending.KEY])
    outcomes: list[int] = []
    threads = [threading.Thread(target=lambda r=r: outcomes.append(len(pending.resume(r)))) for r in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [0, 1]
    assert notes.attached == [(ritva.email, "Penkki")]


def test_settings_sent_after_the_session_ended_are_saved_after_signing_in(visitor: Visitor, ritva: User) -> None:
    sent = visitor.post("/fi/tili/asetukset/", {"display_name": "Ritva", "language": "sv"})
    assert sent["Location"] == "/fi/tili/kirjaudu/?next=%2Ffi%2Ftili%2Fasetukset%2F"
    visitor.sign_in(ritva.email)
    assert visitor.get("/fi/tili/jatka/")["Location"] == "/fi/tili/"
    ritva.refresh_from_db()
    assert (ritva.display_name, ritva.language) == ("Ritva", "sv")


def test_refused_settings_are_shown_again(visitor: Visitor, ritva: User) -> None:
    visitor.post("/fi/tili/asetukset/", {"display_name": "Kunta", "language": "sv"})
    visitor.sign_in(ritva.email)
    assert visitor.get("/fi/tili/jatka/")["Location"] == "/fi/tili/asetukset/"
    page = visitor.get("/fi/tili/asetukset/")
    assert said(page) == ["Valitse toinen nimi: tätä voisi luulla kunnan tai sen henkilöstön nimeksi."]
    assert page.context["form"]["display_name"].value() == "Kunta"
    ritva.refresh_from_db()
    assert (ritva.display_name, ritva.language) == ("Rannan Ritva", "fi")
