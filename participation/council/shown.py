"""The public page of councillors: who has chosen to be there, body by body. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from wagtail.models import Site

from accounts.council.models import Body, Seat
from accounts.council.queries import the_list
from participation.following import topics
from participation.following.models import Follow
from participation.following.rules import Reason
from participation.following.topics import Shown, Topic

from .models import Profile

KINDS = ("theme", "area", "project", "proposal")
FOLLOWS = 30  # shown of one person


@dataclass(frozen=True)
class Person:
    """Somebody in a body, as the person has chosen to be shown. ``told`` is ``False`` when told in full further up."""

    profile: Profile
    name: str
    task: str
    follows: tuple[Shown, ...]
    anchor: str
    told: bool


@dataclass(frozen=True)
class Group:
    body: Body
    people: list[Person]
    others: int  # who sit there and are not shown


def anchor(user_id: int) -> str:
    return f"p{user_id}"


def shown_profiles(site_id: int | None = None) -> QuerySet[Profile]:
    """Those of people with an account and a name."""
    rows = Profile.objects.filter(is_public=True, user__is_active=True).exclude(user__display_name="")
    rows = rows if site_id is None else rows.filter(site=site_id)
    return rows.select_related("user").order_by("pk")


def people_of(site: Site, day: date) -> list[Group]:
    """Bodies with at least one who is shown."""
    profiles = {profile.user_id: profile for profile in shown_profiles(site.pk)}
    follows = _follows(site, [pk for pk, profile in profiles.items() if profile.shows_follows])
    seen: set[int] = set()
    groups = []
    for body, seats in the_list(site, day):
        known = [seat for seat in seats if seat.user_id in profiles]
        people = [_person(seat, profiles[seat.user_id], follows, seen) for seat in known]
        if people:
            groups.append(Group(body, people, len(seats) - len(known)))
    return groups


def _person(seat: Seat, profile: Profile, follows: dict[int, tuple[Shown, ...]], seen: set[int]) -> Person:
    first = seat.user_id not in seen
    seen.add(seat.user_id)
    return Person(
        profile=profile,
        name=profile.user.display_name,
        task=str(seat.get_title_display()),
        follows=follows.get(seat.user_id, ()),
        anchor=anchor(seat.user_id) if first else "",
        told=first,
    )


def _follows(site: Site, user_ids: Iterable[int]) -> dict[int, tuple[Shown, ...]]:
    """What each has chosen to follow and everybody may read; not what is followed because it was supported."""
    rows = Follow.objects.filter(site=site, user__in=list(user_ids), kind__in=KINDS, reason=Reason.CHOSEN)
    turn = Window(RowNumber(), partition_by=[F("user")], order_by=["kind", "-created_at", "-id"])
    first = rows.exclude(confirmed_at=None).annotate(turn=turn).filter(turn__lte=FOLLOWS).order_by("turn")
    chosen: dict[int, list[Topic]] = {}
    for user_id, kind, key in first.values_list("user_id", "kind", "key"):
        chosen.setdefault(user_id or 0, []).append(Topic(kind, key))
    said = topics.shown(site.pk, {topic for found in chosen.values() for topic in found})
    return {user: tuple(said[topic] for topic in found if topic in said) for user, found in chosen.items()}
