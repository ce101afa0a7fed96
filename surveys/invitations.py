"""Sending codes by mail: what `mail_surveys` does every few seconds."""

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
from municipality.queries import Municipality, of_site

from . import actions, mails
from .links import hash_of_code, mailed_code
from .models import Code, CodeLetter, SurveyPage
from .rules import CodeState

queue = Queue(CodeLetter, "recipient__mailing__batch__site")


def run(*, seconds: float) -> Report:
    """Spread the reminders whose day has come and send what waits, for at most about so long."""
    until = time.monotonic() + seconds
    report = Report(reached=actions.remind_due(now=timezone.now()))
    Sender(queue=queue, write=_write, fared=_fared).send(report, lambda: time.monotonic() < until)
    return report


def _write(letters: Sequence[CodeLetter]) -> Iterator[tuple[CodeLetter, EmailMultiAlternatives | None]]:
    """Nothing is left to tell to who has answered meanwhile or wants no more, of what has closed or was cancelled."""
    codes = {letter.pk: mailed_code(_key(letter), letter.recipient_id) for letter in letters}
    hashes = {letter.pk: hash_of_code(_key(letter), codes[letter.pk]) for letter in letters}
    unused = set(Code.objects.filter(hash__in=hashes.values(), state=CodeState.UNUSED).values_list("hash", flat=True))
    pages = _pages({_key(letter) for letter in letters})
    towns = _Towns()
    for letter in letters:
        found = pages.get(_key(letter), {})
        source = found.get(settings.LANGUAGE_CODE)
        if source is None or hashes[letter.pk] not in unused or not _is_due(letter, source):
            yield letter, None
        else:
            message = mails.invitation(
                letter,
                code=codes[letter.pk],
                page=found.get(letter.recipient.language, source),
                source=source,
                municipality=towns.of(letter),
            )
            yield letter, message.as_email()


class _Towns:
    """Municipalities by language: a query each, not one a letter."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], Municipality] = {}

    def of(self, letter: CodeLetter) -> Municipality:
        site, language = letter.recipient.mailing.batch.site, letter.recipient.language
        if (site.pk, language) not in self._known:
            self._known[site.pk, language] = of_site(site, language)
        return self._known[site.pk, language]


def _key(letter: CodeLetter) -> UUID:
    return letter.recipient.mailing.batch.survey_key


def _is_due(letter: CodeLetter, source: SurveyPage) -> bool:
    state = source.terms.state(timezone.now())
    if letter.number == 0:
        return state != "past"
    return state == "now" and not letter.recipient.stopped


def _pages(keys: set[UUID]) -> dict[UUID, dict[str, SurveyPage]]:
    """Those that are public, by survey and language. One query."""
    found: dict[UUID, dict[str, SurveyPage]] = {}
    for page in SurveyPage.objects.filter(translation_key__in=keys, live=True).select_related("locale"):
        found.setdefault(page.translation_key, {})[page.locale.language_code] = page
    return found


def _fared(letter: CodeLetter, outcome: Outcome) -> None:
    """Nothing beyond the letter's own state."""
