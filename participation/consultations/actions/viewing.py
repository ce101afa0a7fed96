"""Agreeing or disagreeing with what somebody else sent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from core.refusal import insist
from participation.moderation.queries import why_not_write_now

from ..models import Opinion, OpinionView
from ..rules import Situation, Terms, View, why_not_view
from .sending import note

COUNTERS = {View.AGREE: "agreed", View.DISAGREE: "disagreed"}


@transaction.atomic
def say(*, opinion: Opinion, terms: Terms, user: User, view: View, now: datetime) -> OpinionView:
    """Agree or disagree, once for each opinion. Raises Refused."""
    opinion = Opinion.objects.select_for_update().get(pk=opinion.pk)
    insist(why_not_write_now(user, opinion.site_id, "opinion", now))
    viewed = OpinionView.objects.filter(opinion=opinion, voter=user).exists()
    situation = Situation(
        terms=terms, now=now, is_author=opinion.author_id == user.pk, gone=not opinion.is_public, viewed=viewed
    )
    insist(why_not_view(situation))
    made = OpinionView.objects.create(opinion=opinion, voter=user, view=view, at=now)
    Opinion.objects.filter(pk=opinion.pk).update(**{COUNTERS[view]: F(COUNTERS[view]) + 1})
    note(opinion, user, "view")
    return made
