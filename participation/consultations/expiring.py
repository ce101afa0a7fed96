"""Senders and attachments of opinions when their time is over: the words stay, who sent them goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from participation.retention import kinds
from participation.retention.rules import Scope

from .actions import drop_files, expire_senders
from .models import ConsultationPage, Invitation, Opinion, OpinionFile
from .rules import Noun
from .statements.actions import expire_parties

NOTHING_PERSONAL = {"email": "", "contact": "", "body": "", "signatory": "", "title": ""}
RESIDENTS_FILES = Q(opinion__isnull=False) & ~Q(opinion__noun=Noun.STATEMENT)  # a statement may be its file alone


def _projects(site_id: int) -> set[UUID]:
    kept = Opinion.objects.filter(site_id=site_id).values("consultation_key")
    pages = ConsultationPage.objects.filter(translation_key__in=kept, project_key__isnull=False)
    return {key for key in pages.values_list("project_key", flat=True).distinct() if key is not None}


def _due(scope: Scope) -> QuerySet[Any]:
    told = Q(author__isnull=False) | Q(contact__isnull=False) | ~Q(name="")
    keys = _closed(scope).values("translation_key")
    return Opinion.objects.filter(told, site_id=scope.site_id, consultation_key__in=keys)


def _closed(scope: Scope) -> QuerySet[ConsultationPage]:
    """Counted from closing; one without an end is due only when its project's time is over."""
    pages = ConsultationPage.objects.filter(project_key=scope.project_key, locale__language_code=settings.LANGUAGE_CODE)
    if scope.before is not None:
        pages = pages.filter(closes_at__lt=scope.before)
    return pages


def _party_projects(site_id: int) -> set[UUID]:
    kept = (
        Invitation.objects.filter(site_id=site_id)
        .exclude(email="", contact="", body="", signatory="", title="")
        .values("consultation_key")
    )
    pages = ConsultationPage.objects.filter(translation_key__in=kept, project_key__isnull=False)
    return {key for key in pages.values_list("project_key", flat=True).distinct() if key is not None}


def _parties_due(scope: Scope) -> QuerySet[Any]:
    pages = ConsultationPage.objects.filter(project_key=scope.project_key, locale__language_code=settings.LANGUAGE_CODE)
    if scope.before is not None:
        pages = pages.filter(closes_at__lt=scope.before)
    rows = Invitation.objects.exclude(**NOTHING_PERSONAL)
    return rows.filter(site_id=scope.site_id, consultation_key__in=pages.values("translation_key"))


def _expire_parties(ids: Sequence[Any], now: datetime) -> int:
    return expire_parties(ids=ids, now=now)


def _expire(ids: Sequence[Any], now: datetime) -> int:
    return expire_senders(ids=ids, now=now)


def _file_projects(site_id: int) -> set[UUID]:
    kept = OpinionFile.objects.filter(RESIDENTS_FILES, site_id=site_id).values("consultation_key")
    pages = ConsultationPage.objects.filter(translation_key__in=kept, project_key__isnull=False)
    return {key for key in pages.values_list("project_key", flat=True).distinct() if key is not None}


def _files_due(scope: Scope) -> QuerySet[Any]:
    keys = _closed(scope).values("translation_key")
    return OpinionFile.objects.filter(RESIDENTS_FILES, site_id=scope.site_id, consultation_key__in=keys)


def _expire_files(ids: Sequence[Any], now: datetime) -> int:
    return drop_files(OpinionFile.objects.filter(pk__in=ids))


def register() -> None:
    kinds.register(
        "opinion_files",
        kinds.Kind(
            label=_("Attachments of opinions"),
            explained=_(
                "They are deleted with their names, counted from the closing of the consultation; what was written stays "
                "with the matter."
            ),
            months=24,
            due=_files_due,
            expire=_expire_files,
            projects=_file_projects,
        ),
    )
    kinds.register(
        "opinions",
        kinds.Kind(
            label=_("Senders of opinions"),
            explained=_(
                "Names, addresses and the tie to an account go, counted from the closing of the consultation; what was "
                "sent stays with the matter."
            ),
            months=24,
            due=_due,
            expire=_expire,
            projects=_projects,
        ),
    )
    kinds.register(
        "statement_parties",
        kinds.Kind(
            label=_("Addresses of those asked for statements"),
            explained=_(
                "Addresses, contact persons, drafts and mails go, counted from the closing of the consultation; which "
                "organisations were asked and what they answered stays."
            ),
            months=24,
            due=_parties_due,
            expire=_expire_parties,
            projects=_party_projects,
        ),
    )
