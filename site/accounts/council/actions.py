"""Every write about the council's list. The councillor's role follows from it, and is given and taken here only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.models import Site

from core import audit

from ..actions import grant, revoke
from ..mails import tell_of_role
from ..models import User
from ..queries import names_of, roles_of
from ..roles import Role
from ..rules import clean_display_name
from . import changes
from .models import Body, Seat


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where somebody sits and when. ``ends_on`` is the last day; ``None`` until somebody ends it."""

    body: Body
    title: str
    starts_on: date
    ends_on: date | None = None
    order: int = 0


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person by address, and the name to show when the account has none."""

    email: str
    name: str = ""
    language: str = ""


@transaction.atomic
def give_seat(*, site: Site, member: Member, place: Place, actor: User | None, now: datetime) -> Seat:
    """Seat a person; an account is made when there is none. From the first day on the person is a councillor and is
    told so by mail. Raises PermissionDenied unless the actor is an administrator there, and ValidationError for
    a seat that overlaps one in the same body, ends before it begins, or for a name that cannot be shown."""
    _may_keep_list(actor, site)
    user = _person(site, member)
    _insist_sound(site, place, user.pk)
    seat = Seat.objects.create(
        site=site,
        body=place.body,
        user=user,
        title=place.title,
        order=place.order,
        starts_on=place.starts_on,
        ends_on=place.ends_on,
    )
    _note(seat, actor, "seat.give")
    _let_clock(seat, localdate(now), actor)
    return seat


@transaction.atomic
def change_seat(*, seat: Seat, place: Place, actor: User | None, now: datetime) -> Seat:
    """Put right what the list says of a seat. Raises as `give_seat`."""
    _may_keep_list(actor, seat.site)
    seat = _locked(seat)
    _insist_sound(seat.site, place, seat.user_id, but=seat.pk)
    seat.body, seat.title, seat.order = place.body, place.title, place.order
    seat.starts_on, seat.ends_on = place.starts_on, place.ends_on
    seat.save()
    _note(seat, actor, "seat.change")
    _let_clock(seat, localdate(now), actor)
    changes.tell(seat.site_id, seat.user_id)
    return seat


@transaction.atomic
def end_seat(*, seat: Seat, ends_on: date, actor: User | None, now: datetime) -> Seat:
    """``ends_on`` is the last day; one that is past takes the role at once, unless another seat gives it. Raises
    PermissionDenied, and ValidationError for a day before the seat begins."""
    _may_keep_list(actor, seat.site)
    seat = _locked(seat)
    if ends_on < seat.starts_on:
        raise ValidationError({"ends_on": _("The last day is before the first. Remove the seat if it was a mistake.")})
    seat.ends_on = ends_on
    seat.save(update_fields=["ends_on"])
    _note(seat, actor, "seat.end")
    _let_clock(seat, localdate(now), actor)
    return seat


@transaction.atomic
def remove_seat(*, seat: Seat, actor: User | None) -> None:
    """A seat given by mistake leaves the list, as if it had never been. Raises PermissionDenied."""
    _may_keep_list(actor, seat.site)
    seat = _locked(seat)
    _note(seat, actor, "seat.remove")
    counted, user, site = seat.counted, seat.user, seat.site
    seat.delete()
    if counted:
        _take_role(user, site, actor)
    changes.tell(site.pk, user.pk)


def keep_clock(*, now: datetime) -> int:
    """Let seats begin whose first day has come, and end those whose last day is past. Returns how many changed."""
    day = localdate(now)
    begin = Seat.objects.filter(counted=False).in_force(day)
    end = Seat.objects.filter(counted=True).exclude(pk__in=Seat.objects.in_force(day).values("pk"))
    ids = [*begin.values_list("pk", flat=True), *end.values_list("pk", flat=True)]
    return sum(_turn(pk, day) for pk in ids)


@transaction.atomic
def bring_in(
    *,
    site: Site,
    rows: Iterable[tuple[Member, Place]],
    actor: User | None,
    now: datetime,
    close_on: date | None = None,
) -> int:
    """A whole council after an election, or nothing of it. ``close_on``: the last day of the seats that the bodies in
    the rows have now. Raises as `give_seat`. Returns how many seats were given."""
    _may_keep_list(actor, site)
    found = list(rows)
    if close_on is not None:
        _close(site, {place.body.pk for _member, place in found}, close_on, actor, now)
    for member, place in found:
        give_seat(site=site, member=member, place=place, actor=actor, now=now)
    audit.record(
        site_id=site.pk,
        actor_id=actor.pk if actor else None,
        verb="seat.import",
        kind="seat",
        key=site.pk,
        number=len(found),
    )
    return len(found)


def _close(site: Site, bodies: set[int], day: date, actor: User | None, now: datetime) -> None:
    """Also those whose end had been set later. A seat that would begin after its end had not begun at all."""
    later = Seat.objects.filter(site=site, body__in=bodies, starts_on__lte=day)
    for seat in later.exclude(ends_on__lte=day).select_related("site", "user", "body").order_by("pk"):
        end_seat(seat=seat, ends_on=day, actor=actor, now=now)


@transaction.atomic
def _turn(pk: int, day: date) -> bool:
    """By the clock; another process may have done it meanwhile."""
    seat = Seat.objects.select_for_update().filter(pk=pk).first()
    if seat is None or seat.counted == seat.is_in_force(day):
        return False
    _let_clock(_locked(seat), day, None)
    _note(seat, None, "seat.lapse" if seat.counted else "seat.begin")
    return True


def _let_clock(seat: Seat, day: date, actor: User | None) -> None:
    """Have the role follow from the seat as it is on the day."""
    counts = seat.is_in_force(day)
    if counts == seat.counted:
        return
    seat.counted = counts
    seat.save(update_fields=["counted"])
    if not counts:
        _take_role(seat.user, seat.site, actor)
    elif grant(seat.user, seat.site, Role.COUNCILLOR, actor):
        user, site = seat.user, seat.site
        transaction.on_commit(lambda: tell_of_role(user=user, site=site, role=Role.COUNCILLOR))
    changes.tell(seat.site_id, seat.user_id)


def _take_role(user: User, site: Site, actor: User | None) -> None:
    if not Seat.objects.current().filter(user=user, site=site).exists():
        revoke(user, site, Role.COUNCILLOR, actor)


def _person(site: Site, member: Member) -> User:
    """The account behind the address. A name is set only where there is none: it is the person's own to change."""
    user, made = User.objects.get_or_create(email=member.email.strip().lower(), defaults={"password": "!"})
    fields: dict[str, Any] = {"unconfirmed_since": None}  # staff vouch for the address: it is not purged
    if made and member.language:
        fields["language"] = member.language
    if member.name and not user.display_name:
        fields["display_name"] = clean_display_name(member.name, names_of(site), official=True)
    for name, value in fields.items():
        setattr(user, name, value)
    user.save(update_fields=list(fields))
    return user


def _insist_sound(site: Site, place: Place, user_id: int, but: int = 0) -> None:
    if place.body.site_id != site.pk:
        raise ValidationError({"body": _("Choose a body of this municipality.")})
    if place.ends_on is not None and place.ends_on < place.starts_on:
        raise ValidationError({"ends_on": _("The last day is before the first.")})
    others = Seat.objects.filter(body=place.body, user_id=user_id).exclude(pk=but)
    for other in others:
        if (place.ends_on is None or other.starts_on <= place.ends_on) and (
            other.ends_on is None or other.ends_on >= place.starts_on
        ):
            raise ValidationError({"body": _("The person has a seat in this body at that time already.")})


def _locked(seat: Seat) -> Seat:
    return Seat.objects.select_for_update(of=("self",)).select_related("site", "user", "body").get(pk=seat.pk)


def _may_keep_list(actor: User | None, site: Site) -> None:
    if actor is not None and Role.ADMINISTRATOR not in roles_of(actor, site.pk):
        raise PermissionDenied(_("Only an administrator of the municipality keeps the council’s list."))


def _note(seat: Seat, actor: User | None, verb: str) -> None:
    audit.record(
        site_id=seat.site_id,
        actor_id=actor.pk if actor else None,
        verb=verb,
        kind="seat",
        key=seat.pk,
        subject_id=seat.user_id,
        body=dict(seat.body.names),
        title=seat.title,
        starts=seat.starts_on.isoformat(),
        ends=seat.ends_on.isoformat() if seat.ends_on else "",
    )
