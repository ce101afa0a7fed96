"""The links of parties. They are computed from a row's key, as receipts are, so that a reminder tells the same one and the
database alone opens nothing."""

from __future__ import annotations

from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac

SIGNED = 32  # characters
_stop = Signer(salt="consultations.statements.stop", sep=".")


def link_of(key: UUID) -> str:
    return f"{key.hex}{_sign(key)}"


def read(link: str) -> UUID | None:
    """The key; ``None`` for a link that is not ours."""
    try:
        key = UUID(hex=link[:32])
    except ValueError:
        return None
    return key if constant_time_compare(link[32:], _sign(key)) else None


def _sign(key: UUID) -> str:
    return salted_hmac("consultations.statements", key.hex, algorithm="sha256").hexdigest()[:SIGNED]


def stop_link_of(key: UUID) -> str:
    """It stops reminders and opens nothing else."""
    return _stop.sign(key.hex)


def read_stop(token: str) -> UUID | None:
    try:
        return UUID(hex=_stop.unsign(token))
    except (BadSignature, ValueError):
        return None
