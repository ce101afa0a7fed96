"""More time while a consultation is open."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime
from wagtail.models import Revision
from wagtail_localize.models import TranslationSource

from accounts.models import User
from core import audit
from core.refusal import insist

from .. import mails, publicity, telling
from ..models import Announced, ConsultationPage, Extension, Opinion
from ..readiness import announced
from ..rules import REASON_LENGTH, Noun, why_not_extend
from ..statements.actions.extending import follow_closing
from .shared import written

BATCH = 200  # mails in one transaction


@transaction.atomic
def extend(
    *, page: ConsultationPage, closes_at: datetime, reason: Mapping[str, str], user: User, now: datetime
) -> Extension:
    """The public page closes later, in every language, at once; drafts of it too, so that none brings the old time back.
    Followers are told, and parties asked for a statement whose time has grown; those who sent something get a mail by
    `tell_senders`. Raises Refused, ValidationError for a
    reason that lacks a language."""
    source = ConsultationPage.objects.select_for_update().defer_streamfields().get(pk=page.pk)
    terms = announced(source) or source.terms
    insist(why_not_extend(terms, closes_at, now))
    told = written(reason, longest=REASON_LENGTH, whole=True)
    site, before = source.get_site(), terms.closes_at
    assert site is not None
    assert before is not None  # it is open, and has an end
    _move(source.translation_key, closes_at)
    made = Extension.objects.create(
        site=site,
        consultation_key=source.translation_key,
        from_at=before,
        to_at=closes_at,
        reason=told,
        made_at=now,
    )
    parties = follow_closing(key=source.translation_key, before=before, closes_at=closes_at, now=now)
    audit.record(
        site_id=site.pk,
        actor_id=user.pk,
        verb="consultation.extend",
        kind="consultation",
        key=source.translation_key,
        reason=str(told),
        closes=f"{localtime(closes_at):%d.%m.%Y %H.%M}",
        **({"parties": parties} if parties else {}),
    )
    telling.extended(made, page_id=source.pk, told=_authors(source.translation_key), now=now)
    publicity.moved(source.translation_key)
    return made


def tell_senders(*, extension: Extension, progress: Callable[[int], None] = lambda done: None) -> int:
    """A mail to each address once; goes on where it was interrupted. Returns how many."""
    total = 0
    waiting = (one for one in _letters(extension.consultation_key) if one[0] > extension.told_to)
    while letters := list(islice(waiting, BATCH)):
        with transaction.atomic():
            mails.extended(extension, [(to, language) for _pk, to, language in letters])
            extension.told_to = letters[-1][0]
            extension.save(update_fields=["told_to"])
        total += len(letters)
        progress(total)
    if total:
        audit.record(
            site_id=extension.site_id,
            actor_id=None,
            verb="consultation.tell_extension",
            kind="consultation",
            key=extension.consultation_key,
            number=total,
        )
    return total


def _letters(key: UUID) -> Iterator[tuple[int, str, str]]:
    """The first opinion of each address, in order: its id, the address that was given with it, else the account's, and
    its language. Parties that gave a statement have due dates of their own, and hear of those."""
    seen = set()
    rows = Opinion.objects.of(key).filter(removed_at=None).exclude(noun=Noun.STATEMENT).order_by("pk")
    fields = rows.values_list("pk", "contact__email", "author__email", "author__is_active", "language")
    for pk, given, own, is_active, language in fields.iterator(chunk_size=1000):
        to = given or (own if is_active else "") or ""
        if to and to.lower() not in seen:
            seen.add(to.lower())
            yield pk, to, language


def _authors(key: UUID) -> list[int]:
    rows = Opinion.objects.of(key).filter(removed_at=None, author__is_active=True).order_by()
    return list(rows.values_list("author_id", flat=True).distinct())


def _move(key: UUID, closes_at: datetime) -> None:
    pages = ConsultationPage.objects.filter(translation_key=key)
    ids = [str(pk) for pk in pages.values_list("pk", flat=True)]
    pages.update(closes_at=closes_at)
    Announced.objects.filter(page__in=pages).update(closes_at=closes_at)
    newest = Q(pk__in=pages.values("latest_revision")) | Q(approved_go_live_at__isnull=False)
    for revision in Revision.page_revisions.filter(newest, object_id__in=ids):
        revision.content = _with_closing(revision.content, closes_at)
        revision.save(update_fields=["content"])
    for known in TranslationSource.objects.filter(object_id=key):
        known.content_json = json.dumps(_with_closing(json.loads(known.content_json), closes_at))
        known.save(update_fields=["content_json"])


def _with_closing(content: dict[str, Any], closes_at: datetime) -> dict[str, Any]:
    return {**content, "closes_at": closes_at.isoformat()}
