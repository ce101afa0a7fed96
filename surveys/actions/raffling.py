"""A raffle: its rules, its draws, who sees the winners and tells them."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit import record, record_reading
from core.refusal import Refusal, Refused, insist
from core.text import tidy_line

from ..mails import tell_of_prize
from ..models import Contact, Draw, Prize, Raffle, SurveyPage
from ..raffles import ALGORITHM, drawn, entries, list_hash
from ..rules import why_not_draw

DRAWN = Refusal("drawn", _("The raffle has been drawn. Its rules can no longer be changed."))
WHY_AGAIN = Refusal("why_again", _("The raffle has been drawn already. Tell why it is drawn again."))
NOBODY = Refusal("nobody", _("Nobody has given an address for the raffle."))
WHY = Refusal("why", _("Tell in a few words what you need the addresses for."))
LEAST_REASON, MOST_REASON = 5, 300


@transaction.atomic
def set_raffle(*, survey_key: UUID, site_id: int, rules: Mapping[str, Any], actor_id: int) -> Raffle:
    """``rules``: the fields of `Raffle`. Raises Refused once it has been drawn."""
    kept = Raffle.objects.select_for_update().filter(survey_key=survey_key).first()
    insist(DRAWN if kept and kept.draws.exists() else None)
    raffle, _made = Raffle.objects.update_or_create(survey_key=survey_key, defaults={"site_id": site_id, **rules})
    _record(raffle, actor_id, "set_raffle", winners=raffle.winners, reserves=raffle.reserves)
    return raffle


@transaction.atomic
def draw(*, raffle: Raffle, source: SurveyPage, reason: str, actor_id: int, now: datetime) -> Draw:
    """Draw the winners and reserves. ``reason``: why once more; the draw before stays to be seen. Raises Refused before
    the survey has closed and the day has come, without a reason the second time, and when nobody takes part."""
    raffle = Raffle.objects.select_for_update().get(pk=raffle.pk)
    insist(why_not_draw(source.terms, raffle.draws_on, now, timezone.localdate(now)))
    number = raffle.draws.count() + 1
    reason = tidy_line(reason)[:MOST_REASON] if number > 1 else ""
    insist(WHY_AGAIN if number > 1 and len(reason) < LEAST_REASON else None)
    rows = Contact.objects.filter(survey_key=raffle.survey_key, question=raffle.question)
    keys = entries(rows.values_list("pk", "value"))
    insist(None if keys else NOBODY)
    seed = secrets.token_hex(32)
    made = raffle.draws.create(
        number=number,
        reason=reason,
        algorithm=ALGORITHM,
        seed=seed,
        list_hash=list_hash(keys),
        entries=[str(key) for key in keys],
        drawn_at=now,
    )
    _keep_places(made, drawn(keys, seed))
    _record(raffle, actor_id, "draw_raffle", number=number, seed=seed, list_hash=made.list_hash, reason=reason)
    return made


def _keep_places(made: Draw, order: list[int]) -> None:
    winners = made.raffle.winners
    Prize.objects.bulk_create(
        Prize(draw=made, place=place, key=key, contact_id=key, is_reserve=place > winners)
        for place, key in enumerate(order[: winners + made.raffle.reserves], start=1)
    )


def read_winners(*, raffle: Raffle, reason: str, actor_id: int) -> None:
    """Record that a member of staff sees the winners' addresses, and why. Raises Refused without a reason."""
    reason = tidy_line(reason)[:MOST_REASON]
    insist(WHY if len(reason) < LEAST_REASON else None)
    record_reading(
        site_id=raffle.site_id,
        actor_id=actor_id,
        what="winners",
        kind="survey",
        key=str(raffle.survey_key),
        subject_id=None,
        reason=reason,
    )


@transaction.atomic
def mail_winners(
    *, draw: Draw, source: SurveyPage, places: Collection[int], text: Mapping[str, str], actor_id: int, now: datetime
) -> int:
    """Tell those of the places who have an e-mail address and have not been told. Returns how many."""
    rows = Prize.objects.select_for_update(of=("self",)).select_related("contact")
    told = [
        prize
        for prize in rows.filter(draw=draw, place__in=places, mailed_at=None)
        if prize.contact is not None and "@" in prize.contact.value
    ]
    if not told:
        raise Refused(Refusal("nobody", _("None of those you chose can be mailed, or they have been told already.")))
    for prize in told:
        assert prize.contact is not None
        tell_of_prize(raffle=draw.raffle, source=source, to=prize.contact.value, text=text)
    Prize.objects.filter(pk__in=[prize.pk for prize in told]).update(mailed_at=now)
    _record(draw.raffle, actor_id, "mail_winners", number=len(told))
    return len(told)


def purge_raffles(*, today: date) -> int:
    """Delete the addresses that were given for raffles and are no longer kept. Returns how many."""
    number = 0
    for raffle in Raffle.objects.filter(kept_until__lt=today):
        rows = Contact.objects.filter(survey_key=raffle.survey_key, question=raffle.question)
        number += rows.delete()[0]
    return number


def _record(raffle: Raffle, actor_id: int, verb: str, **detail: Any) -> None:
    record(
        site_id=raffle.site_id,
        actor_id=actor_id,
        verb=f"survey.{verb}",
        kind="survey",
        key=raffle.survey_key,
        **detail,
    )
