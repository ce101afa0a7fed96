"""Sending what waits, for a stretch of time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic

from django.core.mail import EmailMultiAlternatives

from .claims import L, Queue, holds, new_holder
from .models import Outgoing
from .post import Outcome, Post

logger = logging.getLogger(__name__)
Written = Iterator[tuple[L, EmailMultiAlternatives | None]]


@dataclass
class Report:
    """What a stretch has done, in letters; ``reached``: what was looked at before."""

    reached: int = 0
    sent: int = 0
    empty: int = 0
    refused: int = 0
    put_off: int = 0


@dataclass(frozen=True, kw_only=True)
class Sender(Generic[L]):
    """``write`` makes the messages of letters, ``None`` where there is nothing left to tell; ``fared`` is told how each
    fared that was sent or refused."""

    queue: Queue[L]
    write: Callable[[Sequence[L]], Written[L]]
    fared: Callable[[L, Outcome], None]

    def send(self, report: Report, goes_on: Callable[[], bool]) -> None:
        self.queue.take_over()
        holder, post = new_holder(), Post()
        try:
            while goes_on() and (letters := self.queue.claim(holder)):
                if not self._send_chunk(letters, holder, post, report, goes_on):
                    break
        finally:
            self.queue.release(holder)
            post.close()

    def _send_chunk(
        self, letters: Sequence[L], holder: str, post: Post, report: Report, goes_on: Callable[[], bool]
    ) -> bool:
        """Returns whether the mail server answers."""
        for letter, message in self._messages(letters, holder):
            if not goes_on() or not holds(letter):
                break
            if message is None:
                self.queue.end(letter, holder, Outgoing.State.EMPTY)
                report.empty += 1
                continue
            outcome = post.send(message)
            self._keep(letter, holder, outcome, report)
            if outcome.end == "down":
                logger.warning("Mail waits: %s", outcome.code)
                return False
        self.queue.release(holder)
        return True

    def _keep(self, letter: L, holder: str, outcome: Outcome, report: Report) -> None:
        """How a letter fared, and what that says of its address."""
        if outcome.end == "sent":
            self.queue.end(letter, holder, Outgoing.State.SENT)
            self.fared(letter, outcome)
            report.sent += 1
        elif outcome.end == "refused":
            self.queue.end(letter, holder, Outgoing.State.REFUSED, outcome.code)
            logger.warning("The mail server refused a mail for good (%s)", outcome.code)
            self.fared(letter, outcome)
            report.refused += 1
        else:
            self.queue.put_off(letter, holder, outcome.code)
            report.put_off += 1

    def _messages(self, letters: Sequence[L], holder: str) -> Written[L]:
        """The letters with their messages. One that cannot be written is put off and does not hold up the others."""
        try:
            written = list(self.write(letters))
        except Exception:
            if len(letters) == 1:
                logger.exception("A mail could not be written")
                self.queue.put_off(letters[0], holder, "error")
                return
            for letter in letters:
                yield from self._messages([letter], holder)
            return
        yield from written
