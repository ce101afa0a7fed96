"""Each role opens every address of the admin: nobody sees what is not theirs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts import actions
from accounts.limits import Limit
from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from tests import factories

from . import walk, world
from .world import World

pytestmark = pytest.mark.one_database  # the same addresses and rights
ANSWERS = {200, 302, 400, 403, 404, 405}
ALWAYS = (world.ADDRESS, world.DRAFT, world.FOREIGN, world.TOWN, "harjuvesi.example")
# What residents wrote in public may be seen where a public page is previewed.
PREVIEW = re.compile(r"/(view_draft|preview|view)/")
NO_RESIDENTS = {Role.EDITOR, Role.SERVICE_DESK, Role.COUNCILLOR}
# Words that are asked for: beginnings, so that what is found is more than an echo.
WORDS = ("Naapur", "Harjuves", "salaine", "nimeto", "Keskeneräine", "Vaitelia", "Rajaukse")


def text_of(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode("utf-8", "replace")
    return text.encode().decode("unicode_escape", "replace") if "\\u00" in text else text


@pytest.fixture
def planted(db: None) -> World:
    return world.make()


def found(client: Client, planted: World, user: User, hidden: list[str], *, residents: bool) -> list[str]:
    """Every address that answers with an error or with a hidden word."""
    client.force_login(user)
    client.raise_request_exception = False
    filler = walk.Filler(planted)
    addresses = [url for route in walk.routes() for url in filler.fill(route)]
    addresses += [url for word in WORDS for url in walk.searches(word)]
    assert len(set(addresses)) > 800
    seen: list[str] = []
    for url in dict.fromkeys(addresses):
        answer = client.get(url)
        text = text_of(answer) + answer.headers.get("Location", "")
        words = hidden if residents or PREVIEW.search(url) else [*hidden, world.RESIDENT, world.BEYOND]
        seen += [f"{answer.status_code} {url}"] if answer.status_code not in ANSWERS else []
        seen += [f"«{word}» {url}" for word in words if word in text]
    return seen


# Rights only add up: who holds several roles and sees nothing hidden sees nothing hidden in any of them.
TOGETHER = {
    "no residents": (Role.EDITOR, Role.SERVICE_DESK, Role.COUNCILLOR),
    "residents": (Role.PREPARER, Role.MODERATOR),
    "all": (Role.ADMINISTRATOR,),
}


def test_every_role_walks() -> None:
    assert sorted(role for roles in TOGETHER.values() for role in roles) == sorted(Role)


@pytest.mark.slow
@pytest.mark.parametrize("roles", TOGETHER.values(), ids=TOGETHER)
def test_nobody_sees_what_is_not_theirs(client: Client, planted: World, roles: tuple[Role, ...]) -> None:
    user = planted.own.people[roles[0]]
    for role in roles[1:]:
        actions.grant(user, planted.own.site, role, None)
    hidden = [*ALWAYS, *(() if Role.ADMINISTRATOR in roles else (world.NAMELESS,))]
    seen = found(client, planted, user, hidden, residents=NO_RESIDENTS.isdisjoint(roles))
    assert "\n".join(seen) == ""


@pytest.mark.slow
def test_limited_roles_see_nothing_beyond_their_limits(client: Client, planted: World) -> None:
    user = factories.resident("Rajattu")
    for role in (Role.PREPARER, Role.MODERATOR):
        actions.grant(user, planted.own.site, role, None, [Limit(project_key=planted.own.project.translation_key)])
    seen = found(client, planted, user, [*ALWAYS, world.NAMELESS, world.BEYOND], residents=True)
    assert "\n".join(seen) == ""


@pytest.mark.slow
def test_an_editor_of_one_project_sees_the_pages_of_that_project(client: Client, planted: World) -> None:
    user = factories.resident("Rajattu")
    limits = [Limit(project_key=planted.own.project.translation_key)]
    actions.grant(user, planted.own.site, Role.EDITOR, None, limits)
    hidden = [*ALWAYS, world.NAMELESS, planted.own.page.title, planted.own.draft_page.title, "Kauempi uimala"]
    assert "\n".join(found(client, planted, user, hidden, residents=False)) == ""


@pytest.mark.slow
def test_a_superuser_s_every_address_answers_and_shows_addresses_only_with_a_row(
    client: Client, planted: World
) -> None:
    """The address of a resident is on Wagtail's pages of users alone, which leave rows."""
    root = User.objects.create_superuser("juuri@koivuranta.example", display_name="Juuri")
    seen = found(client, planted, root, [world.ADDRESS], residents=True)
    assert [one for one in seen if " /admin/users/" not in one] == []
    shown = AuditRow.objects.filter(verb="read.account", actor_id=root.pk).count()
    assert 0 < len(seen) <= shown


def test_a_resident_opens_nothing(client: Client, planted: World) -> None:
    client.force_login(planted.resident)
    filler = walk.Filler(planted)
    addresses = {url for route in walk.routes() for url in filler.fill(route)}
    opened = [url for url in sorted(addresses) if client.get(url).status_code == 200]
    assert opened == ["/admin/jsi18n/", "/admin/sprite/"]  # words of scripts, and icons


@pytest.mark.parametrize("role", Role)
def test_every_item_of_the_menu_opens(client: Client, planted: World, role: Role) -> None:
    client.force_login(planted.own.people[role])
    home = client.get("/admin/").content.decode()
    urls = sorted(set(re.findall(r'"url": "(/admin/[^"]*)"', home)) - {"/admin/logout/"})
    assert bool(urls) == (role != Role.COUNCILLOR)
    answers = [(url, client.get(url, follow=True)) for url in urls]
    assert [(url, page.status_code) for url, page in answers if page.status_code != 200] == []
    assert [url for url, page in answers if page.redirect_chain and "/settings/" not in url] == []
