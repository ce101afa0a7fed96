"""What the audit trail calls people and what is done with roles, and how it finds a person by name."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.audit import words
from core.audit.words import Kind, People, Thing, numbers

from .models import User
from .roles import Role

AT_MOST = 50  # people that one text finds


def names(ids: Collection[int]) -> dict[int, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in=list(ids))}


def matching(text: str) -> list[int]:
    """By a part of the display name, or by the whole address: a part of an address would let one guess it."""
    by_name = Q(display_name__icontains=text) | Q(first_name__icontains=text) | Q(last_name__icontains=text)
    found = User.objects.filter(by_name | Q(email=text.strip().lower())).order_by("pk")
    return list(found.values_list("pk", flat=True)[:AT_MOST])


def _find(keys: Collection[str]) -> dict[str, Thing]:
    return {str(pk): Thing(name) for pk, name in names(numbers(keys)).items()}


def _role(value: object) -> str:
    return str(Role(value).label) if value in Role.values else str(value)


def register() -> None:
    words.provide_people(People(names=names, matching=matching))
    words.register(
        "user",
        Kind(
            label=_("Person"),
            verbs={
                "account.confirm": _("Proved an e-mail address"),
                "account.name": _("Changed a display name"),
                "role.grant": _("Gave a role"),
                "role.limit": _("Changed how far a role reaches"),
                "role.revoke": _("Took a role away"),
                "read.people": _("Saw the list of people and roles"),
                "read.contact": _("Saw an author’s contact"),
                "read.account": _("Saw accounts"),
            },
            find=_find,
            facts={
                "role": (_("role"), _role),
                "within": (_("limited to"), words.as_text),
                "projects": ("", words.unsaid),
                "themes": ("", words.unsaid),
                "page": (_("page of the admin"), words.as_text),
            },
        ),
    )
