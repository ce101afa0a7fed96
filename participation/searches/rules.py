"""How often a followed search is asked, how much of its results is remembered, and what counts as new. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

EVERY = timedelta(minutes=5)  # a search is asked no oftener
LOOKED_AT = 200  # of the newest results
REMEMBERED = 400  # things that have been seen: what is taken away for a while and comes back is not new
MOST_OF_ONE = 50  # searches that one person follows: each is asked anew every time
TOLD = 20  # of one time of asking, the newest
OLDEST = timedelta(days=30)  # before it was followed: what is older (an import, a new synonym) is not told
UNFOLLOWED_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Seen:
    """The things that a search had given («proposal:12»), the newest first. ``since``: what was published before that
    minute may have been there too, beyond what was looked at."""

    things: tuple[str, ...] = ()
    since: int = 0


@dataclass(frozen=True)
class Result:
    """``minute``: of publishing, counted from 1970."""

    kind: str
    object_id: int
    minute: int

    @property
    def thing(self) -> str:
        return f"{self.kind}:{self.object_id}"


def fresh(results: Sequence[Result], seen: Seen) -> list[Result]:
    """What has not been seen, in the order given, each once."""
    new = {one.thing: one for one in results if one.minute >= seen.since}
    known = set(seen.things)
    return [one for thing, one in new.items() if thing not in known]


def timely(results: Sequence[Result], followed_at: datetime) -> list[Result]:
    """Those that are not too old to be told."""
    oldest = (followed_at - OLDEST).timestamp() // 60
    return [one for one in results if one.minute >= oldest]


def looked(results: Sequence[Result], since: int, seen: Seen) -> Seen:
    """What has been seen once these have been looked at too; before the minute ``since`` there may be more."""
    things = dict.fromkeys([*(one.thing for one in results), *seen.things])
    return Seen(tuple(things)[:REMEMBERED], since)
