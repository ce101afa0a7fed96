"""A stretch of delivering: what `mail_followers` does every few seconds."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from .. import actions
from ..models import Letter
from . import claims, turns
from .content import contents
from .gather import gather
from .letters import message_of
from .post import Outcome, Post
from .spread import spread

logger = logging.getLogger(__name__)


@dataclass
class Report:
    """What a stretch has done, in letters; ``reached``: follows looked at."""

    reached: int = 0
    sent: int = 0
    empty: int = 0
    refused: int = 0
    put_off: int = 0


def run(*, seconds: float) -> Report:
    """Spread, gather and send for at most about so long; what is left waits for the next stretch."""
    until = time.monotonic() + seconds

    def goes_on() -> bool:
        return time.monotonic() < until

    turns.begin()
    report = Report(reached=spread(now=timezone.now(), goes_on=goes_on))
    gather(now=timezone.now(), goes_on=goes_on)
    _send(report, goes_on)
    return report


def _send(report: Report, goes_on: Callable[[], bool]) -> None:
    claims.take_over()
    holder, post = claims.new_holder(), Post()
    try:
        while goes_on() and (letters := claims.claim(holder)):
            if not _send_chunk(letters, holder, post, report, goes_on):
                break
    finally:
        claims.release(holder)
        post.close()


def _send_chunk(
    letters: Sequence[Letter], holder: str, post: Post, report: Report, goes_on: Callable[[], bool]
) -> bool:
    """Returns whether the mail server answers."""
    for letter, message in _messages(letters, holder):
        if not goes_on() or not claims.holds(letter):
            break
        if message is None:
            claims.end(letter, holder, Letter.State.EMPTY)
            report.empty += 1
            continue
        outcome = post.send(message)
        _keep(letter, holder, outcome, report)
        if outcome.end == "down":
            logger.warning("Mail to followers waits: %s", outcome.code)
            return False
    claims.release(holder)
    return True


def _keep(letter: Letter, holder: str, outcome: Outcome, report: Report) -> None:
    """How a letter fared, and what that says of its address."""
    if outcome.end == "sent":
        claims.end(letter, holder, Letter.State.SENT)
        if claims.was_refused(letter):
            actions.forget_refusals(user=letter.user, subscriber=letter.subscriber)
        report.sent += 1
    elif outcome.end == "refused":
        claims.end(letter, holder, Letter.State.REFUSED, outcome.code)
        logger.warning("The mail server refused a follower's mail for good (%s)", outcome.code)
        if outcome.is_address and actions.count_refusal(letter=letter, now=timezone.now()):
            logger.warning("No more mail to a follower's address that is refused again and again")
        report.refused += 1
    else:
        claims.put_off(letter, holder, outcome.code)
        report.put_off += 1


def _messages(letters: Sequence[Letter], holder: str) -> Iterator[tuple[Letter, EmailMultiAlternatives | None]]:
    """The letters with their messages. One that cannot be written is put off and does not hold up the others."""
    try:
        found = contents(letters)
    except Exception:
        if len(letters) == 1:
            logger.exception("A follower's mail could not be written")
            claims.put_off(letters[0], holder, "error")
            return
        for letter in letters:
            yield from _messages([letter], holder)
        return
    for content in found:
        try:
            message = message_of(content)
        except Exception:
            logger.exception("A follower's mail could not be written")
            claims.put_off(content.letter, holder, "error")
            continue
        yield content.letter, message
