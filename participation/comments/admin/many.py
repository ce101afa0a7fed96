"""What moderators do to many comments at once: each becomes a case, which is decided as in the queue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.desk.bulk import BulkAction, Progress, Report, each
from participation.moderation import actions
from participation.moderation.admin.forms import BulkMeasureForm
from participation.moderation.admin.many import insist_untouched
from participation.moderation.models import Case, MessageTemplate
from participation.moderation.rules import Verb

from ..models import Comment


def _take_up(user: User, ids: Sequence[int], params: dict[str, Any], progress: Progress) -> Report:
    return each(_rows(ids), lambda comment: _case(comment, user), progress)


def _deciding(verb: Verb) -> Callable[[Any, Sequence[int], dict[str, Any], Progress], Report]:
    def run(user: User, ids: Sequence[int], params: dict[str, Any], progress: Progress) -> Report:
        asked_at = datetime.fromisoformat(params["asked_at"])
        template = MessageTemplate.objects.filter(pk=params.get("template") or 0).first()

        def decide(comment: Comment) -> None:
            for known in Case.objects.filter(kind="comment", thing_id=comment.pk).select_related("taken_by"):
                insist_untouched(known, user, asked_at)
            case = _case(comment, user)
            language = comment.author.language if comment.author else comment.language
            ready = template.in_language(language) if template and template.site_id == comment.site_id else ""
            actions.decide(
                case=case,
                user=user,
                now=timezone.now(),
                seen=case.version,
                verb=verb,
                rule=params["rule"],
                message=ready,
            )

        return each(_rows(ids), decide, progress)

    return run


def _rows(ids: Sequence[int]) -> Any:
    return Comment.objects.filter(pk__in=ids).select_related("author").order_by("pk")


def _case(comment: Comment, user: User) -> Any:
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
