"""How often something may be done, counted in the database, so that all processes count together.

A row holds a number under a keyed hash of what, who and when: from the row nobody learns who it was, and the hashes of
two stretches of time have nothing in common. Rows go once their time is over (`manage.py purge_limits`).
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from .models import RateCount
from .refusal import Refusal

COUNT = """
INSERT INTO core_ratecount (key, number, until) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET number = core_ratecount.number + 1 RETURNING number
"""


def why_not(action: str, *, person: int | None, network: str, address: str | None = None) -> Refusal | None:
    """Count one, and say why it is one too many, if so. The limits of an action are in `settings.GUARD_LIMITS`:
    «person», «network» or (e-mail) «address», how many, in how many seconds."""
    who = {"person": person, "network": network, "address": address}
    wait = 0
    for scope, most, seconds in settings.GUARD_LIMITS.get(action, ()):
        if who[scope] is not None and _count(action, scope, str(who[scope]), seconds) > most:
            wait = max(wait, _left(seconds))
    return _refusal(wait) if wait else None


def purge(*, now: datetime) -> int:
    """Delete what counts no more. Returns how many rows."""
    deleted, _by_model = RateCount.objects.filter(until__lt=now).delete()
    return deleted


def _count(action: str, scope: str, who: str, seconds: int) -> int:
    begun = int(timezone.now().timestamp()) // seconds * seconds
    key = salted_hmac("core.limits", f"{action} {scope} {who} {seconds} {begun}", algorithm="sha256").hexdigest()
    until = connection.ops.adapt_datetimefield_value(datetime.fromtimestamp(begun + seconds, UTC))
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, until])
        return cursor.fetchone()[0]


def _left(seconds: int) -> int:
    """Seconds until the stretch of time of now is over."""
    return seconds - int(timezone.now().timestamp()) % seconds


def _refusal(wait: int) -> Refusal:
    minutes = -(-wait // 60)
    if minutes < 90:
        said = ngettext(
            "That was many times in a short while. What you wrote is kept: send it again in %(number)s minute.",
            "That was many times in a short while. What you wrote is kept: send it again in %(number)s minutes.",
            minutes,
        ) % {"number": minutes}
    else:
        hours = -(-minutes // 60)
        said = ngettext(
            "That was many times today. What you wrote is kept: send it again in %(number)s hour.",
            "That was many times today. What you wrote is kept: send it again in %(number)s hours.",
            hours,
        ) % {"number": hours}
    return Refusal("limit", said)
