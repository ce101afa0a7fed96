"""Support for a proposal of somebody else's in the place of one's own draft."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User

from ..models import Proposal
from ..rules import Publication
from .drafting import adopt_draft, discard_draft
from .supporting import support


@transaction.atomic
def support_instead(*, proposal: Proposal, user: User, draft: UUID | None, discard: bool, now: datetime) -> bool:
    """Support ``proposal``; the draft becomes the person's own, or is thrown away. Returns whether there is a draft
    left. A draft that is gone or somebody else's is left alone. Raises Refused: then nothing is done."""
    support(proposal=proposal, user=user, now=now)
    if draft is None or not Proposal.objects.filter(uuid=draft, publication=Publication.DRAFT).exists():
        return False
    try:
        own = adopt_draft(uuid=draft, author=user)
    except Proposal.DoesNotExist:
        return False
    if discard:
        discard_draft(draft=own, user=user)
    return not discard
