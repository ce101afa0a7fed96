"""Mail: written from a pair of templates, sent by a task after the transaction, and readable in a terminal."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import override
from django_tasks import task

WIDTH = 72  # characters of a line of plain text; an address is never broken
PREHEADER = 110  # characters that a mailbox shows beside the subject
_ADDRESS_AT_END = re.compile(r"^(.*\S)\s+(https?://\S+)$")


@dataclass(frozen=True, kw_only=True)
class Message:
    """A mail as it is sent. ``template`` is the name it was written from."""

    template: str
    to: str
    subject: str
    text: str
    html: str
    sender: str
    headers: dict[str, str] = field(default_factory=dict)

    def as_email(self) -> EmailMultiAlternatives:
        email = EmailMultiAlternatives(self.subject, self.text, self.sender, [self.to], headers=self.headers)
        if self.html:
            email.attach_alternative(self.html, "text/html")
        return email


_catch: ContextVar[list[Message] | None] = ContextVar("caught_mail", default=None)


@task()
def deliver(to: str, subject: str, text: str, html: str, sender: str, headers: dict[str, str]) -> None:
    """Send one message. Raises whatever the mail server answers, so that the task is kept as failed."""
    Message(template="", to=to, subject=subject, text=text, html=html, sender=sender, headers=headers).as_email().send()


def compose(
    *,
    to: str,
    template: str,
    language: str,
    context: dict[str, Any],
    sender: str = "",
    headers: dict[str, str] | None = None,
) -> Message:
    """Render ``mail/<template>.txt`` (first line: the subject) and ``mail/<template>.html`` in ``language``. What a
    mailbox shows beside the subject is the beginning of the text."""
    with override(language):
        context = {**context, "language": language}
        subject, _sep, body = render_to_string(f"mail/{template}.txt", context).strip().partition("\n")
        subject = " ".join(subject.split())
        preheader = Truncator(" ".join(body.split())).chars(PREHEADER)
        html = render_to_string(f"mail/{template}.html", {**context, "subject": subject, "preheader": preheader})
    return Message(
        template=template,
        to=to,
        subject=subject,
        text=laid_out(body),
        html=html,
        sender=sender or settings.DEFAULT_FROM_EMAIL,
        headers=headers or {},
    )


def send(
    *,
    to: str,
    template: str,
    language: str,
    context: dict[str, Any],
    sender: str = "",
    headers: dict[str, str] | None = None,
) -> None:
    """`compose` a mail and send it once the transaction is through. Who has no address (``to`` is empty) gets nothing."""
    if not to:
        return
    mail = compose(to=to, template=template, language=language, context=context, sender=sender, headers=headers)
    catch = _catch.get()
    if catch is not None:
        catch.append(mail)
        return
    arguments = (mail.to, mail.subject, mail.text, mail.html, mail.sender, mail.headers)
    transaction.on_commit(lambda: deliver.enqueue(*arguments))


@contextmanager
def caught() -> Iterator[list[Message]]:
    """Within it, mails are gathered instead of sent: for looking at them."""
    gathered: list[Message] = []
    token = _catch.set(gathered)
    try:
        yield gathered
    finally:
        _catch.reset(token)


def laid_out(text: str) -> str:
    """Plain text as a mail: lines of `WIDTH` characters, each address at the end of a line on a line of its own, at
    most one empty line in a row."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        found = _ADDRESS_AT_END.match(line.rstrip())
        for part in found.groups() if found else (line.rstrip(),):
            lines += _wrapped(part)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def _wrapped(line: str) -> list[str]:
    """Further lines of a list's item stand under its words."""
    indent = re.match(r"\s*(?:[-–•] )?", line)
    further = " " * len(indent.group()) if indent else ""
    return textwrap.wrap(line, WIDTH, subsequent_indent=further, break_long_words=False, break_on_hyphens=False) or [""]


class TerminalBackend(BaseEmailBackend):
    """Prints the plain text of each message: what a developer or a first-time visitor wants to read."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            lines = [f"✉  {', '.join(message.to)}: {message.subject}", *str(message.body).strip().splitlines()]
            sys.stdout.write("\n" + "\n".join(f"   {line}" for line in lines) + "\n\n")
        sys.stdout.flush()
        return len(email_messages)
