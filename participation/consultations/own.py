"""What a person's own page shows of opinions."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.mine import WRITTEN, Contribution, Draft, Section
from accounts.models import User

from .looks import abouts_of
from .models import ConsultationPage, Opinion, UnfinishedOpinion

SHOWN = 10


def contribution(user: User, site: Site) -> Contribution:
    """What I sent, and what waits to be sent: three queries."""
    own = list(Opinion.objects.filter(site=site, author=user, removed_at=None).order_by("-created_at")[:SHOWN])
    begun = list(UnfinishedOpinion.objects.filter(site=site, user=user).order_by("-saved_on", "-pk"))
    pages = abouts_of({row.consultation_key for row in [*own, *begun]}) if own or begun else {}
    live = {key: page for key, page in pages.items() if page.live}
    rows = [{"opinion": row, "title": live[row.consultation_key].title} for row in own if row.consultation_key in live]
    section = Section(
        place=WRITTEN, title=_("I sent to consultations"), template="consultations/own.html", context={"rows": rows}
    )
    drafts = [_draft(row, live[row.consultation_key]) for row in begun if row.consultation_key in live]
    return Contribution(sections=(section,) if rows else (), drafts=tuple(drafts))


def _draft(row: UnfinishedOpinion, page: ConsultationPage) -> Draft:
    about = {name: value for name in ("section", "anchor") if (value := getattr(row, name))}
    url = reverse("consultations:write", args=[row.consultation_key])
    note = _("Consultation, saved %(day)s") % {"day": date_format(row.saved_on)}
    return Draft(title=page.title, url=f"{url}?{urlencode(about)}" if about else url, note=note)
