"""The link of who sent an opinion: computed from its uuid, so that sending twice tells the same and nothing stores it."""

from __future__ import annotations

from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

SIGNED = 32  # characters


def link_of(uuid: UUID) -> str:
    return f"{uuid.hex}{_sign(uuid)}"


def read(link: str) -> UUID | None:
    """The uuid of the opinion; ``None`` for a link that is not ours."""
    try:
        uuid = UUID(hex=link[:32])
    except ValueError:
        return None
    return uuid if constant_time_compare(link[32:], _sign(uuid)) else None


def _sign(uuid: UUID) -> str:
    return salted_hmac("consultations.receipts", uuid.hex, algorithm="sha256").hexdigest()[:SIGNED]
