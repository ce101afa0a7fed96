"""Following in the table of personal data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.personal import Leaving, Personal, each, exempt, goes, register

from . import topics
from .models import Follow, Letter, Preference, Subscriber


def _follows(rows: Sequence[Follow]) -> Iterable[Mapping[str, Any]]:
    """What is not public any more is told without its name."""
    shown = {
        (site_id, topic): one
        for site_id in {row.site_id for row in rows}
        for topic, one in topics.shown(site_id, [row.topic for row in rows if row.site_id == site_id]).items()
    }
    for row in rows:
        one = shown.get((row.site_id, row.topic))
        yield {"about": one.title if one else "", "reason": row.get_reason_display(), "at": row.created_at}


def _forget_address(leaving: Leaving) -> None:
    Subscriber.objects.filter(email=leaving.address).delete()


def _drop_mails(leaving: Leaving) -> None:
    goes("following.Delivery", "user")(leaving)
    goes("following.Letter", "user")(leaving)
    goes("following.Unreachable", "user")(leaving)


def register_following() -> None:
    register(
        Personal(
            model="following.Follow",
            title=_("What you follow"),
            rows=lambda user: Follow.objects.filter(user=user),
            export=_follows,
            erase=goes("following.Follow", "user"),
            why=_("So that you hear what becomes of it."),
            kept=_("Until you stop following."),
        )
    )
    register(
        Personal(
            model="following.Preference",
            title=_("Choices of mail"),
            rows=lambda user: Preference.objects.filter(user=user),
            export=each(lambda row: {"about": row.get_group_display(), "mails": row.get_pace_display()}),
            erase=goes("following.Preference", "user"),
            labels={"mails": _("how often")},
        )
    )
    register(
        Personal(
            model="following.Subscriber",
            title=_("Following by e-mail alone"),
            rows=lambda user: Subscriber.objects.filter(email=user.email),
            export=each(lambda row: {"email": row.email, "language": row.language, "at": row.created_at}),
            erase=_forget_address,
            why=_("So that mail about what you follow finds you."),
            kept=_("Until you stop following; an address that is not confirmed for a week."),
        )
    )
    register(
        Personal(
            model="following.Letter",
            title=_("Mails about what you follow"),
            rows=lambda user: Letter.objects.filter(user=user),
            export=each(lambda row: {"at": row.made_at, "state": row.get_state_display()}),
            erase=_drop_mails,
            why=_("So that each thing is told once."),
            kept=_("A month."),
            parts=["following.Delivery", "following.Unreachable"],
        )
    )
    exempt("following.Event", "what was done to public things; who did it is a link that goes with the account")
    exempt("following.EventTopic", "what an event is about; a number that leads to nobody once the account is gone")
