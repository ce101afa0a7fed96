"""One connection to the mail server, for many letters."""

from __future__ import annotations

import logging
import smtplib
from dataclasses import dataclass, replace
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection

logger = logging.getLogger(__name__)
CLOSING = 421  # RFC 5321: the service is closing the connection, which can be opened anew
POLICY = b"5.7."


@dataclass(frozen=True)
class Outcome:
    """How a letter fared. ``end``: «sent», «refused» (for good), «later», or «down»: no letter gets through now.
    ``is_address``: it is the address that was refused, not the letter or who sent it."""

    end: str
    code: str = ""
    is_address: bool = False


class Post:
    """Opens the connection with the first letter, and anew when the server has closed it."""

    def __init__(self) -> None:
        self._connection: Any = None

    def send(self, message: EmailMultiAlternatives) -> Outcome:
        fresh = self._connection is None
        outcome = self._try(message)
        if outcome.end == "down" and not fresh:
            self.close()
            outcome = self._try(message)
        if outcome.end == "down":
            self.close()
        return outcome

    def close(self) -> None:
        if self._connection is not None:
            try:
                self._connection.close()
            except (OSError, smtplib.SMTPException):
                logger.info("The mail server had closed the connection")
            self._connection = None

    def _try(self, message: EmailMultiAlternatives) -> Outcome:
        try:
            if self._connection is None:
                connection = get_connection()
                connection.open()
                self._connection = connection
            self._connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as problem:
            return _judge_address(*next(iter(problem.recipients.values()), (0, b"")))
        except smtplib.SMTPDataError as problem:
            return _judge(problem.smtp_code)
        except (smtplib.SMTPException, OSError) as problem:
            return Outcome("down", _name(problem))
        except ValueError as problem:  # an address or a header that no server would take
            logger.warning("A letter cannot be written as mail: %s", type(problem).__name__)
            return Outcome("refused", type(problem).__name__)
        return Outcome("sent")


def _judge_address(code: int, text: bytes) -> Outcome:
    """A policy of the servers (RFC 3463, 5.7) says nothing of the address."""
    outcome = _judge(code)
    return replace(outcome, is_address=outcome.end == "refused" and not text.startswith(POLICY))


def _judge(code: int) -> Outcome:
    if code == CLOSING:
        return Outcome("down", str(code))
    return Outcome("refused" if 500 <= code < 600 else "later", str(code))


def _name(problem: Exception) -> str:
    code = getattr(problem, "smtp_code", "")
    return f"{type(problem).__name__} {code}".strip()
