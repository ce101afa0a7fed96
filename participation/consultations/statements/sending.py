"""Mailing parties: what `mail_statements` does every few seconds."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from core.outbox.claims import Queue
from core.outbox.post import Outcome
from core.outbox.sending import Report, Sender
from municipality.queries import of_site

from ..models import ConsultationPage, InvitationLetter
from . import actions, mails
from .rules import Answer

queue = Queue(InvitationLetter, "invitation__site", "invitation__request")


def run(*, seconds: float) -> Report:
    """Put the reminders whose day has come and send what waits, for at most about so long."""
    until = time.monotonic() + seconds
    report = Report(reached=actions.remind_due(now=timezone.now()))
    Sender(queue=queue, write=_write, fared=_fared).send(report, lambda: time.monotonic() < until)
    return report


def _write(letters: Sequence[InvitationLetter]) -> Iterator[tuple[InvitationLetter, EmailMultiAlternatives | None]]:
    """Nothing is left to tell to who has answered meanwhile or is asked no more, nor of what is not public."""
    pages = _pages({letter.invitation.consultation_key for letter in letters})
    towns = {}
    for letter in letters:
        row = letter.invitation
        found = pages.get(row.consultation_key, {})
        source = found.get(settings.LANGUAGE_CODE)
        if source is None or not _is_due(letter, source):
            yield letter, None
            continue
        if (row.site_id, row.language) not in towns:
            towns[row.site_id, row.language] = of_site(row.site, row.language)
        page, town = found.get(row.language, source), towns[row.site_id, row.language]
        yield letter, mails.letter_of(letter, page=page, source=source, municipality=town).as_email()


def _is_due(letter: InvitationLetter, source: ConsultationPage) -> bool:
    row, what = letter.invitation, InvitationLetter.What
    answer = row.asked(source).answer(timezone.now())
    if not row.email or answer == Answer.WITHDRAWN:
        return False
    if letter.what == what.REMINDER:
        return answer == Answer.WAITING and not row.stopped
    return letter.what == what.EXTENDED or answer == Answer.WAITING


def _pages(keys: set[UUID]) -> dict[UUID, dict[str, ConsultationPage]]:
    """Those that are public, by consultation and language. One query."""
    found: dict[UUID, dict[str, ConsultationPage]] = {}
    pages = ConsultationPage.objects.filter(translation_key__in=keys, live=True).select_related("locale")
    for page in pages.defer_streamfields():
        found.setdefault(page.translation_key, {})[page.locale.language_code] = page
    return found


def _fared(letter: InvitationLetter, outcome: Outcome) -> None:
    """Nothing beyond the letter's own state."""
