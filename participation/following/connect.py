"""Where following joins the rest."""

from __future__ import annotations

from django.utils import timezone

import core.desk.waiting
from accounts import arrivals, mine, pending
from accounts.acting import joining
from accounts.acting.joining import Belongings
from accounts.models import User
from accounts.security import moving

from . import actions, belongings, own, pages, reports, topics
from .own_topic import Own
from .topics import PERSON


def _join_by_new_address(user: User, old: str) -> None:
    """What was followed by e-mail alone with the new address becomes the account's, and mail to it is tried."""
    actions.forget_refusals(user=user)
    take_along(user)


def take_along(user: User) -> None:
    """Who signs in follows what was followed by e-mail alone."""
    actions.join(user=user, now=timezone.now())


def all_registries() -> None:
    mine.register("following", own.contribution)
    pending.register(pages.PENDING, pages.attach)
    arrivals.register("following", take_along)
    moving.register("following", _join_by_new_address)
    core.desk.waiting.register("following", reports.waiting)
    topics.register(PERSON, Own())
    joining.register("following", Belongings(has=belongings.has_anything, join=belongings.join))
