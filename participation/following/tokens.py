"""The links in mails: signed, the same as long as they are of use, for one follower and perhaps one topic."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

from .topics import Topic


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Who holds a link, and what it is about: everything when ``topic`` is ``None``."""

    site_id: int
    user_id: int | None = None
    subscriber_id: int | None = None
    topic: Topic | None = None


STOP, CONFIRM, MANAGE = "stop", "confirm", "manage"


def make(purpose: str, claim: Claim) -> str:
    """The token for an address."""
    who = f"u{claim.user_id}" if claim.user_id else f"s{claim.subscriber_id}"
    what = [claim.topic.kind, claim.topic.key] if claim.topic else []
    return _signer(purpose).sign(".".join([who, str(claim.site_id), *what]))


def read(purpose: str, token: str) -> Claim | None:
    """What a token says; ``None`` for one that is not ours."""
    try:
        who, site_id, *what = _signer(purpose).unsign(token).split(".")
        return Claim(
            site_id=int(site_id),
            user_id=int(who[1:]) if who[0] == "u" else None,
            subscriber_id=int(who[1:]) if who[0] == "s" else None,
            topic=Topic(*what) if what else None,
        )
    except (BadSignature, ValueError, TypeError):
        return None


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"following.{purpose}", sep=".")
