"""What the audit trail calls people and what is done with roles, and how it finds a person by name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.audit import words
from core.audit.words import Kind, People, Thing, numbers, uuids

from .acting.models import ActingSession
from .acting.rules import Ended, Via
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


def _acting(keys: Collection[str]) -> dict[str, Thing]:
    rows = ActingSession.objects.select_related("person").filter(uuid__in=uuids(keys))
    return {str(row.uuid): Thing(str(row)) for row in rows}


def _via(value: object) -> str:
    return str(Via(value).label) if value in Via.values else str(value)


def _how(value: object) -> str:
    return str(Ended(value).label) if value in Ended.values else str(value)


def _asked(value: Any) -> str:
    names = {"age": _("age"), "basis": _("home municipality")}
    return ", ".join(str(names.get(one, one)) for one in value)


def register() -> None:
    words.COMMON["via"] = (_("told"), _via)
    words.provide_people(People(names=names, matching=matching))
    words.register(
        "user",
        Kind(
            label=_("Person"),
            verbs={
                "account.confirm": _("Proved an e-mail address"),
                "account.name": _("Changed a display name"),
                "account.leave": _("Asked for the account to be deleted"),
                "account.expire": _("An account that nobody used expired"),
                "account.gone": _("The account was deleted"),
                "account.email": _("Changed an e-mail address"),
                "account.email_undo": _("Took an old e-mail address back"),
                "security.passkey_add": _("Added a passkey"),
                "security.passkey_rename": _("Renamed a passkey"),
                "security.passkey_remove": _("Removed a passkey"),
                "security.totp_on": _("Took an app into use as the second step"),
                "security.totp_off": _("Removed the app of the second step"),
                "security.codes": _("Made recovery codes"),
                "security.code_use": _("Used a recovery code"),
                "security.reset": _("Reset a second step"),
                "security.session_end": _("Ended a session"),
                "security.sessions_end": _("Ended the other sessions"),
                "role.grant": _("Gave a role"),
                "role.limit": _("Changed how far a role reaches"),
                "role.revoke": _("Took a role away"),
                "desk.person": _("Met somebody new at the service desk"),
                "desk.join": _("Took to the account what the service desk wrote down"),
                "eligibility.tell": _("Told of age or home municipality"),
                "eligibility.correct": _("Changed what was told of age or home municipality"),
                "eligibility.forget": _("Removed what was told of age and home municipality"),
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
                "what": (_("what"), _asked),
                **dict.fromkeys(("supports", "texts"), ("", words.unsaid)),
            },
        ),
    )
    words.register(
        "acting",
        Kind(
            label=_("Acting for a person"),
            verbs={
                "desk.start": _("Began to act for a person"),
                "desk.end": _("Ended acting for a person"),
            },
            find=_acting,
            facts={"how": (_("how it ended"), _how)},
        ),
    )
