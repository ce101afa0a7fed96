"""The council: bodies and seats, who has introduced themselves, what each follows, what they wrote."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import F

from accounts.council import actions as seats
from accounts.council.actions import Member, Place
from accounts.council.models import Body
from participation.comments.models import Comment
from participation.council import actions
from participation.council.models import Visit
from participation.proposals.models import Proposal

from .desk import Desk
from .following import topics

FOLLOWED = 120  # days before loading: since when councillors follow
LAST_VISIT = timedelta(days=3)  # before loading: the desk of the one whom visitors sign in as


def add(desk: Desk) -> None:
    """Roles have been given before, so that nobody gets a mail of them."""
    data = desk.data("council")
    _add_seats(desk, data)
    since = desk.calendar.past(FOLLOWED)
    for name, wanted in data["follows"].items():
        actions.follow_many(user=desk.users[name], site=desk.site, topics=topics(desk, wanted), now=since)
    for spec in data["profiles"]:
        actions.tell_of_oneself(
            user=desk.users[spec["by"]],
            site=desk.site,
            is_public=True,
            shows_follows=spec["follows"],
            intro=spec["intro"],
            contact=spec["contact"],
        )
    for number, spec in enumerate(data["comments"]):
        _comment(desk, spec, number)
    at = desk.calendar.now - LAST_VISIT
    Visit.objects.create(site=desk.site, user=desk.users["Kaisa L."], at=at)


def _add_seats(desk: Desk, data: dict[str, Any]) -> None:
    """A term begins on the first of June after an election (Kuntalaki 410/2015, 15 §)."""
    year = desk.calendar.day(0).year - 1
    bodies = {
        spec["key"]: Body.objects.create(site=desk.site, kind=spec["kind"], names=spec["names"], order=order)
        for order, spec in enumerate(data["bodies"], 1)
    }
    for name, body, title in data["seats"]:
        place = Place(body=bodies[body], title=title, starts_on=date(year, 6, 1), ends_on=date(year + 4, 5, 31))
        member = Member(email=desk.users[name].email)
        seats.give_seat(site=desk.site, member=member, place=place, actor=None, now=desk.calendar.now)


def _comment(desk: Desk, spec: dict[str, Any], number: int) -> None:
    proposal = Proposal.objects.get(site=desk.site, title=spec["proposal"])
    Comment.objects.create(
        site=desk.site,
        target_kind="proposal",
        target_id=proposal.pk,
        author=desk.users[spec["by"]],
        role="councillor",
        language=spec["language"],
        body=spec["text"],
        created_at=desk.calendar.past(spec["days_ago"], turn=number),
    )
    Proposal.objects.filter(pk=proposal.pk).update(comment_count=F("comment_count") + 1)
