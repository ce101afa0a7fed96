"""The mails to parties: the request, reminders, another due date, and that the statement has arrived."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import override

from core.mail import Message
from municipality import mails
from municipality.queries import Municipality, of_site

from ..models import ConsultationPage, Invitation, InvitationLetter
from .links import link_of, stop_link_of
from .rules import Asked

if TYPE_CHECKING:
    from .actions import Draft


def last_day(asked: Asked) -> object:
    """The last moment that counts, for saying the day."""
    return asked.ends_at - timedelta(seconds=1) if asked.ends_at else None


def letter_of(
    letter: InvitationLetter, *, page: ConsultationPage, source: ConsultationPage, municipality: Municipality
) -> Message:
    """In the party's language. ``page``: the consultation in it, if it is there; ``source`` rules."""
    row = letter.invitation
    with override(row.language):
        root = row.site.root_url
        stop_url = root + reverse("consultations:stop_statement", args=[stop_link_of(row.key)])
        asked = row.asked(source)
        context = {
            "title": page.title,
            "what": letter.what,
            "organisation": row.organisation,
            "contact": row.contact,
            "text": row.request.text.shown(row.language)[0],
            "case_number": page.case_number,
            "due": last_day(asked),
            "whole_day": row.due_on is not None,
            "page_url": page.full_url or root,
            "url": root + reverse("consultations:statement", args=[link_of(row.key)]),
            "stop_url": stop_url,
            "home": root + municipality.home_url,
        }
    return mails.compose(
        municipality=municipality,
        to=row.email,
        template="statement_request",
        language=row.language,
        context=context,
        headers={
            "Message-ID": f"<{letter.uuid.hex}@{row.site.hostname}>",
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def received(row: Invitation, *, draft: Draft, amended: bool) -> None:
    """To the address that was asked: what was sent, and where it can be amended."""
    if not row.email:
        return
    versions = ConsultationPage.objects.filter(translation_key=row.consultation_key, live=True).order_by("pk")
    page = versions.filter(locale__language_code=row.language).first() or versions.first()
    with override(row.language):
        municipality = of_site(row.site, row.language)
        root = row.site.root_url
        context = {
            "title": page.title if page else "",
            "organisation": row.organisation,
            "name": draft.name,
            "amended": amended,
            "body": draft.body,
            "files": list(row.given.files.values_list("name", flat=True)) if row.given and row.given.pk else [],
            "url": root + reverse("consultations:statement", args=[link_of(row.key)]),
            "home": root + municipality.home_url,
        }
        mails.send(
            municipality=municipality,
            to=row.email,
            template="statement_received",
            language=row.language,
            context=context,
        )
