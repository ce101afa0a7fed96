"""Staff in the admin: signing in there, and the page of people and roles."""

from __future__ import annotations

import pytest
from django.core import mail
from django.http import HttpResponse
from wagtail.models import Site

from accounts import actions
from accounts.models import User
from accounts.queries import roles_of
from accounts.roles import Role
from tests.accounts.conftest import Visitor

PEOPLE = "/admin/people/"


@pytest.fixture
def boss(site: Site) -> User:
    user = User.objects.create_user("paallikko@koivuranta.example", display_name="Päivi")
    actions.grant(user, site, Role.ADMINISTRATOR, None)
    return user


def give(visitor: Visitor, email: str, role: str, query: str = "") -> HttpResponse:
    return visitor.post(PEOPLE + query, {"email": email, "role": role})


def test_staff_come_to_the_admin_through_the_common_page(visitor: Visitor, boss: User) -> None:
    asked = visitor.get("/admin/", follow=True)
    assert asked.redirect_chain[-1][0] == "/fi/tili/kirjaudu/?next=/admin/"
    visitor.ask(boss.email, next="/admin/")
    confirmed = visitor.confirm(visitor.code, next="/admin/")
    assert visitor.get(confirmed["Location"])["Location"] == "/admin/"
    assert visitor.get("/admin/").status_code == 200


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/login/?next=/admin/pages/"])
def test_there_is_no_form_with_a_password(visitor: Visitor, path: str) -> None:
    assert visitor.get(path)["Location"].startswith("/fi/tili/kirjaudu/")
    assert visitor.post(path, {"username": "a@b.fi", "password": "salasana"}).status_code == 302
    assert visitor.get("/admin/password_reset/", follow=True).status_code == 404


def test_a_resident_is_told_that_the_admin_is_not_for_them(visitor: Visitor, ritva: User) -> None:
    visitor.sign_in(ritva.email)
    refused = visitor.client.get("/admin/", follow=True)
    assert refused.status_code == 403
    assert "Tämä osa on kunnan henkilöstölle." in refused.content.decode()


def test_an_administrator_gives_a_role_to_a_new_address(visitor: Visitor, site: Site, boss: User) -> None:
    visitor.client.force_login(boss)
    assert give(visitor, "Uusi@Koivuranta.example", "editor").status_code == 302
    user = User.objects.get(email="uusi@koivuranta.example")
    assert roles_of(user, site.pk) == {Role.EDITOR}
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["uusi@koivuranta.example"], "Koivuranta: roolisi on Toimittaja")
    lines = str(message.body).splitlines()
    assert lines[lines.index("Ylläpito:") + 1] == f"{site.root_url}/admin/"
    give(visitor, "uusi@koivuranta.example", "editor")
    assert len(mail.outbox) == 1


def test_a_resident_keeps_the_account_and_gets_the_mail_in_their_language(
    visitor: Visitor, boss: User, ritva: User
) -> None:
    actions.set_language(user=ritva, language="sv")
    visitor.client.force_login(boss)
    give(visitor, ritva.email, "councillor")
    assert mail.outbox[0].subject == "Björkstrand: din roll är Fullmäktigeledamot"
    assert "/admin/" not in mail.outbox[0].body
    assert User.objects.filter(email=ritva.email).count() == 1


@pytest.mark.parametrize(("email", "role"), [("", "editor"), ("x", "editor"), ("x@y.fi", "superuser"), ("x@y.fi", "")])
def test_bad_input_changes_nothing(visitor: Visitor, boss: User, email: str, role: str) -> None:
    visitor.client.force_login(boss)
    before = User.objects.count()
    page = give(visitor, email, role)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert User.objects.count() == before


def test_an_administrator_takes_a_role_away(visitor: Visitor, site: Site, boss: User, ritva: User) -> None:
    actions.grant(ritva, site, Role.EDITOR, None)
    visitor.client.force_login(boss)
    page = visitor.get(PEOPLE).content.decode()
    assert f'value="{ritva.pk} editor"' in page
    visitor.post(PEOPLE, {"take": f"{ritva.pk} editor"})
    assert roles_of(User.objects.get(pk=ritva.pk), site.pk) == frozenset()


@pytest.mark.parametrize(
    "take", ["", "x editor", "1 superuser", "999999 editor", "1", "² editor", "9" * 30 + " editor", "1\x00 editor"]
)
def test_tampered_takings_change_nothing(visitor: Visitor, site: Site, boss: User, take: str) -> None:
    visitor.client.force_login(boss)
    assert visitor.post(PEOPLE, {"take": take}).status_code == 302
    assert roles_of(User.objects.get(pk=boss.pk), site.pk) == {Role.ADMINISTRATOR}


def test_another_municipality_s_people_are_neither_seen_nor_changed(
    visitor: Visitor, site: Site, other_site: Site, boss: User, ritva: User
) -> None:
    actions.grant(ritva, other_site, Role.EDITOR, None)
    visitor.client.force_login(boss)
    assert ritva.email not in visitor.get(PEOPLE).content.decode()
    foreign = f"?site={other_site.pk}"
    assert visitor.get(PEOPLE + foreign)["Location"] == "/admin/"
    assert give(visitor, boss.email, "editor", foreign)["Location"] == "/admin/"
    assert visitor.post(PEOPLE, {"take": f"{ritva.pk} editor"}).status_code == 302
    assert roles_of(User.objects.get(pk=ritva.pk), other_site.pk) == {Role.EDITOR}
    assert roles_of(User.objects.get(pk=boss.pk), other_site.pk) == frozenset()


@pytest.mark.parametrize("role", [None, Role.EDITOR, Role.MODERATOR, Role.PREPARER, Role.COUNCILLOR])
def test_others_do_not_get_to_the_page(visitor: Visitor, site: Site, ritva: User, role: Role | None) -> None:
    if role:
        actions.grant(ritva, site, role, None)
    visitor.client.force_login(ritva)
    assert visitor.get(PEOPLE).status_code == 302
    give(visitor, ritva.email, "administrator")
    assert Role.ADMINISTRATOR not in roles_of(User.objects.get(pk=ritva.pk), site.pk)


@pytest.mark.parametrize(
    "path", ["users/", "users/add/", "groups/", "users/edit/{0}/", "bulk/accounts/user/assign_role/?id={0}"]
)
def test_an_administrator_does_not_reach_wagtail_s_own_user_pages(
    visitor: Visitor, boss: User, ritva: User, path: str
) -> None:
    """There an address could be changed, and with it whose account it is."""
    visitor.client.force_login(boss)
    answer = visitor.get(f"/admin/{path.format(ritva.pk)}")
    assert answer.status_code in (302, 403, 404)
