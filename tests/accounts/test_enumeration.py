"""Nothing tells whether an address has an account; what was begun and not proved goes away."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from accounts import actions
from accounts.models import User
from accounts.roles import Role
from municipality.models import Theme
from participation.following import actions as following
from participation.following.models import Subscriber
from participation.following.tokens import Claim
from participation.following.topics import Topic
from tests.accounts.conftest import Visitor


def seen(visitor: Visitor, email: str) -> tuple[int, str, str, int]:
    """All that a browser gets: status, address, the page after it without what is new each time; and the queries."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        asked = visitor.ask(email)
    page = visitor.get(asked["Location"]).content.decode().replace(email, "ADDRESS")
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return asked.status_code, asked["Location"], page, len(queries)


def test_known_unknown_and_closed_addresses_look_the_same(visitor: Visitor, ritva: User) -> None:
    User.objects.create_user("suljettu@koivuranta.example", is_active=False)
    addresses = ["ritva@koivuranta.example", "tuntematon@koivuranta.example", "suljettu@koivuranta.example"]
    pages = []
    for email in addresses:
        visitor.client.logout()
        pages.append(seen(visitor, email))
    assert pages[0][:3] == pages[1][:3] == pages[2][:3]
    assert max(page[3] for page in pages) - min(page[3] for page in pages) <= 4
    assert [message.to for message in mail.outbox] == [[email] for email in addresses]


def test_following_by_mail_looks_the_same(visitor: Visitor, ritva: User, site: Site, settings: Any) -> None:
    """With an account, a closed one, none, following already; asked for again and again."""
    settings.GUARD_QUICKEST = 0
    theme = Theme.objects.get(site=site, slug="liikunta")
    topic = Topic("theme", str(theme.pk))
    follower = Subscriber.objects.create(
        site=site, email="seuraaja@posti.example", language="fi", created_at=timezone.now(), confirmed_at=timezone.now()
    )
    following.follow(site=site, topic=topic, subscriber=follower, now=timezone.now())
    following.confirm(claim=Claim(site_id=site.pk, subscriber_id=follower.pk, topic=topic), now=timezone.now())
    User.objects.create_user("suljettu@koivuranta.example", is_active=False)
    url = reverse("following:topic", args=["theme", theme.pk])
    addresses = [ritva.email, "suljettu@koivuranta.example", "tuntematon@posti.example", follower.email]
    pages = []
    for email in [*addresses, *[ritva.email] * 6]:
        form = re.sub(r"\s+", " ", visitor.get(url).content.decode())
        stamp = re.findall(r'name="shown_at" value="([^"]*)"', form)[0]
        asked = visitor.post(url, {"email": email, "shown_at": stamp})
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", visitor.get(asked["Location"]).content.decode())
        pages.append((asked.status_code, asked["Location"], page.replace(email, "ADDRESS")))
        visitor.client.cookies.clear()
    assert [page == pages[0] for page in pages] == [True] * 10
    assert [message.to for message in mail.outbox] == [[email] for email in [*addresses, *[ritva.email] * 4]]


def test_wrong_codes_look_the_same_too(visitor: Visitor) -> None:
    User.objects.create_user("suljettu@koivuranta.example", is_active=False)
    visitor.ask("suljettu@koivuranta.example")
    tries = [visitor.confirm("123456") for _ in range(5)]
    assert "4 kertaa" in tries[0].context["form"].errors["code"][0]
    assert tries[4]["Location"] == "/fi/tili/kirjaudu/"


def test_a_closed_account_gets_no_code(visitor: Visitor) -> None:
    User.objects.create_user("suljettu@koivuranta.example", is_active=False)
    visitor.ask("suljettu@koivuranta.example")
    (message,) = mail.outbox
    assert message.subject == "Tilisi on suljettu: Koivuranta"
    assert re.findall(r"\d{6}", str(message.body)) == []


def test_an_account_closed_after_the_code_was_sent_stays_outside(visitor: Visitor, ritva: User) -> None:
    visitor.ask(ritva.email)
    User.objects.filter(pk=ritva.pk).update(is_active=False)
    assert visitor.confirm(visitor.code).status_code == 403
    assert visitor.get("/fi/tili/").status_code == 302


def test_one_address_makes_one_account(visitor: Visitor, swede: Visitor) -> None:
    visitor.ask("Uusi@Koivuranta.example")
    swede.ask("uusi@koivuranta.EXAMPLE")
    assert User.objects.count() == 1


def test_accounts_nobody_proved_are_purged_after_a_day(visitor: Visitor, site: Site, ritva: User) -> None:
    now = timezone.now()
    for name, hours in (("eilinen", 25), ("tuore", 23)):
        User.objects.create_user(f"{name}@koivuranta.example", unconfirmed_since=now - timedelta(hours=hours))
    visitor.sign_in("todettu@koivuranta.example")
    actions.grant_by_email(email="virka@koivuranta.example", site=site, role=Role.EDITOR, actor=None)
    call_command("purge_accounts", verbosity=0)
    left = sorted(user.email.partition("@")[0] for user in User.objects.all())
    assert left == ["ritva", "todettu", "tuore", "virka"]


def test_a_purged_account_can_be_begun_anew(visitor: Visitor) -> None:
    visitor.ask("uusi@koivuranta.example")
    actions.purge_unconfirmed(now=timezone.now() + timedelta(days=2))
    assert User.objects.count() == 0
    assert visitor.confirm(visitor.code).status_code in (200, 302)
    assert visitor.get("/fi/tili/").status_code == 302
    visitor.sign_in("uusi@koivuranta.example")
    assert visitor.get("/fi/tili/nimi/").status_code == 200
