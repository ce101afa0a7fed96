"""Sending an opinion or objection, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.acting.context import via_now
from accounts.models import User
from core import audit
from core.refusal import Refusal, insist
from municipality.areas import area_at
from participation.moderation import actions as moderation
from participation.moderation.queries import why_not_write_now
from participation.moderation.rules import Standing

from .. import mails, publicity, telling
from ..drafts.queries import takes
from ..geometry import middle
from ..looks import looks_of
from ..models import ConsultationPage, Opinion, OpinionContact, OpinionFile
from ..queries import Consultation
from ..rules import Naming, Sender, Situation, Terms, audience_of, lacks, why_not_remove, why_not_send
from ..unfinished import At, Whose
from .files import drop_files, settle_files
from .unfinished import drop_unfinished


@dataclass(frozen=True, kw_only=True)
class Written:
    """What somebody wrote, tidied: `forms.OpinionForm`. ``place`` is a GeoJSON geometry."""

    body: str = ""
    place: Mapping[str, Any] | None = None
    naming: str = Naming.HIDDEN
    name: str = ""
    organisation: str = ""
    full_name: str = ""
    street: str = ""
    email: str = ""
    anchor: str = ""


@transaction.atomic
def send(
    *,
    consultation: Consultation,
    uuid: UUID,
    written: Written,
    user: User | None,
    now: datetime,
    language: str,
    section: str = "",
    strong: bool = False,
    holder: str = "",
) -> Opinion:
    """Send an opinion on a section (empty: on the whole); the same ``uuid`` sent twice by its writer makes one. Files that
    wait under it go along (`keep_files`). What is suspect waits for a moderator (`Opinion.is_held`). What was kept of it
    unfinished, by who is signed in or by a browser (``holder``), goes. The clock is read within the transaction, from the
    page as it is now. Raises Refused."""
    known = Opinion.objects.filter(uuid=uuid, consultation_key=consultation.key, author=user).first()
    if known is not None:
        return known
    terms = _ruling(consultation)
    insist(_why_not(consultation, terms, section, user, strong=strong, now=now))
    insist(_why_not_at(consultation, section, written.anchor))
    found = lacks(
        terms,
        has_content=bool(written.body or written.place) or waits_with_files(consultation.key, uuid),
        name=written.full_name,
        address=written.street or written.email,
    )
    insist(next(iter(found.values()), None))
    opinion, created = Opinion.objects.get_or_create(
        uuid=uuid,
        defaults={
            "site": consultation.site,
            "consultation_key": consultation.key,
            "section": section,
            "anchor": written.anchor,
            "noun": terms.noun,
            "author": user,
            "via": via_now(),
            "language": language,
            "naming": written.naming,
            "name": "" if written.naming == Naming.HIDDEN else written.name,
            "organisation": written.organisation,
            "body": written.body,
            "place": written.place,
            "area": area_at(consultation.site.pk, *middle(written.place)),
            "created_at": now,
        },
    )
    if not created:  # by the same form in another request
        own = (opinion.consultation_key, opinion.author_id) == (consultation.key, user.pk if user else None)
        insist(
            None if own else Refusal("sent", _("This form has been sent already. Open the page again to write more."))
        )
        return opinion
    settle_files(opinion=opinion)
    keep_contact(opinion, written)
    at = At(consultation=consultation, section=section, anchor=written.anchor)
    drop_unfinished(at=at, whose=Whose(user=user, holder=holder))
    if not _held(opinion, user, now):
        publicity.renew(opinion)
        telling.published(opinion, now)
    note(opinion, user, "send")
    mails.receipt(opinion, to=written.email, consultation=consultation)
    return opinion


@transaction.atomic
def remove(*, opinion: Opinion, terms: Terms, user: User | None, by_link: bool, now: datetime) -> Opinion:
    """Take an opinion of one's own back while the consultation is open: its words and sender go, a tombstone stays.
    ``by_link``: whoever has its receipt. Raises Refused."""
    opinion = Opinion.objects.select_for_update().get(pk=opinion.pk)
    is_author = by_link or (user is not None and opinion.author_id == user.pk)
    insist(why_not_remove(Situation(terms=terms, now=now, is_author=is_author, gone=opinion.is_gone)))
    if opinion.is_public:
        publicity.leave(opinion)
    OpinionContact.objects.filter(opinion=opinion).delete()
    drop_files(opinion.files.all())
    opinion.body, opinion.place, opinion.name, opinion.organisation = "", None, "", ""
    opinion.removed_at = now
    opinion.save()
    moderation.gone(kind="opinion", thing_id=opinion.pk, now=now)
    note(opinion, user, "remove")
    return opinion


def _ruling(consultation: Consultation) -> Terms:
    """As the published page says at this moment, whatever page its sender has before the eyes."""
    source = ConsultationPage.objects.filter(pk=consultation.source.pk, live=True).defer_streamfields().first()
    if source is None:
        insist(Refusal("gone", _("The consultation is no longer here.")))
    assert source is not None
    return source.terms


def _why_not(
    consultation: Consultation, terms: Terms, section: str, user: User | None, *, strong: bool, now: datetime
) -> Refusal | None:
    takes = {"": "", **consultation.takes}
    if section not in takes:
        return Refusal("gone", _("The section that you are writing about is no longer here."))
    banned = why_not_write_now(user, consultation.site.pk, "opinion", now) if user else None
    sender = Sender(signed_in=user is not None, strong=strong, banned=banned)
    return why_not_send(terms, audience_of(terms, takes[section]), sender, now)


def _why_not_at(consultation: Consultation, section: str, anchor: str) -> Refusal | None:
    """``anchor``: of a paragraph of a draft text."""
    if anchor and not takes(consultation.key, section, anchor):
        return Refusal("gone", _("The paragraph that you are writing about is no longer in the draft."))
    return None


def waits_with_files(key: UUID, uuid: UUID) -> bool:
    return OpinionFile.objects.filter(consultation_key=key, uuid=uuid, opinion=None).exists()


def keep_contact(opinion: Opinion, written: Written) -> None:
    if written.full_name or written.street or written.email:
        OpinionContact.objects.create(
            opinion=opinion,
            site=opinion.site,
            full_name=written.full_name,
            street=written.street,
            email=written.email,
        )


def _held(opinion: Opinion, user: User | None, now: datetime) -> bool:
    """Have the text screened; when it is suspect, it waits."""
    text = "\n".join(filter(None, [opinion.body, opinion.name, opinion.organisation]))
    because = moderation.screen(
        site_id=opinion.site_id, kind="opinion", thing_id=opinion.pk, author=user, text=text, now=now
    )
    if because:
        opinion.standing, opinion.was_public = Standing.HELD, False
        opinion.save(update_fields=["standing", "was_public"])
        moderation.hold(look=looks_of([opinion])[opinion.pk], because=because, now=now)
    return bool(because)


def note(opinion: Opinion, user: User | None, verb: str) -> None:
    """The row «opinion.…» of the audit trail."""
    audit.record(
        site_id=opinion.site_id,
        actor_id=user.pk if user else None,
        verb=f"opinion.{verb}",
        kind="opinion",
        key=opinion.key,
        subject_id=opinion.author_id,
        consultation=str(opinion.consultation_key),
    )
