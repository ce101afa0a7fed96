"""What moderators do to many comments at once: each becomes a case, which is decided as in the queue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.desk.bulk import BulkAction, Progress, Report, each
from participation.moderation import actions
from participation.moderation.admin.forms import BulkMeasureForm, Measure
from participation.moderation.admin.many import decide_each
from participation.moderation.models import Case
from participation.moderation.rules import Verb

from ..models import Comment


def _take_up(user: User, ids: Sequence[int], _nothing: None, progress: Progress) -> Report:
    return each(_rows(ids), lambda comment: _case(comment, user), progress)


def _deciding(verb: Verb) -> Callable[[User, Sequence[int], Measure, Progress], Report]:
    def run(user: User, ids: Sequence[int], measure: Measure, progress: Progress) -> Report:
        def case_of(comment: Comment, insist: Callable[[Case], None]) -> Case:
            for known in Case.objects.filter(kind="comment", thing_id=comment.pk).select_related("taken_by"):
                insist(known)
            return _case(comment, user)

        return decide_each(_rows(ids), case_of, verb=verb, user=user, measure=measure, progress=progress)

    return run


def _rows(ids: Sequence[int]) -> Any:
    return Comment.objects.filter(pk__in=ids).select_related("author").order_by("pk")


def _case(comment: Comment, user: User) -> Case:
    return actions.take_up(kind="comment", thing_id=comment.pk, site_id=comment.site_id, user=user, now=timezone.now())


ACTIONS = (
    BulkAction(
        name="take_up",
        label=_("Into the queue"),
        question=_("Put these into the moderators’ queue?"),
        run=_take_up,
        icon="warning",
    ),
    BulkAction(
        name="hide",
        label=_("Hide for now"),
        question=_("Hide these for now?"),
        run=_deciding(Verb.HIDE),
        form=BulkMeasureForm,
    ),
    BulkAction(
        name="remove",
        label=_("Remove"),
        question=_("Remove these?"),
        run=_deciding(Verb.REMOVE),
        form=BulkMeasureForm,
        icon="bin",
    ),
)
