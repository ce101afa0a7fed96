"""The list of comments for moderators: who sees it, what is found, what is done to many, what can be taken out."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Site

from accounts.models import User
from accounts.reach import Reach
from accounts.roles import Role
from participation.comments import actions
from participation.comments.admin import policy
from participation.comments.models import Comment
from participation.moderation import actions as moderation
from participation.moderation.models import Case, Decision
from participation.moderation.rules import Standing
from participation.projects.models import ProjectPage
from participation.proposals.models import Proposal
from tests import factories

LIST = "/admin/comments/"


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


@pytest.fixture
def page(site: Site) -> ProjectPage:
    return factories.project(site)


@pytest.fixture
def about(site: Site, page: ProjectPage) -> Proposal:
    return factories.proposal(site, page)


@pytest.fixture
def moderator(client: Client, site: Site) -> User:
    person = factories.official(site, Role.MODERATOR)
    client.force_login(person)
    return person


def bodies(client: Client, query: str = "") -> list[str]:
    return [row.body for row in client.get(LIST + query).context["object_list"]]


def bulk(client: Client, name: str, comments: list[Comment], **fields: Any) -> list[str]:
    sent = {"act": name, "query": "", "id": [one.pk for one in comments], "go": "1", **fields}
    done = client.post(f"{LIST}bulk/", sent)
    assert done.status_code == 302, done.context["form"].errors
    return [str(message) for message in get_messages(done.wsgi_request)]


def test_the_list_holds_the_own_municipality_s_comments(client: Client, about: Proposal, moderator: User) -> None:
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    other = factories.proposal(elsewhere, factories.project(elsewhere, "Harju"))
    factories.comment(other, factories.resident(), "Naapurin kommentti.")
    factories.comment(about, factories.resident("Rannan Raija"), "Oma kommentti.")
    shown = client.get(LIST)
    assert [row.body for row in shown.context["object_list"]] == ["Oma kommentti."]
    html = shown.content.decode()
    assert (about.title in html, "Rannan Raija" in html) == (True, True)
    assert "@koivuranta.example" not in html.replace(moderator.email, "")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PREPARER, Role.COUNCILLOR])
def test_others_do_not_see_it(client: Client, site: Site, about: Proposal, role: Role) -> None:
    made = factories.comment(about, factories.resident(), "Salainen kommentti.")
    client.force_login(factories.official(site, role))
    answer = client.get(LIST, follow=True)
    assert (answer.request["PATH_INFO"] == LIST, "Salainen" in answer.content.decode()) == (False, False)
    client.post(f"{LIST}bulk/", {"act": "remove", "query": "", "id": [made.pk], "go": "1", "rule": "spam"})
    made.refresh_from_db()
    assert made.standing == Standing.PUBLIC


def test_a_limited_moderator_sees_what_the_role_reaches(
    site: Site, page: ProjectPage, about: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ramp = factories.project(site, "Ramppi")
    there = factories.proposal(site, ramp, title="Sisäramppi talveksi")
    factories.comment(about, factories.resident(), "Rannasta.")
    factories.comment(there, factories.resident(), "Rampista.")
    reach = {site.pk: Reach(projects=frozenset({ramp.translation_key}))}
    monkeypatch.setattr(policy, "reaches", lambda user, roles: reach)
    seen = policy.visible_to(factories.official(site, Role.MODERATOR))
    assert [comment.body for comment in seen] == ["Rampista."]


def test_it_is_searched_by_meaning_and_narrowed(client: Client, about: Proposal, moderator: User) -> None:
    opening = factories.comment(about, factories.resident(), "Laituri on hyvä ajatus.")
    factories.comment(about, factories.resident(), "En kannata.", parent=opening)
    writer = factories.resident()
    gone = factories.comment(about, writer, "Poistan tämän.")
    actions.remove(comment=gone, user=writer, now=timezone.now())
    assert bodies(client, "?q=laiturit") == ["Laituri on hyvä ajatus."]
    assert bodies(client, "?thread=reply") == ["En kannata."]
    assert bodies(client, "?standing=gone") == [""]
    assert len(bodies(client, "?standing=x&written=x&p=x&ordering=x")) == 3


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_costs_the_same_whatever_its_length(
    client: Client, about: Proposal, moderator: User, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        factories.comment(about, factories.resident())
    client.get(LIST)
    with django_assert_num_queries(17):
        client.get(LIST)


def test_many_are_removed_with_one_rule_and_each_is_a_case(client: Client, about: Proposal, moderator: User) -> None:
    spam = [factories.comment(about, factories.resident(), f"Osta nyt {number}!") for number in range(3)]
    asked_at = timezone.now().isoformat()
    sent = {"act": "remove", "query": "", "id": [spam[0].pk], "go": "1", "asked_at": asked_at}
    assert list(client.post(f"{LIST}bulk/", sent).context["form"].errors) == ["rule"]
    assert bulk(client, "remove", spam[:2], rule="spam", asked_at=asked_at) == ["2 tehty."]
    assert list(Comment.objects.order_by("pk").values_list("standing", flat=True)) == ["removed", "removed", "public"]
    assert set(Decision.objects.values_list("verb", "rule", "by")) == {("remove", "spam", moderator.pk)}
    about.refresh_from_db()
    assert about.comment_count == 1
    assert bodies(client, "?standing=removed") == ["Osta nyt 1!", "Osta nyt 0!"]


def test_many_are_put_into_the_queue(client: Client, about: Proposal, moderator: User) -> None:
    odd = [factories.comment(about, factories.resident(), f"Outoa {number}") for number in range(2)]
    assert bulk(client, "take_up", odd) == ["2 tehty."]
    assert set(Case.objects.filter(closed_at=None).values_list("thing_id", flat=True)) == {one.pk for one in odd}


def test_what_is_taken_out_is_text(client: Client, about: Proposal, moderator: User) -> None:
    factories.comment(about, factories.resident("Rannan Raija"), "=1+1")
    sheet = load_workbook(io.BytesIO(b"".join(client.get(f"{LIST}?export=xlsx").streaming_content))).active
    heading, row = sheet.iter_rows(values_only=True)
    assert dict(zip(heading, row, strict=True))["Kommentti"] == "=1+1"
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "d"}


def test_what_another_moderator_did_meanwhile_is_not_undone(
    client: Client, site: Site, about: Proposal, moderator: User
) -> None:
    made = factories.comment(about, factories.resident(), "Kiista.")
    asked_at = timezone.now().isoformat()
    other = factories.official(site, Role.MODERATOR, name="Toinen moderaattori")
    case = moderation.take_up(kind="comment", thing_id=made.pk, site_id=site.pk, user=other, now=timezone.now())
    moderation.decide(case=case, user=other, now=timezone.now(), seen=case.version, verb="keep")
    said = bulk(client, "remove", [made], rule="spam", asked_at=asked_at)
    assert [text.partition(":")[0] for text in said] == ["Kiista."]
    made.refresh_from_db()
    assert made.standing == Standing.PUBLIC
