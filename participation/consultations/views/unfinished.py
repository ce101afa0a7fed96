"""Saving an opinion to go on with it later, and finding it again."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import actions
from ..forms import OpinionForm
from ..holders import hand, holder_of, new_secret
from ..models import UnfinishedOpinion
from ..rules import UNFINISHED_DAYS
from ..unfinished import At, Whose, of
from .shared import person_of


def unfinished(request: HttpRequest, at: At) -> UnfinishedOpinion | None:
    """What the reader saved about it: the account's before the browser's. One query; none for who can have nothing."""
    whose = Whose(user=person_of(request), holder=holder_of(request))
    if whose.user is None and not whose.holder:
        return None
    return max(of(whose, at), key=lambda row: row.user_id is not None, default=None)


def kept_until(row: UnfinishedOpinion) -> date:
    return row.saved_on + timedelta(days=UNFINISHED_DAYS)


def save(request: HttpRequest, at: At, form: OpinionForm, to: HttpResponse) -> str:
    """Keep what was typed; what to say of it. ``to``: the answer that gives the browser its secret. Raises Refused."""
    person, holder, secret = person_of(request), holder_of(request), ""
    if person is None and not holder:
        secret, holder = new_secret()
    row = actions.save_unfinished(
        at=at,
        whose=Whose(user=person, holder=holder),
        typed=form.typed(),
        language=request.LANGUAGE_CODE,
        now=timezone.now(),
    )
    day = {"day": date_format(kept_until(row))}
    if person is not None:
        return _("Saved, not sent yet. You find it here and on your own page until %(day)s.") % day
    hand(request, to, secret)
    return _("Saved, not sent yet. You find it here until %(day)s, with this browser.") % day


def throw_away(request: HttpRequest, at: At) -> None:
    actions.drop_unfinished(at=at, whose=Whose(user=person_of(request), holder=holder_of(request)))
