"""The second step of staff: nothing of the administration opens without it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from accounts import actions
from accounts.models import User
from accounts.roles import Role
from accounts.security import sealing
from core.models import AuditRow
from municipality.models import MunicipalitySettings
from tests import factories
from tests.accounts.conftest import Visitor
from tests.accounts.security.conftest import Person, code_now
from tests.rights import walk, world

STEP, SETUP, CODES = (f"/fi/tili/turvallisuus/{part}/" for part in ("vaihe", "vaihe/uusi", "varakoodit"))
OUTSIDE = re.compile(r"^(/fi/tili/|/sv/konto/)")


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def boss(site: Site) -> User:
    user = User.objects.create_user("paallikko@koivuranta.example", display_name="Päivi")
    actions.grant(user, site, Role.ADMINISTRATOR, None)
    return user


@pytest.fixture
def staff(visitor: Visitor, boss: User) -> Visitor:
    visitor.sign_in(boss.email)
    return visitor


def set_up(visitor: Visitor) -> str:
    """Take an app into use; returns its secret."""
    page = visitor.get(f"{SETUP}?next=/admin/")
    secret = str(page.context["secret"]).replace(" ", "")
    visitor.post(SETUP, {"code": code_now(secret), "next": "/admin/"})
    return secret


def test_staff_are_led_to_set_up_an_app_and_back_and_asked_for_it_in_each_session(staff: Visitor, boss: User) -> None:
    led = staff.get("/admin/", follow=True)
    assert [url for url, _status in led.redirect_chain] == [f"{STEP}?next=%2Fadmin%2F", f"{SETUP}?next=%2Fadmin%2F"]
    page = led.content.decode()
    assert '<svg class="qr"' in page
    assert "style=" not in page
    secret = str(led.context["secret"]).replace(" ", "")
    assert "täsmää" in staff.post(SETUP, {"code": "000000", "next": "/admin/"}).content.decode()
    used = code_now(secret)
    answer = staff.post(SETUP, {"code": used, "next": "/admin/"})
    assert answer["Location"] == f"{CODES}?next=%2Fadmin%2F"
    shown = staff.get(answer["Location"])
    codes = [code.replace(" ", "") for code in shown.context["codes"]]
    assert len(set(codes)) == 10
    assert codes[0] in staff.get(f"{CODES}tiedosto/").content.decode()
    assert staff.get("/admin/").status_code == 200
    assert [message.subject for message in mail.outbox[-2:]] == [
        "Sovellus vahvistaa nyt kirjautumisesi",
        "Sinulla on uudet varakoodit",
    ]
    rows = str(list(Authenticator.objects.values_list("data", flat=True))) + str(
        [session.get_decoded() for session in Session.objects.all()]
    )
    assert secret not in rows  # sealed at rest

    with travel(timezone.now() + timedelta(minutes=11)):
        assert staff.get(CODES).context["codes"] == []
        assert staff.get(f"{CODES}tiedosto/").status_code == 404

    # Another session: the code that was used is refused, the next one opens; a recovery code opens once.
    staff.client.logout()
    staff.sign_in(boss.email)
    assert staff.get("/admin/")["Location"] == f"{STEP}?next=%2Fadmin%2F"
    assert "jo käytetty" in staff.post(STEP, {"code": used, "next": "/admin/"}).content.decode()
    assert staff.get("/admin/").status_code == 302
    assert staff.post(STEP, {"code": code_now(secret, steps=1), "next": "/admin/"})["Location"] == "/admin/"
    assert staff.get("/admin/").status_code == 200
    staff.client.logout()
    staff.client.force_login(boss)
    spaced = f"{codes[3][:4]} {codes[3][4:]}"
    assert staff.post(STEP, {"recovery": spaced, "next": "/admin/"})["Location"] == "/admin/"
    assert mail.outbox[-1].subject == "Varakoodi käytettiin"
    assert "jäljellä 9" in str(mail.outbox[-1].body)
    staff.client.logout()
    staff.client.force_login(boss)
    assert staff.post(STEP, {"recovery": codes[3]}).status_code == 200
    assert staff.get("/admin/").status_code == 302
    verbs = set(AuditRow.objects.filter(subject_id=boss.pk).values_list("verb", flat=True))
    assert {"security.totp_on", "security.codes", "security.code_use"} <= verbs


def test_guessing_is_held_off(staff: Visitor, boss: User) -> None:
    secret = set_up(staff)
    staff.client.logout()
    staff.sign_in(boss.email)
    with travel(timezone.now().replace(minute=1, second=5), tick=False):
        for _number in range(8):
            assert staff.post(STEP, {"code": "123456"}).status_code == 200
        refused = staff.post(STEP, {"code": code_now(secret, steps=1)})
        assert refused.status_code == 200
        assert "monta kertaa" in refused.content.decode()
    assert staff.get("/admin/").status_code == 302


def test_no_address_of_the_administration_opens_without_it(db: None) -> None:
    planted = world.make()
    root = User.objects.create_superuser("juuri@koivuranta.example", display_name="Juuri")
    addresses = {url for route in walk.routes() for url in walk.Filler(planted).fill(route)}
    addresses |= {*walk.searches("Naapur"), "/admin/nothing-here/", reverse("acting:desk")}
    assert len(addresses) > 500
    for user in (root, planted.own.people[Role.ADMINISTRATOR], planted.own.people[Role.SERVICE_DESK]):
        client = Client()
        client.force_login(user)
        for url in sorted(addresses):
            answer = client.get(url)
            assert (answer.status_code, answer.headers.get("Location", "").partition("?")[0]) == (302, STEP), (
                user,
                url,
            )
        assert client.post("/admin/people/", {"email": "x@y.fi", "role": "editor"}).status_code == 302
        assert client.get("/admin/api/main/pages/", HTTP_X_REQUESTED_WITH="XMLHttpRequest").status_code == 403
        assert client.get("/fi/").status_code == 200
        assert OUTSIDE.match(client.get("/fi/tili/").request["PATH_INFO"])
    assert not User.objects.filter(email="x@y.fi").exists()


def test_closed_pages_and_documents_ask_for_it_and_open_ones_do_not(staff: Visitor, site: Site, boss: User) -> None:
    collection = Collection.get_first_root_node().add_child(name="Suljettu")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document = Document.objects.create(title="Salainen", file=ContentFile(b"x", "salainen.pdf"), collection=collection)
    assert staff.get(document.url)["Location"].startswith(STEP)
    page = site.root_page
    assert staff.get("/fi/", follow=True).status_code in (200, 404)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    set_up(staff)
    assert staff.get(document.url).status_code == 200


def test_a_passkey_counts_as_both_and_whoever_has_one_needs_it_to_change_anything(visitor: Visitor, boss: User) -> None:
    visitor.sign_in(boss.email)
    person = Person(visitor)
    assert person.add_passkey(next="/admin/")["Location"] == f"{CODES}?next=%2Fadmin%2F"
    visitor.client.logout()
    assert person.sign_in_with_passkey(next="/admin/")["Location"] == "/fi/tili/jatka/?next=%2Fadmin%2F"
    assert visitor.get("/admin/").status_code == 200
    # The only one is not removed while one is asked for.
    key = Authenticator.objects.get(type="webauthn")
    one = f"/fi/tili/turvallisuus/avaimet/{key.pk}/"
    visitor.post(one, {"remove": "1"})
    assert Authenticator.objects.filter(user=boss, type="webauthn").exists()
    # Whoever reads the mailbox alone adds no key, makes no codes and moves no address.
    visitor.client.logout()
    visitor.sign_in(boss.email)
    for url in (visitor.address("accounts:add_passkey"), CODES, visitor.address("accounts:email"), SETUP, one):
        assert visitor.get(url)["Location"].startswith(STEP), url
    credential = person.phone.get(person.options("use"))
    assert visitor.post(STEP, {"credential": credential, "next": CODES})["Location"] == CODES
    assert visitor.get(CODES).status_code == 200


def test_a_municipality_asks_for_it_too_and_residents_and_councillors_are_never_asked(
    visitor: Visitor, settings: Any, site: Site, boss: User, ritva: User
) -> None:
    settings.STAFF_SECOND_FACTOR = False
    visitor.sign_in(boss.email)
    assert visitor.get("/admin/").status_code == 200
    MunicipalitySettings.objects.update_or_create(site=site, defaults={"second_factor": True})
    assert visitor.get("/admin/")["Location"].startswith(STEP)
    actions.grant(ritva, site, Role.COUNCILLOR, None)
    visitor.client.logout()
    visitor.sign_in(ritva.email)
    page = visitor.get("/fi/tili/turvallisuus/").content.decode()
    assert "Ylläpidon toinen vaihe" not in page
    assert visitor.get(SETUP)["Location"] == "/fi/tili/turvallisuus/"
    assert visitor.get(STEP)["Location"] == "/fi/tili/turvallisuus/"


def test_an_administrator_resets_a_colleague_s_but_not_their_own(
    staff: Visitor, site: Site, boss: User, ritva: User, other_site: Site
) -> None:
    set_up(staff)
    actions.grant(ritva, site, Role.EDITOR, None)
    stranger = factories.official(other_site, Role.EDITOR)
    for user in (ritva, stranger):
        Authenticator.objects.create(user=user, type="webauthn", data={"name": "Avain", "host": "localhost"})
    theirs = Client(HTTP_HOST="localhost")
    theirs.force_login(ritva)
    page = staff.get("/admin/people/").content.decode()
    assert f'name="reset" value="{ritva.pk}"' in page
    assert f'name="reset" value="{boss.pk}"' not in page
    for pk in (boss.pk, stranger.pk, "x", "9" * 30, ""):
        staff.post("/admin/people/", {"reset": str(pk)})
    assert Authenticator.objects.filter(user__in=[boss, stranger]).count() == 3
    staff.post("/admin/people/", {"reset": str(ritva.pk)})
    assert not Authenticator.objects.filter(user=ritva).exists()
    assert theirs.get("/fi/tili/").status_code == 302
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == ([ritva.email], "Toinen vaiheesi on nollattu")
    row = AuditRow.objects.get(verb="security.reset")
    assert (row.actor_id, row.subject_id, row.site_id) == (boss.pk, ritva.pk, site.pk)


def test_a_secret_sealed_with_an_old_key_is_read_while_the_key_is_kept(
    settings: Any, staff: Visitor, boss: User
) -> None:
    secret = set_up(staff)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert sealing.unseal(stored) == secret
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(ValueError, match="another key"):
        sealing.unseal(stored)
