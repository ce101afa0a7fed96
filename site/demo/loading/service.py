"""The service desk: a sheet of signatures on paper, and a call."""

from __future__ import annotations

from datetime import date
from uuid import uuid5

from django.utils import timezone

from accounts.acting import actions as acting
from accounts.acting.context import behalf_of
from accounts.acting.rules import Ended, Via
from core import behalf
from participation.comments import actions as comments
from participation.proposals import actions as proposals
from participation.proposals.models import Proposal, Support

from .desk import Desk

CLERK = "Palveluneuvoja Tuula"
SIGNED, CALLED = "Penkkejä Harjulan mäelle, jossa voi levähtää", "Suojatie Rantakadun ja Koulukujan risteykseen"


def add(desk: Desk) -> None:
    _sheet(desk)
    _call(desk)
    told = Support.objects.filter(proposal__site=desk.site).exclude(via=Via.WEB)
    told.update(created_at=desk.calendar.now)


def _sheet(desk: Desk) -> None:
    """Gathered in the foyer of the library."""
    proposal = Proposal.objects.get(site=desk.site, title=SIGNED)
    rows = [
        {"name": row["name"], "born": date.fromisoformat(row["born"]) if "born" in row else None, "address": row["at"]}
        for row in desk.data("signatures")
    ]
    clerk = desk.users[CLERK]
    proposals.enter_sheet(site=desk.site, proposal=proposal, clerk=clerk, rows=rows, now=desk.calendar.now)


def _call(desk: Desk) -> None:
    proposal, now = Proposal.objects.get(site=desk.site, title=CALLED), desk.calendar.now
    call = acting.start(
        site=desk.site,
        clerk=desk.users[CLERK],
        channel="phone",
        name="Kerttu Lehtimäki",
        born=date(1941, 9, 3),
        now=now,
        language="fi",
    )
    assert call.person is not None
    with behalf.acting(behalf_of(call)):
        proposals.support(proposal=proposal, user=call.person, now=now)
        comments.add(
            uuid=uuid5(desk.site.root_page.translation_key, "a call"),
            kind="proposal",
            target_id=proposal.pk,
            site_id=desk.site.pk,
            user=call.person,
            now=now,
            body="Kuljen tästä rollaattorin kanssa kirjastoon. Autot eivät pysähdy, ja keskelle jää odottamaan.",
            language="fi",
        )
    acting.end(acting=call, how=Ended.CLERK, now=max(now, timezone.now()))
