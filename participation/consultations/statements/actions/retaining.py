"""What becomes of parties when their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ...actions.files import drop_files
from ...models import Invitation, InvitationLetter, OpinionFile


@transaction.atomic
def expire_parties(*, ids: Sequence[Any], now: datetime) -> int:
    """Who was asked and what they answered stays; addresses, contact persons, drafts and mails go. Returns how many."""
    rows = Invitation.objects.filter(pk__in=ids)
    drop_files(OpinionFile.objects.filter(uuid__in=rows.values("uuid"), opinion=None))
    InvitationLetter.objects.filter(invitation__in=ids).delete()
    return rows.update(email="", contact="", body="", signatory="", title="")
