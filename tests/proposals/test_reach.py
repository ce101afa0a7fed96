"""How far a role reaches: what a person sees and handles of the proposals, and what is not there for them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.actions import grant
from accounts.limits import Limit
from accounts.models import User
from accounts.roles import Role
from core.refusal import Refused
from municipality.models import Theme
from participation.proposals import actions
from participation.proposals.actions.shared import situation_of
from participation.proposals.admin.policy import ProposalPolicy, visible_to
from participation.proposals.models import Handling, Proposal
from participation.proposals.rules import why_not_handle
from tests import factories

LIST = "/admin/proposals/"


@pytest.fixture
def three(site, page) -> list[Proposal]:
    """In the own project; elsewhere with the own theme; neither."""
    park = factories.project(site, "Puisto")
    sport, traffic = (Theme.objects.get(site=site, slug=slug) for slug in ("liikunta", "liikenne"))
    return [
        factories.proposal(site, page, title="Oma hanke, muu teema", theme=traffic),
        factories.proposal(site, park, title="Muu hanke, oma teema", theme=sport),
        factories.proposal(site, park, title="Muu hanke ja muu teema", theme=traffic),
    ]


def limited(site: Any, role: Role, *limits: Limit) -> User:
    user = factories.resident("Rajattu")
    grant(user, site, role, None, limits)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def narrow(site, page, three) -> User:
    """A preparer of one project and one theme."""
    theme = three[1].theme_id
    return limited(site, Role.PREPARER, Limit(project_key=page.translation_key), Limit(theme_id=theme))


def seen(user: User) -> set[int]:
    return set(visible_to(user).values_list("pk", flat=True))


def handled(user: User, proposals: list[Proposal]) -> set[int]:
    now = timezone.now()
    return {one.pk for one in proposals if why_not_handle(situation_of(one, user, now)) is None}


def test_a_preparer_sees_and_handles_the_own_project_and_theme(narrow, three) -> None:
    own = {three[0].pk, three[1].pk}
    assert (seen(narrow), handled(narrow, three)) == (own, own)
    policy = ProposalPolicy(Proposal)
    for action in ("view", "change"):
        assert {one.pk for one in three if policy.user_has_permission_for_instance(narrow, action, one)} == own


def test_what_is_assigned_to_a_preparer_is_theirs_too(site, narrow, three) -> None:
    chief = factories.official(site, Role.ADMINISTRATOR)
    actions.assign(proposal=three[2], user=chief, now=timezone.now(), assignee=narrow)
    fresh = list(Proposal.objects.filter(pk__in=[one.pk for one in three]))
    assert seen(narrow) == handled(narrow, fresh) == {one.pk for one in three}


def test_what_is_beyond_reach_is_not_there(client: Client, narrow, three) -> None:
    client.force_login(narrow)
    assert {row.pk for row in client.get(LIST).context["object_list"]} == {three[0].pk, three[1].pk}
    assert client.get(f"{LIST}{three[0].pk}/").status_code == 200
    assert client.get(f"{LIST}{three[2].pk}/", follow=True).status_code == 404
    sent = client.post(f"{LIST}{three[2].pk}/", {"do": "answer", "state": "accepted"}, follow=True)
    assert sent.status_code == 404
    with pytest.raises(Refused) as refused:
        actions.answer(proposal=three[2], user=narrow, now=timezone.now(), state="accepted", text={}, signed={})
    assert (refused.value.refusal.code, Handling.objects.count()) == ("reach", 0)


def test_moderators_read_and_send_back_what_they_reach(site, page, three) -> None:
    whole = factories.official(site, Role.MODERATOR)
    assert (seen(whole), handled(whole, three)) == ({one.pk for one in three}, set())
    narrow = limited(site, Role.MODERATOR, Limit(project_key=page.translation_key))
    assert (seen(narrow), handled(narrow, three)) == ({three[0].pk}, set())
    now = timezone.now()
    assert actions.ask_repair(proposal=three[0], user=narrow, now=now, reason="Missä?").asked_by == narrow
    with pytest.raises(Refused) as refused:
        actions.ask_repair(proposal=three[2], user=narrow, now=now, reason="Missä?")
    assert refused.value.refusal.code == "reach"


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COUNCILLOR])
def test_others_see_none(site, page, three, role: Role) -> None:
    assert seen(factories.official(site, role)) == set()
    assert seen(factories.resident()) == set()


def test_a_superuser_sees_all(three) -> None:
    chief = User.objects.create_superuser("paakayttaja@koivuranta.example")
    assert seen(chief) == handled(chief, three) == {one.pk for one in three}


def test_a_limit_must_be_the_municipality_s_own(site, page) -> None:
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    with pytest.raises(ValidationError):
        limited(elsewhere, Role.PREPARER, Limit(project_key=page.translation_key))


def test_a_merge_is_undone_by_who_handles_both(client: Client, site, narrow, three) -> None:
    own, _theme, foreign = three
    boss = factories.official(site, Role.PREPARER)
    actions.merge(proposal=own, into=foreign, user=boss, now=timezone.now())
    with pytest.raises(Refused) as refused:
        actions.undo_merge(proposal=own, user=narrow, now=timezone.now())
    assert refused.value.refusal.code == "reach"
    for person, offered in ((narrow, False), (boss, True)):
        client.force_login(person)
        assert ('value="undo_merge"' in client.get(f"{LIST}{own.pk}/").content.decode()) == offered
