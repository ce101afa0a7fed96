"""Whose an unfinished opinion is and what it is about, and finding it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.models import User

from .models import UnfinishedOpinion
from .queries import Consultation


@dataclass(frozen=True, kw_only=True)
class Whose:
    """An account's, or a browser's (``holder``). Who has signed in has both."""

    user: User | None = None
    holder: str = ""

    @property
    def matching(self) -> Q:
        """Nothing for who is nobody."""
        found = Q(pk__in=[])
        if self.user is not None:
            found |= Q(user=self.user)
        if self.holder:
            found |= Q(holder=self.holder)
        return found


@dataclass(frozen=True, kw_only=True)
class At:
    """What it is about."""

    consultation: Consultation
    section: str = ""
    anchor: str = ""


def of(whose: Whose, at: At) -> QuerySet[UnfinishedOpinion]:
    return UnfinishedOpinion.objects.filter(
        whose.matching, consultation_key=at.consultation.key, section=at.section, anchor=at.anchor
    )
