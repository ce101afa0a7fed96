"""How an opinion is told in a report, in words that page and document share."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ..tabling import Row, place_of


def heading(row: Row) -> str:
    one = row.opinion
    return f"{one.get_noun_display()} {one.pk}"


def about(row: Row, *, personal: bool) -> str:
    """Who, when, how; without personal data but for an organisation, which is public."""
    one, kept = row.opinion, getattr(row.opinion, "contact", None) if personal else None
    arrived = one.arrived_on or localtime(one.created_at).date()
    parts = [
        one.name if personal else "",
        one.organisation,
        *((kept.full_name, ", ".join(kept.street.split("\n")), kept.email) if kept else ()),
        date_format(arrived, "SHORT_DATE_FORMAT"),
        str(one.get_via_display()) if one.by_desk else "",
        row.theme,
        _("Agree: %(agreed)s, disagree: %(disagreed)s") % {"agreed": one.agreed, "disagreed": one.disagreed}
        if one.agreed or one.disagreed
        else "",
        row.area,
        place_of(one) if one.place else "",
        "" if one.is_public else str(one.get_standing_display()),
    ]
    return " · ".join(part for part in dict.fromkeys(parts) if part)


def outcome(row: Row) -> str:
    return f"{row.outcome}: {row.reason}" if row.outcome else ""
