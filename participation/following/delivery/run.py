"""A stretch of delivering: what `mail_followers` does every few seconds."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from core.outbox.post import Outcome
from core.outbox.sending import Report, Sender

from .. import actions
from ..models import Letter
from . import claims, turns
from .content import contents
from .gather import gather
from .letters import message_of
from .spread import spread

logger = logging.getLogger(__name__)


def run(*, seconds: float) -> Report:
    """Spread, gather and send for at most about so long; what is left waits for the next stretch. What is ``reached``
    are follows looked at."""
    until = time.monotonic() + seconds

    def goes_on() -> bool:
        return time.monotonic() < until

    turns.begin()
    report = Report(reached=spread(now=timezone.now(), goes_on=goes_on))
    gather(now=timezone.now(), goes_on=goes_on)
    Sender(queue=claims.queue, write=_write, fared=_fared).send(report, goes_on)
    return report


def _write(letters: Sequence[Letter]) -> Iterator[tuple[Letter, EmailMultiAlternatives | None]]:
    for content in contents(letters):
        yield content.letter, message_of(content)


def _fared(letter: Letter, outcome: Outcome) -> None:
    """What it says of the address."""
    if outcome.end == "sent" and claims.was_refused(letter):
        actions.forget_refusals(user=letter.user, subscriber=letter.subscriber)
    if outcome.is_address and actions.count_refusal(letter=letter, now=timezone.now()):
        logger.warning("No more mail to a follower's address that is refused again and again")
