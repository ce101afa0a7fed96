"""Supports whose giver has no account any more: still one each."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.crypto import salted_hmac

from .models import Proposal, Support

EXPIRED = "expired "  # begins the mark of a support whose time is over: it tells nothing


def voter_of(address: str) -> str:
    """The mark of an address, which only this installation can make again."""
    return salted_hmac("proposals.support", address.strip().lower(), algorithm="sha256").hexdigest()


def given_twice(one: Proposal, other: Proposal) -> set[int]:
    """Ids of the supports of ``one`` whose giver supports the other as well, with an account or after it. Two queries,
    and two more where somebody has deleted an account."""
    givers = Support.objects.filter(proposal=other)
    mine = Support.objects.filter(proposal=one)
    users = givers.filter(user__isnull=False).values("user")
    twice = set(mine.filter(user__in=users).values_list("pk", flat=True))
    gone_there, gone_here = _marks(givers), _marks(mine)
    twice |= {pk for pk, mark in gone_here.items() if mark in set(gone_there.values())}
    if gone_there:
        twice |= {pk for pk, mark in _marked(mine) if mark in set(gone_there.values())}
    if gone_here:
        marks = {mark for _pk, mark in _marked(givers)}
        twice |= {pk for pk, mark in gone_here.items() if mark in marks}
    return twice


def _marks(supports: Iterable[Support]) -> dict[int, str]:
    return dict(supports.filter(user=None).values_list("pk", "voter"))  # type: ignore[attr-defined]


def _marked(supports: Iterable[Support]) -> Iterable[tuple[int, str]]:
    """The marks that those with accounts would have."""
    rows = supports.filter(user__isnull=False).values_list("pk", "user__email")  # type: ignore[attr-defined]
    return ((pk, voter_of(email)) for pk, email in rows.iterator(2000))
