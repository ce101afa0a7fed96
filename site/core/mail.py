"""Mail: written from a pair of templates, sent by a task after the transaction, and readable in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override
from django_tasks import task


@task()
def deliver(to: str, subject: str, text: str, html: str, sender: str, headers: dict[str, str]) -> None:
    """Send one message. Raises whatever the mail server answers, so that the task is kept as failed."""
    message = EmailMultiAlternatives(subject, text, sender, [to], headers=headers)
    if html:
        message.attach_alternative(html, "text/html")
    message.send()


def send(
    *,
    to: str,
    template: str,
    language: str,
    context: dict[str, Any],
    sender: str = "",
    headers: dict[str, str] | None = None,
) -> None:
    """Render ``mail/<template>.txt`` (first line: the subject) and ``mail/<template>.html`` in ``language`` and send
    them to one address once the transaction is through. Who has no address (``to`` is empty) gets nothing."""
    if not to:
        return
    with override(language):
        context = {**context, "language": language}
        subject, _sep, text = render_to_string(f"mail/{template}.txt", context).strip().partition("\n")
        html = render_to_string(f"mail/{template}.html", {**context, "subject": subject})
    arguments = (to, subject.strip(), text.strip() + "\n", html, sender or settings.DEFAULT_FROM_EMAIL, headers or {})
    transaction.on_commit(lambda: deliver.enqueue(*arguments))


class TerminalBackend(BaseEmailBackend):
    """Prints the plain text of each message: what a developer or a first-time visitor wants to read."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            lines = [f"✉  {', '.join(message.to)}: {message.subject}", *str(message.body).strip().splitlines()]
            sys.stdout.write("\n" + "\n".join(f"   {line}" for line in lines) + "\n\n")
        sys.stdout.flush()
        return len(email_messages)
