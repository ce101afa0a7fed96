"""An author's contact: shown to who needs it, after a reason, and never without a row."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import Site

from accounts import actions
from accounts.limits import Limit
from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from participation.proposals.models import Proposal
from tests import factories

TAG = Template('{% load contact %}{% author_contact "proposal" key %}')


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


@pytest.fixture
def made(site: Site) -> Proposal:
    return factories.proposal(site, factories.project(site), User.objects.create_user("kaisa@posti.example"))


def ask(client: Client, thing: Proposal, reason: str = "Tarkennan paikkaa") -> int:
    return client.post(f"/admin/contact/proposal/{thing.uuid}/", {"reason": reason}, follow=True).status_code


def shown(client: Client, user: User, thing: Proposal) -> str:
    """What the screen holds for this person and session."""
    request = RequestFactory().get("/admin/")
    request.user, request.session = user, client.session
    return TAG.render(Context({"request": request, "key": thing.uuid}))


@pytest.mark.parametrize("role", [Role.PREPARER, Role.MODERATOR, Role.ADMINISTRATOR])
def test_it_is_shown_after_a_reason_and_a_row(client: Client, site: Site, made: Proposal, role: Role) -> None:
    user = factories.official(site, role)
    client.force_login(user)
    assert "kaisa@posti.example" not in shown(client, user, made)
    assert ask(client, made) == 200
    assert "kaisa@posti.example" in shown(client, user, made)
    row = AuditRow.objects.get(verb="read.contact")
    assert (row.actor_id, row.subject_id, row.site_id) == (user.pk, made.author_id, site.pk)
    assert (row.kind, row.key, row.detail) == ("proposal", str(made.uuid), {"reason": "Tarkennan paikkaa"})


def test_it_is_hidden_again_after_a_while_and_in_another_session(client: Client, site: Site, made: Proposal) -> None:
    user = factories.official(site, Role.PREPARER)
    client.force_login(user)
    ask(client, made)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert "kaisa@posti.example" not in shown(client, user, made)
    other = Client()
    other.force_login(user)
    assert "kaisa@posti.example" not in shown(other, user, made)


@pytest.mark.parametrize("reason", ["", "   ", "abc"])
def test_it_is_not_shown_without_a_reason(client: Client, site: Site, made: Proposal, reason: str) -> None:
    user = factories.official(site, Role.PREPARER)
    client.force_login(user)
    ask(client, made, reason)
    assert "kaisa@posti.example" not in shown(client, user, made)
    assert not AuditRow.objects.filter(verb="read.contact").exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COUNCILLOR])
def test_others_are_not_shown_it(client: Client, site: Site, made: Proposal, role: Role) -> None:
    user = factories.official(site, role)
    client.force_login(user)
    ask(client, made)
    assert shown(client, user, made).strip() == ""
    assert not AuditRow.objects.filter(verb="read.contact").exists()


def test_a_limited_role_is_shown_it_within_its_limits(client: Client, site: Site, made: Proposal) -> None:
    user = factories.resident("Aino")
    other = factories.project(site, "Ramppi")
    actions.grant(user, site, Role.PREPARER, None, [Limit(project_key=other.translation_key)])
    client.force_login(user)
    beyond = factories.proposal(site, other, title="Ramppi talveksi sisälle")
    assert (ask(client, made), ask(client, beyond)) == (404, 200)
    assert list(AuditRow.objects.filter(verb="read.contact").values_list("key", flat=True)) == [str(beyond.uuid)]


def test_another_municipality_s_author_and_a_draft_s_are_not_shown(client: Client, site: Site) -> None:
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    foreign = factories.proposal(elsewhere, factories.project(elsewhere, "Harju"))
    draft = factories.draft(site, factories.project(site, "Oma"), factories.resident())
    client.force_login(factories.official(site, Role.ADMINISTRATOR))
    assert [ask(client, foreign), ask(client, draft)] == [404, 404]
    assert client.get(f"/admin/contact/proposal/{draft.uuid}/").status_code == 405
    for path in ("nothing/x", "proposal/x", f"case/{draft.pk}", "case/x"):
        assert client.post(f"/admin/contact/{path}/", {"reason": "Tarkennan"}, follow=True).status_code == 404
    assert not AuditRow.objects.filter(verb="read.contact").exists()


@pytest.mark.parametrize("path", ["", "results/", "edit/{}/", "history/{}/", "delete/{}/", "usage/{}/"])
def test_wagtail_s_pages_of_users_leave_a_row(client: Client, site: Site, made: Proposal, path: str) -> None:
    root = User.objects.create_superuser("juuri@koivuranta.example")
    client.force_login(root)
    pk = made.author_id if "{}" in path else None
    assert client.get(f"/admin/users/{path.format(pk)}").status_code == 200
    rows = AuditRow.objects.filter(verb="read.account").values_list("actor_id", "site_id", "subject_id", "key")
    assert list(rows) == [(root.pk, site.pk, pk, str(pk or ""))]


def test_whoever_is_refused_there_leaves_none(client: Client, site: Site) -> None:
    client.force_login(factories.official(site, Role.ADMINISTRATOR))
    client.get("/admin/users/")
    assert not AuditRow.objects.filter(verb="read.account").exists()


def test_an_author_without_an_account_is_told_so(client: Client, site: Site, made: Proposal) -> None:
    user = factories.official(site, Role.PREPARER)
    client.force_login(user)
    assert made.author is not None
    made.author.delete()
    assert "ei ole täällä tiliä" in shown(client, user, made)
    assert ask(client, made) == 404
