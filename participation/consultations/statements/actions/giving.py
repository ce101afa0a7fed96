"""What a party does by its link."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusal import Refusal, insist
from core.uploads import Taken

from ... import publicity, telling
from ...actions.files import drop_files, keep_files, settle_files
from ...actions.shared import insist_may
from ...answering.rules import Way
from ...models import Invitation, Opinion, OpinionContact, OpinionFile
from ...rules import Naming, Noun
from .. import mails
from ..rules import why_not_answer, why_not_enter
from .shared import is_answered, locked, note_party, note_statement, ruling

HIDDEN = Refusal("hidden", _("A moderator has taken the statement out of public. Ask the municipality."))
KEPT = timedelta(days=365)  # files of a draft; they go before that with their party


@dataclass(frozen=True, kw_only=True)
class Draft:
    """``kept``: keys of the files that stay; ``taken``: new ones."""

    body: str = ""
    signatory: str = ""
    title: str = ""
    kept: Collection[str] = ()
    taken: Sequence[Taken] = ()

    @property
    def name(self) -> str:
        """The signatory as everybody sees it."""
        return ", ".join(filter(None, [self.signatory, self.title]))


@transaction.atomic
def keep_draft(*, invitation: Invitation, draft: Draft, now: datetime) -> Invitation:
    """Keep what has been written so far, with its files; nobody else sees it. Raises Refused when it is too late."""
    row = locked(invitation)
    insist(why_not_answer(row.asked(ruling(row), answered=is_answered(row)), now))
    return _keep(row, draft, now)


@transaction.atomic
def keep_papers(*, invitation: Invitation, kept: Collection[str], taken: Sequence[Taken], now: datetime) -> None:
    """Keep the files of a form in which something else was wrong. Raises Refused when it is too late."""
    row = locked(invitation)
    insist(why_not_answer(row.asked(ruling(row), answered=is_answered(row)), now))
    _keep_files(row, kept, taken, now)


def _keep_files(row: Invitation, kept: Collection[str], taken: Sequence[Taken], now: datetime) -> None:
    until, key = now + KEPT, row.consultation_key
    keep_files(site=row.site, consultation_key=key, uuid=row.uuid, kept=kept, taken=taken, until=until)
    given = OpinionFile.objects.filter(uuid=row.uuid).exclude(opinion=None)
    given.filter(key__in=kept).update(leaves=False)
    given.exclude(key__in=kept).update(leaves=True)


def _keep(row: Invitation, draft: Draft, now: datetime) -> Invitation:
    row.body, row.signatory, row.title, row.saved_at = draft.body, draft.signatory, draft.title, now
    row.save(update_fields=["body", "signatory", "title", "saved_at"])
    _keep_files(row, draft.kept, draft.taken, now)
    return row


@transaction.atomic
def give(*, invitation: Invitation, draft: Draft, now: datetime) -> Opinion:
    """Give the statement, or amend the one that was given; what is sent again as it was changes nothing. The clock is read
    within the transaction. Raises Refused."""
    row = locked(invitation)
    insist(why_not_answer(row.asked(ruling(row), answered=is_answered(row)), now))
    insist(None if draft.signatory and draft.title else Refusal("signatory", _("Tell who gives it, name and title.")))
    _keep(row, draft, now)
    if row.given is not None and _is_same(row, row.given, draft):
        return row.given
    drop_files(OpinionFile.objects.filter(uuid=row.uuid, leaves=True))
    has_files = OpinionFile.objects.filter(uuid=row.uuid).exists()
    insist(None if draft.body or has_files else Refusal("empty", _("Write the statement or add it as a file.")))
    first = row.given_id is None
    opinion = _write(row, draft, now)
    settle_files(opinion=opinion)
    row.given, row.no_statement_at = opinion, None
    row.save(update_fields=["given", "no_statement_at"])
    publicity.renew(opinion)
    if first:
        telling.published(opinion, now)
    note_statement(opinion, None, "give" if first else "amend")
    mails.received(row, draft=draft, amended=not first)
    return opinion


@transaction.atomic
def enter(
    *, invitation: Invitation, draft: Draft, way: Way, arrived_on: date, language: str, user: User, now: datetime
) -> Opinion:
    """A statement that came to the registry on paper or by e-mail, entered by staff; also after the due date, if it arrived
    in time. What the party had begun by its link goes. Raises Refused."""
    insist_may(user, invitation.consultation_key)
    row = locked(invitation)
    asked = row.asked(ruling(row))
    insist(Refusal("given", _("The statement has been given already.")) if row.given_id else None)
    insist(why_not_enter(asked, arrived_on=arrived_on, today=localdate(now)))
    _keep(row, draft, now)
    has_files = OpinionFile.objects.filter(uuid=row.uuid).exists()
    insist(None if draft.body or has_files else Refusal("empty", _("Write the statement or add it as a file.")))
    row.language = language
    opinion = _write(row, draft, now, via=way, arrived_on=arrived_on)
    settle_files(opinion=opinion)
    row.given, row.no_statement_at = opinion, None
    row.save(update_fields=["given", "no_statement_at"])
    publicity.renew(opinion)
    telling.published(opinion, now)
    note_statement(opinion, user, "enter_statement")
    return opinion


def _is_same(row: Invitation, given: Opinion, draft: Draft) -> bool:
    """Whether nothing of what was given has changed, nor any of its files."""
    said = (given.organisation, given.language, given.name, given.body)
    if given.is_gone or said != (row.organisation, row.language, draft.name, draft.body):
        return False
    return not OpinionFile.objects.filter(Q(opinion=None) | Q(leaves=True), uuid=row.uuid).exists()


def _write(row: Invitation, draft: Draft, now: datetime, **entered: Any) -> Opinion:
    """``entered``: how it came and when, by other ways than the link."""
    given = Opinion.objects.select_for_update().get(pk=row.given_id) if row.given_id else None
    insist(HIDDEN if given and given.is_gone else None)
    opinion = given or Opinion(
        uuid=row.uuid,
        site=row.site,
        consultation_key=row.consultation_key,
        noun=Noun.STATEMENT,
        naming=Naming.NAME,
        created_at=now,
        **entered,
    )
    opinion.organisation, opinion.language = row.organisation, row.language
    opinion.name, opinion.body = draft.name, draft.body
    opinion.edited_at = now if opinion.pk else None
    opinion.save()
    if row.email:
        kept = {"site": row.site, "email": row.email}
        OpinionContact.objects.update_or_create(opinion=opinion, defaults=kept)
    return opinion


@transaction.atomic
def give_none(*, invitation: Invitation, now: datetime) -> Invitation:
    """The party has no statement to give; it may still give one until the due date. Raises Refused."""
    row = locked(invitation)
    insist(why_not_answer(row.asked(ruling(row)), now))
    insist(Refusal("given", _("The statement has been given already.")) if row.given_id else None)
    if row.no_statement_at is None:
        row.no_statement_at = now
        row.save(update_fields=["no_statement_at"])
        note_party(row, None, "no_statement")
    return row


@transaction.atomic
def stop_reminders(*, invitation: Invitation) -> None:
    """Whoever reads the address wants no more of them; the link stays valid."""
    if Invitation.objects.filter(pk=invitation.pk, stopped=False).update(stopped=True):
        note_party(invitation, None, "stop_statement_reminders")
