"""A sheet of signatures: each row is a support by the person of the row, counted once, marked as told on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from wagtail.models import Site

from accounts.acting.actions import insist_on_clerk
from accounts.acting.models import DeskPerson
from accounts.acting.people import find_or_make, join
from accounts.acting.rules import Via
from accounts.eligibility.actions import forget, tell
from accounts.models import User
from core import behalf
from core.refusal import Refused

from ..models import Proposal, Support
from .shared import note
from .supporting import support


@dataclass
class Entered:
    """What became of the rows, by the names on the sheet: counted, counted before, and refused with the cause."""

    counted: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def enter_sheet(
    *, site: Site, proposal: Proposal, clerk: User, rows: Sequence[Mapping[str, Any]], now: datetime
) -> Entered:
    """Give the support of each row, each in a transaction of its own. A row: name, born, address, basis. Raises
    PermissionDenied for who may not act for others."""
    insist_on_clerk(clerk, site)
    entered = Entered()
    for row in rows:
        try:
            new = _enter(site, proposal, clerk, row, now)
        except Refused as refused:
            entered.refused.append((row["name"], str(refused.refusal)))
        except ValidationError as error:
            entered.refused.append((row["name"], " ".join(error.messages)))
        else:
            (entered.counted if new else entered.known).append(row["name"])
    numbers = {"number": len(entered.counted), "known": len(entered.known), "refused": len(entered.refused)}
    note(proposal, clerk, "enter_sheet", **numbers)
    return entered


@transaction.atomic
def _enter(site: Site, proposal: Proposal, clerk: User, row: Mapping[str, Any], now: datetime) -> bool:
    person = find_or_make(
        site=site,
        name=row["name"],
        shown_as="",
        born=row.get("born"),
        address=row.get("address", ""),
        language=get_language() or "",
        clerk=clerk,
        shown=False,
    )
    user = person.user
    if Support.objects.filter(proposal=proposal, user__in=_same(person)).exists():
        return False
    with behalf.acting(behalf.Behalf(actor_id=clerk.pk, person_id=user.pk, via=Via.PAPER)):
        tell(user=user, site_id=site.pk, born=row.get("born"), basis=row.get("basis", ""), now=now)
        support(proposal=proposal, user=user, now=now)
    forget(user=user, site_id=site.pk, by=None)
    if person.joined_to is not None:
        join(person=person, account=person.joined_to, now=now)
    return True


def _same(person: DeskPerson) -> list[int]:
    return [pk for pk in (person.user_id, person.joined_to_id) if pk is not None]
