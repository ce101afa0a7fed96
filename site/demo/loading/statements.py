"""A request for statements: some have been given, one party has none, others have not answered."""

from __future__ import annotations

import io
import uuid
from functools import partial
from typing import Any

from django.utils import timezone

from core.uploads import Taken
from participation.consultations.models import ConsultationPage, Invitation, InvitationLetter
from participation.consultations.rules import Kind
from participation.consultations.statements import actions
from participation.consultations.statements.lists import Party

from .answers import PREPARER
from .body import Writer, rich_text
from .desk import SOURCE, Desk
from .translating import publish

OPENS, CLOSES = 9, 16  # o'clock
_NAMESPACE = uuid.UUID("6d0c3c55-1b0a-4f4e-9a39-0b6d1a1f3c57")
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def add(desk: Desk) -> None:
    spec = desk.data("statements")
    page = publish(desk, desk.pages["kuulemiset"], partial(_make, desk, spec), days=spec["opens"])
    desk.pages[spec["slug"][SOURCE]] = page
    user, asked_at = desk.users[PREPARER], desk.calendar.past(-spec["opens"])
    key, site_id = page.translation_key, desk.site.pk
    actions.change_request(site_id=site_id, key=key, text=spec["letter"], remind_days=spec["remind_days"], user=user)
    parties = [
        Party(**{name: one.get(name, "") for name in ("organisation", "email", "language", "contact")})
        for one in spec["parties"]
    ]
    rows = actions.invite(site_id=site_id, key=key, parties=parties, due_on=None, user=user, now=asked_at)
    for turn, (row, one) in enumerate(zip(rows, spec["parties"], strict=True)):
        _answer(desk, row, one, turn)
    # Nothing is mailed to these addresses: their mails have been sent.
    InvitationLetter.objects.filter(invitation__in=rows).update(
        state=InvitationLetter.State.SENT, ended_at=timezone.now()
    )


def _answer(desk: Desk, row: Invitation, one: dict[str, Any], turn: int) -> None:
    key = uuid.uuid5(_NAMESPACE, one["organisation"])
    changed: dict[str, Any] = {"key": key, "uuid": uuid.uuid5(_NAMESPACE, f"{key}")}
    if "due" in one:
        changed["due_on"] = desk.calendar.day(one["due"])
    Invitation.objects.filter(pk=row.pk).update(**changed)
    row.refresh_from_db()
    if "none" in one:
        actions.give_none(invitation=row, now=desk.calendar.past(one["none"], turn))
    elif "body" in one:
        draft = actions.Draft(
            body=one["body"], signatory=one["signatory"], title=one["title"], taken=_files(one.get("file"))
        )
        actions.give(invitation=row, draft=draft, now=desk.calendar.past(one["days"], turn))


def _files(name: str | None) -> list[Taken]:
    return [Taken(name, len(PDF), io.BytesIO(PDF), searched=False)] if name else []


def _make(desk: Desk, spec: dict[str, Any], language: str) -> ConsultationPage:
    say = Writer(desk, spec["slug"][SOURCE], language).say
    part, section = spec["section"], str(uuid.uuid5(_NAMESPACE, "section"))
    body = [{"type": "text", "id": str(uuid.uuid5(_NAMESPACE, "text")), "value": rich_text([part["text"][language]])}]
    value = {"title": part["title"][language], "body": body, "audience": ""}
    return ConsultationPage(
        **{name: say(spec[name]) for name in ("title", "slug", "summary", "unit", "effect")},
        **{f"privacy_{name}": say(words) for name, words in spec["privacy"].items()},
        legal_basis=say(spec["legal"]),
        kind=Kind.STATEMENTS,
        opens_at=desk.calendar.moment(spec["opens"], OPENS),
        closes_at=desk.calendar.moment(spec["closes"], CLOSES),
        case_number=spec["case"],
        sections=[{"type": "main", "id": section, "value": value}],
    )
