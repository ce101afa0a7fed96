"""Who follows what: a resident, a councillor and somebody by e-mail alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.actions import note_visit
from participation.following import actions
from participation.following.models import Subscriber
from participation.following.tokens import Claim
from participation.following.topics import Topic
from participation.proposals.models import Proposal

from . import told
from .desk import Desk

LAST_VISIT = 4  # days before loading: of those with an account, on their own page


def add(desk: Desk) -> None:
    data = desk.data("following")
    for name, spec in data["people"].items():
        user, since = desk.users[name], desk.calendar.past(spec["since"])
        for topic in topics(desk, spec["follows"]):
            actions.follow(site=desk.site, topic=topic, user=user, now=since)
        actions.choose(site=desk.site, user=user, paces=spec["paces"], now=since)
        note_visit(user=user, now=desk.calendar.past(LAST_VISIT))
    for spec in data["by_mail"]:
        _by_mail(desk, spec, desk.calendar.past(spec["since"]))
    told.tell(desk)


def _by_mail(desk: Desk, spec: dict[str, Any], since: datetime) -> None:
    """Asked for and confirmed long ago, so no mail asks again."""
    subscriber = Subscriber.objects.create(
        site=desk.site, email=spec["email"], language=spec["language"], created_at=since
    )
    for topic in topics(desk, spec["follows"]):
        actions.follow(site=desk.site, topic=topic, subscriber=subscriber, now=since)
        actions.confirm(claim=Claim(site_id=desk.site.pk, subscriber_id=subscriber.pk, topic=topic), now=since)
    actions.change(subscriber=subscriber, paces=spec["paces"], now=since)


def topics(desk: Desk, wanted: dict[str, list[str]]) -> list[Topic]:
    """Proposals by their titles, all else by slugs."""
    titled = Proposal.objects.of_site(desk.site.pk).filter(title__in=wanted.get("proposals", []))
    found = [Topic("theme", str(desk.themes[slug].pk)) for slug in wanted.get("themes", [])]
    found += [Topic("area", str(desk.areas[slug].pk)) for slug in wanted.get("areas", [])]
    found += [Topic("project", str(desk.pages[slug].translation_key)) for slug in wanted.get("projects", [])]
    found += [Topic("news", str(desk.pages[slug].translation_key)) for slug in wanted.get("news", [])]
    return found + [Topic("proposal", str(row.uuid)) for row in titled]
