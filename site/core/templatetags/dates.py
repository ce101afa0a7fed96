"""Dates and deadlines in words, in the reader's language and the town's time.

A time is the first moment that is too late: what ends at midnight ends, in words, on the day before.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext, ngettext

register = template.Library()
SOON = 7  # days: «only» is said
FAR = 90  # days: beyond, the date says more than a number


@register.filter
def deadline(at: datetime | None, now: datetime | None = None) -> str:
    """How long there is: «Only 2 days left», «27 days left», «Time is up». Counts calendar days, not hours."""
    if at is None:
        return gettext("No closing date")
    now = now or timezone.now()
    if at <= now:
        return gettext("Time is up")
    days = (_last_day(at) - timezone.localdate(now)).days
    if days <= 0:
        return gettext("Only today")
    if days == 1:
        return gettext("Only until tomorrow")
    if days <= SOON:
        return ngettext("Only %(days)d day left", "Only %(days)d days left", days) % {"days": days}
    if days <= FAR:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return gettext("Open for a long time yet")


@register.filter
def until_when(at: datetime | None, now: datetime | None = None) -> str:
    """«until Fri 5.6. at 16»; without the hour when the whole day counts, with the year when it is another."""
    if at is None:
        return ""
    day = _day(_last_day(at), now)
    clock = _clock(at)
    if clock:
        return gettext("until %(day)s at %(time)s") % {"day": day, "time": clock}
    return gettext("until %(day)s") % {"day": day}


@register.filter
def opens_when(at: datetime | None, now: datetime | None = None) -> str:
    """«Opens Fri 5.6. at 16»."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    day = _day(local.date(), now)
    if local.hour or local.minute:
        return gettext("Opens %(day)s at %(time)s") % {"day": day, "time": _hours(local)}
    return gettext("Opens %(day)s") % {"day": day}


@register.filter
def short_day(value: date | datetime | None, now: datetime | None = None) -> str:
    """«Fri 5.6.», with the year when it is another: for lists."""
    if value is None:
        return ""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    text = _day(day, now)
    return text[:1].upper() + text[1:]


@register.filter
def last_day(at: datetime | None) -> date | None:
    """The last whole or part day before a closing time, to be shown as a date."""
    return _last_day(at) if at else None


@register.filter
def moment(at: datetime | None) -> str:
    """«13.1.2026 at 8.12»."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""


def _last_day(at: datetime) -> date:
    return timezone.localtime(at - timedelta(microseconds=1)).date()


def _day(day: date, now: datetime | None) -> str:
    this_year = timezone.localdate(now or timezone.now()).year
    text = date_format(day, "MONTH_DAY_FORMAT" if day.year == this_year else "DATE_FORMAT")
    return f"{WEEKDAYS_ABBR[day.weekday()]} {text}"


def _clock(at: datetime) -> str:
    """The hour of closing; empty when it is midnight, by one way of saying it or the other."""
    local = timezone.localtime(at)
    midnight = (local.hour, local.minute) == (0, 0) or (local.hour, local.minute) == (23, 59)
    return "" if midnight else _hours(local)


def _hours(local: datetime) -> str:
    """«16», «16.30»."""
    return str(local.hour) if not local.minute else time_format(local.time(), "TIME_FORMAT")


@register.filter
def clock(at: datetime) -> str:
    """«16.30», of a local moment."""
    return time_format(timezone.localtime(at).time(), "TIME_FORMAT")


@register.filter
def iso(value: date | datetime) -> str:
    """For the ``datetime`` attribute of a ``time`` element: to the second, with the offset of the town's time."""
    if not isinstance(value, datetime):
        return value.isoformat()
    return timezone.localtime(value).isoformat(timespec="seconds")
