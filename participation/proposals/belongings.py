"""What a person has among proposals, when the service desk wrote it down and the person takes it to an account."""

from __future__ import annotations

from accounts.models import User

from .actions.supporting import take_over
from .models import Proposal, Support


def has_proposals(user: User) -> bool:
    return Proposal.objects.filter(author=user).exists()


def has_anything(user: User) -> bool:
    return has_proposals(user) or Support.objects.filter(user=user).exists()


def join(shell: User, account: User) -> None:
    """Proposals get the account as their author; supports are counted once."""
    take_over(shell=shell, account=account)
    Proposal.objects.filter(author=shell).update(author=account)
