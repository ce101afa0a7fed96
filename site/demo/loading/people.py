"""The people: staff and councillors with their roles, residents who write, and a quiet majority that supports."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify

from accounts.actions import grant
from accounts.models import User
from accounts.roles import Role

from .desk import Desk

DOMAIN = "koivuranta.example"
SUPPORTERS = 240


def add(desk: Desk) -> None:
    data = desk.data("people")
    for person in (*data["staff"], *data["councillors"], *data["residents"]):
        desk.users[person["name"]] = _user(desk, person)
    for person in data["staff"]:
        grant(desk.users[person["name"]], desk.site, Role(person["role"]), None)
    for person in data["councillors"]:
        grant(desk.users[person["name"]], desk.site, Role.COUNCILLOR, None)
    desk.supporters = [desk.users[person["name"]] for person in (*data["councillors"], *data["residents"])]
    desk.supporters += User.objects.bulk_create(
        User(
            email=f"asukas{number:03}@{DOMAIN}",
            password="!",  # noqa: S106  nobody signs in with a password
            language="sv" if number % 4 == 0 else "fi",
            date_joined=desk.calendar.past(440),
        )
        for number in range(1, SUPPORTERS + 1)
    )


def _user(desk: Desk, person: dict[str, Any]) -> User:
    """The account of an address; on an installation that has it already, the same person."""
    email = person.get("email") or f"{slugify(person['name'])}@{DOMAIN}"
    user, _made = User.objects.get_or_create(
        email=email,
        defaults={
            "display_name": person["name"],
            "language": person["language"],
            "password": "!",
            "date_joined": desk.calendar.past(440),
        },
    )
    return user
