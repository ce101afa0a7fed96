"""What the desk keeps of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

import search.actions
from accounts.personal import Basis, Personal, each, goes, register
from accounts.personal.registry import Leaving

from .models import Profile, Visit


def _profile(row: Profile) -> Mapping[str, Any]:
    return {
        "public": row.is_public,
        "follows_shown": row.shows_follows,
        "introduction": dict(row.intro),
        "email": row.contact,
    }


def _erase(leaving: Leaving) -> None:
    for pk in Profile.objects.filter(user=leaving.user).values_list("pk", flat=True):
        search.actions.remove(kind="councillor", object_id=pk)
    goes("council.Profile", "user")(leaving)


def register_own() -> None:
    register(
        Personal(
            model="council.Profile",
            title=_("On the page of councillors"),
            rows=lambda user: Profile.objects.filter(user=user),
            export=each(_profile),
            erase=_erase,
            why=_("So that residents know who follows what."),
            kept=_("As long as you want it shown."),
            basis=Basis.CONSENT,
            labels={
                "public": _("shown on the public page"),
                "follows_shown": _("what I follow is shown"),
                "introduction": _("introduction"),
            },
        )
    )
    register(
        Personal(
            model="council.Visit",
            title=_("Visits to the councillor’s desk"),
            rows=lambda user: Visit.objects.filter(user=user),
            export=each(lambda row: {"seen_at": row.at}),
            erase=goes("council.Visit", "user"),
            why=_("So that the desk can tell what is new since then."),
        )
    )
