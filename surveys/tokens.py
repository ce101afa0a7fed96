"""The links that stop reminders: signed, and the same as long as they are of use."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

from .models import Recipient

_signer = Signer(salt="surveys.stop", sep=".")


def make(recipient: Recipient) -> str:
    return _signer.sign(str(recipient.pk))


def read(token: str) -> Recipient | None:
    """Whose it is; ``None`` for one that is not ours, or whose address has been deleted."""
    try:
        pk = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    return Recipient.objects.select_related("mailing__batch").filter(pk=pk).first()
