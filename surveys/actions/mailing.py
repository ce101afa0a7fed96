"""Codes by mail: sent to a list of addresses, reminded of, stopped, forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit import record, record_reading
from core.refusal import Refusal, insist

from ..links import hash_of_code, mailed_code
from ..models import Code, CodeBatch, CodeLetter, Mailing, Recipient, Reminder, SurveyPage
from ..rules import MOST_REMINDERS, Audience, CodeState, Terms, why_not_answer

NO_CODES = Refusal("no_codes", _("This survey is not answered with one-time codes. Change who may answer first."))
ENOUGH = Refusal("enough", _("So many reminders have been sent that nobody is reminded any more."))
CANCELLED = Refusal("cancelled", _("This batch has been cancelled."))
FORGOTTEN = Refusal("forgotten", _("The addresses have been deleted."))


@transaction.atomic
def mail_codes(
    *,
    survey_key: UUID,
    site_id: int,
    terms: Terms,
    note: str,
    text: Mapping[str, str],
    addresses: Mapping[str, str],
    kept_until: date,
    reminders: Sequence[date],
    actor_id: int,
    now: datetime,
) -> Mailing:
    """Send a code to each of the addresses, whose languages they map to. ``reminders``: days on which those are
    reminded whose code is not used. Raises Refused where codes open nothing, or nothing any more."""
    insist(why_not_mail(terms, now))
    number = len(addresses)
    batch = CodeBatch.objects.create(
        survey_key=survey_key, site_id=site_id, number=number, note=note, made_at=now, given_at=now
    )
    mailing = Mailing.objects.create(batch=batch, text=dict(text), kept_until=kept_until)
    recipients = Recipient.objects.bulk_create(
        (Recipient(mailing=mailing, email=email, language=language) for email, language in addresses.items()),
        batch_size=500,
    )
    # Sorted by hash, so that the order of the rows pairs no code with an address.
    hashes = sorted(hash_of_code(survey_key, mailed_code(survey_key, one.pk)) for one in recipients)
    Code.objects.bulk_create((Code(batch=batch, hash=hashed) for hashed in hashes), batch_size=500)
    _put(recipients, 0, now)
    Reminder.objects.bulk_create(
        Reminder(mailing=mailing, number=place, due_on=day)
        for place, day in enumerate(sorted(reminders)[:MOST_REMINDERS], start=1)
    )
    _record(batch, actor_id, "mail_codes", number=number)
    return mailing


def why_not_mail(terms: Terms, now: datetime) -> Refusal | None:
    """Codes may be sent before the survey opens."""
    if terms.audience != Audience.CODE:
        return NO_CODES
    return why_not_answer(terms, now) if terms.state(now) == "past" else None


def _put(recipients: Sequence[Recipient], number: int, now: datetime) -> None:
    CodeLetter.objects.bulk_create(
        (CodeLetter(recipient=one, number=number, made_at=now, next_at=now) for one in recipients), batch_size=500
    )


@transaction.atomic
def remind_now(*, mailing: Mailing, terms: Terms, actor_id: int, now: datetime) -> int:
    """Remind those whose code is not used: the next reminder that waits for its day, or one more. Returns how many.
    Raises Refused when the survey is not open, the batch is cancelled, or enough have been sent."""
    mailing = _locked(mailing)
    insist(why_not_answer(terms, now))
    insist(CANCELLED if mailing.batch.cancelled_at else None)
    insist(None if mailing.recipients.exists() else FORGOTTEN)
    reminder = mailing.reminders.filter(spread_at=None).first()
    if reminder is None:
        sent = mailing.reminders.count()
        insist(ENOUGH if sent >= MOST_REMINDERS else None)
        reminder = mailing.reminders.create(number=sent + 1, due_on=timezone.localdate(now))
    number = _spread(reminder, mailing, now)
    _record(mailing.batch, actor_id, "remind", number=number)
    return number


def remind_due(*, now: datetime) -> int:
    """The reminders whose day has come; those of a survey that is closed then go to nobody. Returns how many people."""
    due = Reminder.objects.filter(spread_at=None, due_on__lte=timezone.localdate(now))
    return sum(_remind_due(reminder, now) for reminder in due.select_related("mailing"))


@transaction.atomic
def _remind_due(reminder: Reminder, now: datetime) -> int:
    mailing = _locked(reminder.mailing)
    reminder.refresh_from_db()
    if reminder.spread_at is not None:
        return 0
    source = _source(mailing)
    is_open = source is not None and source.live and source.terms.state(now) == "now"
    if not is_open or mailing.batch.cancelled_at:
        reminder.spread_at = now
        reminder.save(update_fields=["spread_at"])
        return 0
    number = _spread(reminder, mailing, now)
    _record(mailing.batch, None, "remind", number=number)
    return number


def _source(mailing: Mailing) -> SurveyPage | None:
    pages = SurveyPage.objects.filter(translation_key=mailing.batch.survey_key)
    return pages.filter(locale__language_code=settings.LANGUAGE_CODE).first()


def _spread(reminder: Reminder, mailing: Mailing, now: datetime) -> int:
    reminder.spread_at = now
    reminder.save(update_fields=["spread_at"])
    batch = mailing.batch
    unused = set(batch.codes.filter(state=CodeState.UNUSED).values_list("hash", flat=True))
    reached = mailing.recipients.filter(stopped=False).exclude(letters__state=CodeLetter.State.REFUSED)
    found = [one for one in reached if hash_of_code(batch.survey_key, mailed_code(batch.survey_key, one.pk)) in unused]
    _put(found, reminder.number, now)
    return len(found)


def _locked(mailing: Mailing) -> Mailing:
    return Mailing.objects.select_for_update(of=("self",)).select_related("batch").get(pk=mailing.pk)


@transaction.atomic
def stop_reminders(*, recipient: Recipient) -> None:
    """Its owner wants no more of them. The code stays valid."""
    Recipient.objects.filter(pk=recipient.pk).update(stopped=True)
    record(
        site_id=recipient.mailing.batch.site_id,
        actor_id=None,
        verb="survey.stop_reminders",
        kind="survey",
        key=recipient.mailing.batch.survey_key,
    )


def read_refused(*, mailing: Mailing, actor_id: int) -> None:
    """Record that a member of staff sees the addresses that took no mail."""
    record_reading(
        site_id=mailing.batch.site_id,
        actor_id=actor_id,
        what="refused",
        kind="survey",
        key=str(mailing.batch.survey_key),
    )


def purge_recipients(*, today: date) -> int:
    """Delete the addresses that are no longer kept, with what was mailed to them. Returns how many."""
    rows = Recipient.objects.filter(mailing__kept_until__lt=today)
    number = rows.count()
    rows.delete()
    return number


def _record(batch: CodeBatch, actor_id: int | None, verb: str, **detail: Any) -> None:
    record(
        site_id=batch.site_id,
        actor_id=actor_id,
        verb=f"survey.{verb}",
        kind="survey",
        key=batch.survey_key,
        **detail,
    )
