"""A visitor who signs in as people do: by the code in the mail."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, Site

from accounts.groups import create_role_groups
from accounts.models import User


@pytest.fixture
def site(db: None) -> Site:
    site = Site.objects.get(is_default_site=True)
    site.site_name = "Koivuranta"
    site.save()
    return site


@pytest.fixture
def other_site(site: Site) -> Site:
    """A second municipality beside the first."""
    home = Page.get_first_root_node().add_child(
        instance=Page(title="Lehtosalmi", slug="lehtosalmi", locale=site.root_page.locale)
    )
    other = Site.objects.create(hostname="lehtosalmi.example", root_page=home, site_name="Lehtosalmi")
    create_role_groups(other)
    return other


@pytest.fixture
def ritva(db: None) -> User:
    return User.objects.create_user("ritva@koivuranta.example", display_name="Rannan Ritva")


class Visitor:
    """A browser in one language, and the mailbox beside it."""

    def __init__(self, commits: Callable[..., Any], language: str = "fi", host: str = "localhost") -> None:
        self.commits, self.language, self.host = commits, language, host
        self.client = Client(HTTP_HOST=host, HTTP_ACCEPT_LANGUAGE=language)

    def address(self, name: str) -> str:
        with override(self.language):
            return reverse(name)

    def get(self, url: str, **kwargs: Any) -> Any:
        return self.client.get(url, **kwargs)

    def post(self, url: str, data: dict[str, str], **kwargs: Any) -> Any:
        with self.commits(execute=True):
            return self.client.post(url, data, **kwargs)

    def ask(self, email: str, **data: str) -> Any:
        return self.post(self.address("account_login"), {"email": email, **data})

    def confirm(self, code: str, **data: str) -> Any:
        return self.post(self.address("account_confirm_login_code"), {"code": code, **data})

    def sign_in(self, email: str) -> None:
        """Both steps; the page that would come next is not opened."""
        self.ask(email)
        assert self.confirm(self.code).status_code == 302

    @property
    def code(self) -> str:
        """From the newest mail."""
        found = re.search(r"^\s*(\d{6})$", str(mail.outbox[-1].body), re.M)
        assert found
        return found[1]

    @property
    def wrong_code(self) -> str:
        return f"{(int(self.code) + 1) % 1_000_000:06}"


@pytest.fixture
def visitor(site: Site, django_capture_on_commit_callbacks: Callable[..., Any]) -> Visitor:
    return Visitor(django_capture_on_commit_callbacks)


@pytest.fixture
def swede(site: Site, django_capture_on_commit_callbacks: Callable[..., Any]) -> Visitor:
    return Visitor(django_capture_on_commit_callbacks, "sv")


def said(response: HttpResponse) -> list[str]:
    """The messages on a page."""
    return [str(message) for message in response.context["messages"]]
