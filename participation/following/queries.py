"""Reading what is followed and what happened. Each call makes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime
from wagtail.models import Site

from accounts.models import User
from core.models import AuditRow

from . import events, topics
from .models import Event, EventTopic, Follow, Preference, Subscriber, Unreachable
from .rules import DEFAULTS, Group, Pace
from .tokens import Claim
from .topics import PERSON, Shown, Topic

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

LOOKED_AT = 1000  # of what somebody follows, the newest; and of topics in one call
SHOWN = 30
TOPICS = 4  # that an event is likely to have


@dataclass(frozen=True)
class Followed:
    """Something followed, as everybody may see it: ``shown`` is ``None`` when it is not public now."""

    follow: Follow
    topic: Topic
    shown: Shown | None


@dataclass(frozen=True)
class News:
    """An event in words, under the topic by which it is told."""

    event: Event
    topic: Topic
    line: events.Line

    @property
    def at(self) -> datetime:
        return self.event.at


@dataclass(frozen=True)
class Place:
    """Between two events, for much may happen in one moment: after the event, going backwards."""

    at: datetime
    event_id: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}/{self.event_id}"

    @classmethod
    def read(cls, typed: str) -> Place | None:
        """``None`` for what is no place."""
        moment, _slash, number = typed.replace(" ", "+").partition("/")
        try:
            at = parse_datetime(moment)
            return cls(at, int(number[:18])) if at is not None and at.tzinfo is not None else None
        except ValueError:
            return None


def follows_of(user: User | Subscriber, site: Site, *, kinds: Iterable[str] = ()) -> list[Followed]:
    """What somebody follows in a municipality, the newest first, in the language of now; those waiting for a
    confirmation are not among them."""
    rows = _of(user, site).exclude(confirmed_at=None).order_by("-created_at", "-id")
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    found = list(rows[:LOOKED_AT])
    shown = topics.shown(site.pk, [row.topic for row in found])
    return [Followed(row, row.topic, shown.get(row.topic)) for row in found]


def topics_of(user: User | Subscriber, site: Site) -> list[Topic]:
    """The topics alone, the newest first. One query."""
    rows = _of(user, site).exclude(confirmed_at=None).order_by("-created_at", "-id")
    return [Topic(kind, key) for kind, key in rows.values_list("kind", "key")[:LOOKED_AT]]


def is_following(who: User | Subscriber | AnonymousUser, topic: Topic, site: Site) -> bool:
    return bool(following_among(who, [topic], site))


def following_among(who: User | Subscriber | AnonymousUser, among: Iterable[Topic], site: Site) -> set[Topic]:
    """Which of the topics somebody follows. One query; none for a visitor."""
    wanted = _any_of(among)
    if wanted is None or not (isinstance(who, Subscriber) or who.is_authenticated):
        return set()
    rows = _of(who, site).exclude(confirmed_at=None).filter(wanted)
    return {Topic(kind, key) for kind, key in rows.values_list("kind", "key")}


def follower_count(topic: Topic, site: Site) -> int:
    return Follow.objects.filter(site=site, kind=topic.kind, key=topic.key).exclude(confirmed_at=None).count()


def news_for(user: User, site: Site, since: datetime | None = None, *, limit: int = SHOWN) -> list[News]:
    """What happened to what a person follows, and to the person, the newest first, in the language of now; not what the
    person did."""
    found = [*topics_of(user, site), Topic(PERSON, str(user.pk))]
    return events_about(site, found, since=since, limit=limit, but_by=user.pk)


def events_about(
    site: Site,
    about: Sequence[Topic],
    *,
    since: datetime | None = None,
    limit: int = SHOWN,
    but_by: int | None = None,
) -> list[News]:
    """What happened to any of the topics, the newest first, each once, in the language of now. What is not public any
    more is left out, so there may be fewer than ``limit``."""
    return _page(_newest(site, about, since=since, but_by=but_by), limit)[0]


def page_of_news(user: User, site: Site, *, before: Place | None, limit: int) -> tuple[list[News], Place | None]:
    """`news_for` from a place backwards, and the place from which it goes on, if it does."""
    about = [*topics_of(user, site), Topic(PERSON, str(user.pk))]
    return _page(_newest(site, about, before=before, but_by=user.pk), limit)


def _page(pairs: QuerySet[EventTopic], limit: int) -> tuple[list[News], Place | None]:
    """An event stands there once for each of its topics that was asked for."""
    found = list(pairs.select_related("event")[: limit * TOPICS + 1])
    chosen: dict[int, EventTopic] = {}
    for row in found:
        chosen.setdefault(row.event_id, row)
    rows = list(chosen.values())[:limit]
    said = events.lines([row.event for row in rows])
    news = [News(row.event, row.topic, said[row.event_id]) for row in rows if row.event_id in said]
    goes_on = len(chosen) > limit or len(found) > limit * TOPICS
    return news, Place(rows[-1].event.at, rows[-1].event_id) if goes_on else None


def event_count(site: Site, about: Sequence[Topic], *, since: datetime, but_by: int | None = None) -> int:
    """How many events there have been; those no longer public count too."""
    return _newest(site, about, since=since, but_by=but_by).order_by().values("event").distinct().count()


def paces_of(who: User | Subscriber, site: Site) -> dict[Group, Pace]:
    """How soon somebody hears of each group. One query."""
    mine = {"subscriber": who} if isinstance(who, Subscriber) else {"user": who}
    rows = dict(Preference.objects.filter(site=site, **mine).values_list("group", "pace"))
    return {group: Pace(rows.get(group, DEFAULTS[group])) for group in Group}


def is_reached(who: User | Subscriber) -> bool:
    """Whether mail is tried to the address. One query."""
    mine = {"subscriber": who} if isinstance(who, Subscriber) else {"user": who}
    return not Unreachable.objects.filter(**mine).exclude(off_at=None).exists()


def was_confirmed(claim: Claim) -> bool:
    """Whether the last that became of a follower by e-mail who is no longer there is a confirmation: an account with
    that address follows instead."""
    rows = AuditRow.objects.filter(kind="follow", key=f"subscriber:{claim.subscriber_id}").order_by("-pk")
    last = rows.first()
    return last is not None and last.verb == "follow.confirm"


def _of(who: User | Subscriber, site: Site) -> QuerySet[Follow]:
    mine = {"subscriber": who} if isinstance(who, Subscriber) else {"user": who}
    return Follow.objects.filter(site=site, **mine)


def _newest(
    site: Site,
    about: Sequence[Topic],
    *,
    since: datetime | None = None,
    before: Place | None = None,
    but_by: int | None = None,
) -> QuerySet[EventTopic]:
    wanted = _any_of(about)
    rows = EventTopic.objects.filter(wanted, site=site) if wanted is not None else EventTopic.objects.none()
    if since is not None:
        rows = rows.filter(at__gt=since)
    if before is not None:
        rows = rows.filter(Q(at__lt=before.at) | Q(at=before.at, event__lt=before.event_id))
    if but_by is not None:
        rows = rows.filter(~Q(event__actor=but_by) | Q(event__actor=None))
    return rows.order_by("-at", "-event_id", "id")


def _any_of(among: Iterable[Topic]) -> Q | None:
    by_kind: dict[str, set[str]] = {}
    for topic in list(among)[:LOOKED_AT]:
        by_kind.setdefault(topic.kind, set()).add(topic.key)
    wanted: Q | None = None
    for kind, keys in by_kind.items():
        one = Q(kind=kind, key__in=keys)
        wanted = one if wanted is None else wanted | one
    return wanted


def unread(user: User, site: Site, since: datetime, topic: Topic | None = None) -> tuple[int, bool]:
    """How many events there have been since a moment in what a person follows and to the person, those no longer public
    too, and whether the person follows the topic. One query, which looks at the newest of each followed thing alone."""
    pair, follow, event = (connection.ops.quote_name(m._meta.db_table) for m in (EventTopic, Follow, Event))
    sql = (
        f"SELECT COUNT(*), EXISTS(SELECT 1 FROM {follow} f WHERE f.user_id = %s AND f.site_id = %s AND f.kind = %s"  # noqa: S608  names of ours
        f" AND f.key = %s AND f.confirmed_at IS NOT NULL) FROM (SELECT t.event_id FROM {follow} f JOIN {pair} t"
        " ON t.site_id = f.site_id AND t.kind = f.kind AND t.key = f.key AND t.at > %s"
        " WHERE f.user_id = %s AND f.site_id = %s AND f.confirmed_at IS NOT NULL"
        f" UNION SELECT t.event_id FROM {pair} t WHERE t.site_id = %s AND t.kind = %s AND t.key = %s AND t.at > %s) n"
        f" JOIN {event} e ON e.id = n.event_id WHERE e.actor_id IS NULL OR e.actor_id <> %s"
    )
    moment = connection.ops.adapt_datetimefield_value(since)
    followed = [user.pk, site.pk, topic.kind if topic else "", topic.key if topic else ""]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*followed, moment, user.pk, site.pk, site.pk, PERSON, str(user.pk), moment, user.pk])
        number, follows = cursor.fetchone()
    return int(number), bool(follows)
