"""What is searched for, in numbers, so that editors see what is not found.

Nothing is kept of who asks. What was asked is written down only once `PEOPLE` different networks have asked the same within
`WITHIN`: before that the shared cache holds numbers under keyed hashes, from which neither the words nor the network can
be read. What looks like something personal (an identity code, a telephone number, an address) is never counted."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import caches
from django.db import DatabaseError
from django.db.models import F, Sum
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from core.network import network_of
from core.pace import too_fast

from ..analysis.words import words
from .models import Tally

logger = logging.getLogger(__name__)

PEOPLE = 3
WITHIN = timedelta(days=30)
KEPT = timedelta(days=400)
LONGEST = 80  # characters of a query that is counted
_PERSONAL = re.compile(
    r"@"  # an e-mail address
    r"|\b\d{6}[-+A-FU-Ya-fu-y]\d{3}[0-9A-Za-z]\b"  # a Finnish personal identity code
    r"|(?<![\d/.])\+?\d(?:[\s-]?\d){6,}(?![\d/])"  # a telephone, account or other number of a person
    r"|\b[A-Z]{2}\d{2}(?:\s?\d{4}){3,}"  # an account
)


def normal(text: str) -> str:
    """A query as it is counted: lower-case words; nothing for what is not counted."""
    said = " ".join(words(text))
    return said if said and len(said) <= LONGEST and not _PERSONAL.search(text) else ""


def count(request: HttpRequest, *, site_id: int, language: str, text: str, hits: int, today: date) -> None:
    """Count one search. What goes wrong with counting never disturbs a search."""
    query = normal(text)
    if not query or too_fast(request, "tally"):
        return
    try:
        if _enough(site_id, language, query, network_of(request)):
            _add(site_id, language, query, today, searches=1, nothing=int(not hits))
    except DatabaseError:
        logger.exception("A search was not counted")


def count_click(request: HttpRequest, *, site_id: int, language: str, text: str, today: date) -> None:
    """Count that somebody opened a hit, where the query is counted at all."""
    query = normal(text)
    if query and not too_fast(request, "tally"):
        Tally.objects.filter(site_id=site_id, day=today, language=language, query=query).update(clicks=F("clicks") + 1)


def _enough(site_id: int, language: str, query: str, network: str) -> bool:
    """Whether so many different networks have asked."""
    cache = caches["searches"]
    asked = f"{site_id} {language} {query}"
    number_key = _hash("count", asked)  # before «network»: should the cache overflow, too few are counted
    number = cache.get(number_key) or 0
    if number < PEOPLE:
        network_key = _hash("network", f"{asked} {network}")
        if cache.add(network_key, 1, WITHIN.total_seconds()):
            number += 1
            cache.set(number_key, number, WITHIN.total_seconds())
    return bool(number >= PEOPLE)


def _hash(what: str, value: str) -> str:
    return f"search-{what}-{salted_hmac('search.tuning.counting', value, algorithm='sha256').hexdigest()}"


def _add(site_id: int, language: str, query: str, day: date, *, searches: int, nothing: int) -> None:
    row = {"site_id": site_id, "day": day, "language": language, "query": query}
    found = Tally.objects.filter(**row)
    if not found.update(searches=F("searches") + searches, nothing=F("nothing") + nothing):
        Tally.objects.bulk_create([Tally(**row)], ignore_conflicts=True)
        found.update(searches=F("searches") + searches, nothing=F("nothing") + nothing)


@dataclass(frozen=True)
class Popular:
    query: str
    searches: int


def popular(*, site_id: int, language: str, begins: str, today: date, limit: int) -> list[Popular]:
    """What is asked most and found, of queries that begin so. One query."""
    rows = Tally.objects.filter(
        site_id=site_id,
        language=language,
        day__gte=today - timedelta(days=90),
        query__gte=begins,
        query__lt=f"{begins}\U0010ffff",
    )
    found: Iterable[tuple[str, int]] = (
        rows.values("query")
        .annotate(times=Sum("searches"), missed=Sum("nothing"))
        .filter(missed__lt=F("times") / 2)
        .order_by("-times", "query")
        .values_list("query", "times")[:limit]
    )
    return [Popular(query, times) for query, times in found if query.startswith(begins)]


def purge(*, today: date) -> int:
    """Forget old numbers. Returns how many rows."""
    return Tally.objects.filter(day__lt=today - KEPT).delete()[0]
