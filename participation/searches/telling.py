"""What is new in a followed search, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from participation.following.events import EventKind, Group, Line
from participation.following.models import Event
from search import registry
from search.models import Entry


def lines(found: Sequence[Event]) -> Mapping[int, Line]:
    """What is in the index now, in the language of now where it is written in it. One query."""
    wanted: dict[tuple[int, str], set[int]] = {}
    for event in found:
        wanted.setdefault((event.site_id, event.thing_kind), set()).add(event.thing_id)
    where = Q(pk__in=[])
    for (site_id, kind), ids in wanted.items():
        where |= Q(site=site_id, kind=kind, object_id__in=ids)
    rows = Entry.objects.filter(where).only("site_id", "kind", "object_id", "language", "title", "path").order_by("pk")
    known: dict[tuple[int, str, int], Entry] = {}
    for row in rows:
        thing = (row.site_id, row.kind, row.object_id)
        if thing not in known or row.language == get_language():
            known[thing] = row
    things = {event.pk: known.get((event.site_id, event.thing_kind, event.thing_id)) for event in found}
    return {pk: _line(row) for pk, row in things.items() if row is not None}


def _line(row: Entry) -> Line:
    words = {"title": row.title, "kind": registry.label(row.kind)}
    return Line(
        text=_("New in your search: %(title)s (%(kind)s)") % words,
        url=registry.url(row.kind, row.path),
        short=_("New in your search: %(title)s") % words,
    )


FOUND = EventKind(name="search.found", group=Group.SEARCHES, render=lines)
