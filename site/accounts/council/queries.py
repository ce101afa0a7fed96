"""Reading the council's list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate
from wagtail.models import Site

from ..roles import Role
from .models import Body, Seat
from .rules import Seated, in_words

WHICH = ("now", "coming", "ended")


def seats_of(user_ids: Iterable[int], site_id: int) -> dict[int, list[Seated]]:
    """Every seat, also past ones, of each of the people who has any. One query for all."""
    held: dict[int, list[Seated]] = defaultdict(list)
    for seat in Seat.objects.filter(site_id=site_id, user__in=set(user_ids)).select_related("body").listed():
        held[seat.user_id].append(seat.told)
    return dict(held)


def said_of(seats: Mapping[int, Sequence[Seated]], user_id: int | None, at: datetime, role: str = "") -> str:
    """What stood beside a person's name at a moment, by the list; by the ``role`` kept from then when the list has
    nothing to say."""
    return in_words(seats.get(user_id or 0, ()), localdate(at)) or (str(Role(role).label) if role else "")


def has_seat(user_id: int, site_id: int) -> bool:
    """Whether the councillor's role follows from a seat now."""
    return Seat.objects.current().filter(user_id=user_id, site_id=site_id).exists()


def the_list(site: Site, day: date, which: str = "now") -> list[tuple[Body, list[Seat]]]:
    """The council's list, body by body: seats in force on the day, those to come, or those that have ended. Empty bodies
    are named in the list of now. Two queries."""
    when = {
        "coming": Q(starts_on__gt=day),
        "ended": Q(ends_on__lt=day),
    }.get(which, Q(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day))
    by_body: dict[int, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(when, site=site).select_related("user", "body").listed():
        by_body[seat.body_id].append(seat)
    bodies = Body.objects.filter(site=site)
    return [(body, by_body[body.pk]) for body in bodies if by_body[body.pk] or which == "now"]
