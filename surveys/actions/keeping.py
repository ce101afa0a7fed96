"""Going on by account. Nothing here leaves a row in the audit trail: its moment would tell who answered what."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.refusal import Refusal, insist

from ..links import hash_of, own_link
from ..models import Draft, OwnDraft
from ..rules import Way

ANOTHERS = Refusal("anothers", _("Another account keeps these answers already."))
NOT_KEPT = Refusal("not_kept", _("Answers that were sent already are changed by their link alone."))


@transaction.atomic
def keep_on_own_page(*, draft: Draft, user_id: int) -> None:
    """Tie an unfinished response to an account until it is sent. Raises Refused for a change of what was sent, which
    must lead to nobody, and for what another account keeps."""
    insist(NOT_KEPT if draft.response_id or draft.way != Way.WEB else None)
    link_hash = hash_of(own_link(draft.pk, user_id))
    kept, _made = OwnDraft.objects.get_or_create(draft=draft, defaults={"user_id": user_id, "link_hash": link_hash})
    insist(ANOTHERS if kept.user_id != user_id else None)


def take_off_own_page(*, draft: Draft, user_id: int) -> None:
    """Untie it; its own link still leads to it."""
    OwnDraft.objects.filter(draft=draft, user=user_id).delete()
