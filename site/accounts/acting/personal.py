"""What the service desk keeps of people, in the table of personal data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal import Leaving, Personal, each, register

from .models import ActingSession, DeskPerson


def _session(row: ActingSession) -> Mapping[str, Any]:
    return {"told": row.get_channel_display(), "at": row.started_at, "ended_at": row.ended_at, "acts": row.acts}


def _drop_people(leaving: Leaving) -> None:
    """The accounts without an address go too: what was taken from them has its place in the table already."""
    User.objects.filter(desk_person__joined_to=leaving.user).delete()
    DeskPerson.objects.filter(user=leaving.user).delete()


def _unlink_sessions(leaving: Leaving) -> None:
    ActingSession.objects.filter(clerk=leaving.user).update(clerk=None)
    ActingSession.objects.filter(person=leaving.user).update(person=None, email="")


def _of(user: User) -> Q:
    return Q(clerk=user) | Q(person=user) | Q(person__desk_person__joined_to=user)


def register_desk() -> None:
    register(
        Personal(
            model="accounts.DeskPerson",
            title=_("Known at the service desk"),
            rows=lambda user: DeskPerson.objects.filter(Q(user=user) | Q(joined_to=user)),
            export=each(lambda row: {"at": row.created_at, "contact": row.contact}),
            erase=_drop_people,
            why=_("So that nobody whose support is written down at the service desk supports twice."),
            kept=_("A code made of the name and the date of birth or the address: from it neither can be read."),
            labels={"contact": _("phone or postal address")},
            parts=["accounts.DeskKey"],
        )
    )
    register(
        Personal(
            model="accounts.ActingSession",
            title=_("Times at the service desk"),
            rows=lambda user: ActingSession.objects.filter(_of(user)).distinct(),
            export=each(_session),
            erase=_unlink_sessions,
            why=_("So that it can be shown who acted for whom and when."),
            kept=_("An e-mail address until the end, for half an hour at most; the rest as long as the audit trail."),
            gone=_("Stays without a name."),
            labels={"told": _("told"), "acts": _("acts")},
        )
    )
