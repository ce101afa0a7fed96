"""The state of the system in the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.roles import Role
from search.engines.elasticsearch import changes
from search.models import Replica
from tests import factories

pytestmark = pytest.mark.django_db
PATH = "/admin/reports/state/"


@pytest.fixture
def site() -> Site:
    return factories.municipality()


def signed_in(client: Client, user: User, language: str = "fi") -> User:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    client.force_login(user)
    return user


def make_late() -> None:
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="core.mail.deliver",
        queue_name="default",
        backend_name="default",
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - timedelta(minutes=11))


def test_for_administrators_and_superusers_alone(site: Site, client: Client) -> None:
    assert client.get(PATH).status_code == 302
    for role in Role:
        signed_in(client, factories.official(site, role))
        page, home = client.get(PATH), client.get("/admin/", follow=True)
        is_shown = role == Role.ADMINISTRATOR
        assert (page.status_code == 200, PATH in home.content.decode()) == (is_shown, is_shown), role
    signed_in(client, User.objects.create_superuser("juuri@koivuranta.example", display_name="Juuri"))
    assert client.get(PATH).status_code == 200


@pytest.mark.parametrize(
    ("language", "well", "ill"),
    [
        ("fi", "Haku: kunnossa", "Taustatehtävät: vaatii huomiota"),
        ("sv", "Sökning: i sin ordning", "Bakgrundsuppgifter: kräver åtgärd"),
    ],
)
def test_each_part_in_words(site: Site, client: Client, language: str, well: str, ill: str) -> None:
    signed_in(client, factories.official(site, Role.ADMINISTRATOR), language)
    make_late()
    page = client.get(PATH).content.decode()
    assert well in page
    assert ill in page
    assert "<code>manage.py db_worker</code>" in page
    assert (
        f'href="{PATH}"' in page[page.index("<main") :]
    )  # to look again; and a page that scrolls has where to go by Tab


def test_what_is_not_well_is_on_the_first_page(site: Site, client: Client) -> None:
    signed_in(client, factories.official(site, Role.ADMINISTRATOR))
    said = "järjestelmän osa vaatii huomiota"
    assert said not in client.get("/admin/").content.decode()
    make_late()
    assert said in client.get("/admin/").content.decode()
    signed_in(client, factories.official(site, Role.EDITOR))
    assert said not in client.get("/admin/").content.decode()


def test_nobody_is_asked_but_the_database(
    site: Site, client: Client, settings: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    settings.ELASTICSEARCH = {**settings.ELASTICSEARCH, "hosts": ["http://10.255.255.1:9200"], "api_key": "hush"}
    changes.follow()
    Replica.objects.update(built_at=timezone.now(), problem="ConnectionTimeout")
    signed_in(client, factories.official(site, Role.ADMINISTRATOR))
    client.get(PATH)
    with django_assert_max_num_queries(25):
        page = client.get(PATH).content.decode()
    assert "ConnectionTimeout" in page
    assert not [word for word in ("10.255", "hush") if word in page]
