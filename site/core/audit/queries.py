"""Reading the trail: rows told in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from core.models import AuditRow

from . import words

SHOWN = 100  # rows of one thing's history


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row in the language of now. ``who`` is «the system» for commands and the clock and empty where it is not
    told (`words.veiled`), ``whose`` empty where it is nobody's; ``thing`` is ``None`` when what it tells of is no longer there."""

    at: datetime
    who: str
    what: str
    kind: str
    key: str
    thing: words.Thing | None
    whose: str
    facts: Sequence[tuple[str, str]]

    @property
    def told(self) -> str:
        """The facts on one line."""
        return "; ".join(f"{label}: {value}" for label, value in self.facts)


def told(rows: Iterable[AuditRow]) -> list[Entry]:
    """The rows in words, in their order: one query for the people and those of each kind's ``find``."""
    rows = list(rows)
    keys: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        keys[row.kind].add(row.key)
    things = {kind: words.kinds()[kind].find(found) for kind, found in keys.items() if kind in words.kinds()}
    ids = {pk for row in rows for pk in (row.actor_id, row.behalf_id, row.subject_id) if pk is not None}
    names = words.people().names(ids) if ids else {}
    gone, veiled = _("removed account"), words.veiled()
    return [
        Entry(
            at=row.at,
            who="" if row.verb in veiled else _who(row, names),
            what=words.verb(row.verb),
            kind=words.kind(row.kind),
            key=row.key,
            thing=things.get(row.kind, {}).get(row.key),
            whose=names.get(row.subject_id, gone) if row.subject_id is not None else "",
            facts=words.facts(row.kind, row.detail),
        )
        for row in rows
    ]


def _who(row: AuditRow, names: Mapping[int, str]) -> str:
    gone = _("removed account")
    if row.actor_id is None:
        return _("the system")
    actor = names.get(row.actor_id, gone)
    if row.behalf_id is None:
        return actor
    return _("%(actor)s for %(person)s") % {"actor": actor, "person": names.get(row.behalf_id, gone)}


def history(kind: str, key: object) -> list[Entry]:
    """What has been done to one thing, the newest first, at most `SHOWN` rows. The caller has asked whether the person
    may see the thing."""
    return told(AuditRow.objects.filter(kind=kind, key=str(key))[:SHOWN])
