"""Sessions seen and ended; the address changed safely; nothing tells whether an address has an account."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import travel
from wagtail.models import Site

from accounts import actions
from accounts.models import User
from accounts.queries import roles_of
from accounts.roles import Role
from accounts.security import moving
from accounts.security.actions import change_email
from accounts.security.models import EmailChange
from core.models import AuditRow
from tests.accounts.conftest import Visitor, said
from tests.accounts.security.conftest import Person

SECURITY, EMAIL, CODE = "/fi/tili/turvallisuus/", "/fi/tili/sahkoposti/", "/fi/tili/sahkoposti/koodi/"
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1"
)
NEW = "uusi+osoite@koivuranta.example"


def browser(user: User, agent: str, address: str = "193.166.4.77") -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    client.force_login(user)
    session = client.session
    del session["seen_at"]  # the test client signs in without a browser
    session.save()
    client.get("/fi/tili/turvallisuus/")
    return client


def ask(visitor: Visitor, email: str) -> Any:
    """Give a new address, as slowly as a person."""
    page = visitor.get(EMAIL)
    stamp = page.context["form"]["shown_at"].value()
    with travel(timezone.now() + timedelta(seconds=4)):
        return visitor.post(EMAIL, {"email": email, "shown_at": stamp})


def test_sessions_are_told_in_words_and_end_at_once(person: Person, ritva: User, visitor: Visitor) -> None:
    phone, tablet = browser(ritva, FIREFOX, "127.0.0.9"), browser(ritva, IPHONE)
    User.objects.create_user("muu@koivuranta.example", display_name="Muu")
    stranger = browser(User.objects.get(email="muu@koivuranta.example"), "Edg/1 Windows")
    with CaptureQueriesContext(connection) as few:
        page = visitor.get(SECURITY).content.decode()
    assert ("Firefox, Android" in page, "Safari, iPhone" in page, "Edge" in page) == (True, True, False)
    assert page.count("Tämä laite, nyt") == 1
    assert page.count("samassa verkossa jossa olet nyt") == 1
    assert "193.166" not in page
    kept = list(UserSession.objects.filter(user=ritva).values_list("ip", "user_agent"))
    assert ("193.166.4.0", "safari iphone") in kept  # no more than this
    for _number in range(5):
        browser(ritva, IPHONE)
    with CaptureQueriesContext(connection) as many:
        visitor.get(SECURITY)
    assert len(many) == len(few) <= 20

    theirs = UserSession.objects.get(user__email="muu@koivuranta.example")
    own = UserSession.objects.filter(user=ritva, user_agent="firefox android").get()
    for pk in (theirs.pk, own.pk):
        visitor.post(f"{SECURITY}istunnot/{pk}/lopeta/", {})
    assert phone.get("/fi/tili/").status_code == 302
    assert tablet.get("/fi/tili/").status_code == stranger.get(SECURITY).status_code == 200
    # One that was begun before sessions were listed ends too.
    UserSession.objects.filter(user=ritva, user_agent="safari iphone").delete()
    visitor.post(f"{SECURITY}istunnot/lopeta/", {})
    assert tablet.get("/fi/tili/").status_code == 302
    assert "Olet nyt kirjautuneena vain täällä." in said(visitor.get(SECURITY))
    assert [place.is_this for place in visitor.get(SECURITY).context["sessions"]] == [True]
    visitor.post(visitor.address("account_logout"), {})
    assert not UserSession.objects.filter(user=ritva).exists()


def test_the_address_is_changed_with_everything_kept_and_the_old_one_told(
    person: Person, ritva: User, visitor: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[tuple[str, str]] = []
    monkeypatch.setitem(moving._movers, "test", lambda user, old: moved.append((old, user.email)))
    actions.grant(ritva, site, Role.COUNCILLOR, None)
    other, old = browser(ritva, FIREFOX), ritva.email
    assert ask(visitor, "UUSI+Osoite@Koivuranta.example")["Location"] == CODE
    assert mail.outbox[-1].to == [NEW]
    code = visitor.code
    assert "Koodi ei täsmää" in visitor.post(CODE, {"code": visitor.wrong_code}).content.decode()
    assert visitor.post(CODE, {"code": code})["Location"] == SECURITY
    changed = User.objects.get(pk=ritva.pk)
    assert (changed.email, roles_of(changed, site.pk), moved) == (NEW, {Role.COUNCILLOR}, [(old, NEW)])
    assert other.get("/fi/tili/").status_code == 302
    assert visitor.get(SECURITY).status_code == 200
    to_old, to_new = mail.outbox[-2:]
    assert (to_old.to, to_new.to) == ([old], [NEW])
    assert NEW not in str(to_old.body)
    rows = list(AuditRow.objects.filter(verb="account.email").values_list("subject_id", "detail"))
    assert rows == [(ritva.pk, {})]

    # Whoever asks for a code at the old address gets the way back, and no new account.
    visitor.client.logout()
    before = User.objects.count()
    visitor.ask(old)
    assert (mail.outbox[-1].to, User.objects.count()) == ([old], before)
    assert "/sahkoposti/peru/" in str(mail.outbox[-1].body)


def test_the_old_address_takes_it_back_within_three_days(person: Person, ritva: User, visitor: Visitor) -> None:
    old = ritva.email
    ask(visitor, NEW)
    visitor.post(CODE, {"code": visitor.code})
    link = re.search(r"http://\w+(/fi/\S+/peru/\S+)", str(mail.outbox[-2].body))
    assert link
    person.phone.id = b"x" * 32
    Authenticator.objects.create(user=ritva, type="webauthn", data={"name": "Varkaan avain", "host": "localhost"})
    owner = Client(HTTP_HOST="localhost")
    assert owner.get(link[1]).status_code == owner.head(link[1]).status_code == 200  # a scanner
    assert User.objects.get(pk=ritva.pk).email == NEW
    with travel(timezone.now() + timedelta(hours=73)):
        assert (owner.get(link[1]).status_code, owner.post(link[1]).status_code) == (410, 410)
    with travel(timezone.now() + timedelta(hours=71)):
        assert owner.post(link[1])["Location"] == "/fi/tili/kirjaudu/"
    assert User.objects.get(pk=ritva.pk).email == old
    assert not Authenticator.objects.filter(user=ritva).exists()
    assert visitor.get(SECURITY).status_code == 302
    assert (owner.get(link[1]).status_code, owner.post(f"{link[1][:-2]}x/").status_code) == (410, 410)
    assert EmailChange.objects.get().undone_at
    assert AuditRow.objects.filter(verb="account.email_undo", subject_id=ritva.pk).count() == 1
    with travel(timezone.now() + timedelta(days=4)):
        call_command("purge_security", verbosity=0)
    assert not EmailChange.objects.exists()


def test_a_taken_address_looks_the_same_and_its_owner_is_told(visitor: Visitor, ritva: User) -> None:
    taken = User.objects.create_user("varattu@koivuranta.example", display_name="Varattu")
    User.objects.create_user("keskenerainen@koivuranta.example", unconfirmed_since=timezone.now())
    visitor.sign_in(ritva.email)
    visitor.get(EMAIL)
    seen = []
    for email in ("vapaa@koivuranta.example", taken.email, "keskenerainen@koivuranta.example"):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(visitor, email)
        asked = len(queries.captured_queries)
        page = visitor.get(answer["Location"])
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode().replace(email, "ADDRESS"))
        headers = {
            name: value
            for name, value in page.headers.items()
            if name not in ("Expires", "Set-Cookie", "Content-Length")
        }
        seen.append((answer.status_code, answer["Location"], page.status_code, headers, text, asked))
        assert mail.outbox[-1].to == [email]
    assert seen[0] == seen[1] == seen[2]
    assert asked > 5
    subjects = [message.subject for message in mail.outbox[-3:]]
    assert subjects[1].startswith("Tällä osoitteella on jo tili")
    assert not re.search(r"\d{6}", str(mail.outbox[-2].body))
    # An address that somebody only typed once is free for who proves it.
    assert visitor.post(CODE, {"code": visitor.code})["Location"] == SECURITY
    assert User.objects.filter(email="keskenerainen@koivuranta.example").get().pk == ritva.pk


def test_a_race_for_an_address_is_lost_kindly(person: Person, ritva: User, visitor: Visitor, site: Site) -> None:
    ask(visitor, NEW)
    User.objects.create_user(NEW, display_name="Nopeampi")
    assert visitor.post(CODE, {"code": visitor.code})["Location"] == EMAIL
    assert "Osoitetta ei voitu ottaa käyttöön" in said(visitor.get(EMAIL))[0]
    kept = User.objects.create_user("ennen@koivuranta.example", display_name="Ennen")
    change_email(user=kept, email="jalkeen@koivuranta.example", site=site, now=timezone.now(), session="")
    for email in ("ennen@koivuranta.example", "JALKEEN@koivuranta.example"):
        with pytest.raises(ValidationError):
            change_email(user=ritva, email=email, site=site, now=timezone.now(), session="")
    assert User.objects.get(pk=ritva.pk).email == "ritva@koivuranta.example"


def test_bad_and_stale_input_changes_nothing(person: Person, ritva: User, visitor: Visitor) -> None:
    for email in ("", "ritva", ritva.email.upper(), "a@b", "x" * 260 + "@y.fi"):
        assert ask(visitor, email).context["form"].errors["email"], email
    assert visitor.get(CODE)["Location"] == EMAIL
    ask(visitor, NEW)
    code = visitor.code
    for _number in range(5):
        answer = visitor.post(CODE, {"code": visitor.wrong_code})
    assert answer["Location"] == EMAIL
    assert visitor.post(CODE, {"code": code})["Location"] == EMAIL
    # After a while the person is asked anew, and what was typed is shown again.
    with travel(timezone.now() + timedelta(minutes=16)):
        answer = visitor.post(EMAIL, {"email": NEW, "shown_at": "x"})
        assert answer["Location"].startswith(f"{SECURITY}vahvista/")
        visitor.post(f"{SECURITY}vahvista/", {"send": "1", "next": EMAIL})
        visitor.post(f"{SECURITY}vahvista/", {"code": visitor.code, "next": EMAIL})
        assert visitor.get(EMAIL).context["form"]["email"].value() == NEW
    assert User.objects.get(pk=ritva.pk).email == "ritva@koivuranta.example"


def test_a_code_sent_before_the_change_no_longer_signs_in(visitor: Visitor, ritva: User, site: Site) -> None:
    visitor.ask(ritva.email)
    code = visitor.code
    change_email(user=ritva, email=NEW, site=site, now=timezone.now(), session="")
    visitor.confirm(code)
    assert visitor.get(SECURITY).status_code == 302
