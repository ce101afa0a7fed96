"""The first administrator gets the role by a command."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Site

from accounts.models import User
from accounts.queries import roles_of
from accounts.roles import Role

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("grant_role", *arguments, stdout=said)
    return said.getvalue()


def test_the_role_is_given_once_in_the_municipality_named(site: Site, other_site: Site) -> None:
    own, other = site, other_site
    assert run("first@town.example", "administrator", "--hostname", own.hostname) == (
        f"first@town.example is now administrator in {own.site_name}.\n"
    )
    person = User.objects.get(email="first@town.example")
    assert (roles_of(person, own.pk), roles_of(person, other.pk)) == (frozenset({Role.ADMINISTRATOR}), frozenset())
    assert run("first@town.example", "administrator", "--hostname", own.hostname) == (
        f"first@town.example was already administrator in {own.site_name}.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nobody", "editor"], "«nobody» is no e-mail address."),
        (["a@town.example", "editor", "--hostname", "elsewhere.example"], "There is no such municipality."),
    ],
)
def test_what_does_not_fit_is_refused(arguments: list[str], complaint: str) -> None:
    with pytest.raises(CommandError, match=f"^{complaint}$"):
        run(*arguments)
    assert User.objects.count() == 0
