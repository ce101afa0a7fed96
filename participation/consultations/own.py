"""What a person's own page shows of opinions."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.mine import WRITTEN, Contribution, Section
from accounts.models import User

from .looks import abouts_of
from .models import Opinion

SHOWN = 10


def contribution(user: User, site: Site) -> Contribution:
    """What I sent: two queries."""
    own = list(Opinion.objects.filter(site=site, author=user, removed_at=None).order_by("-created_at")[:SHOWN])
    pages = abouts_of({row.consultation_key for row in own}) if own else {}
    rows = [
        {"opinion": row, "title": pages[row.consultation_key].title}
        for row in own
        if row.consultation_key in pages and pages[row.consultation_key].live
    ]
    section = Section(
        place=WRITTEN, title=_("I sent to consultations"), template="consultations/own.html", context={"rows": rows}
    )
    return Contribution(sections=(section,) if rows else ())
