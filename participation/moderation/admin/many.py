"""Decisions about many cases at once. Each is decided by itself; what has been changed since the question was put, or
is in somebody else's hands, is left as it is and told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.desk.bulk import BulkAction, Progress, Report, each
from core.refusal import Refusal, Refused

from .. import actions
from ..models import Case, MessageTemplate
from ..rules import Verb
from .forms import BulkMeasureForm, BulkPlainForm


def _deciding(verb: Verb) -> Callable[[Any, Sequence[int], dict[str, Any], Progress], Report]:
    def run(user: User, ids: Sequence[int], params: dict[str, Any], progress: Progress) -> Report:
        asked_at = datetime.fromisoformat(params["asked_at"])
        template = MessageTemplate.objects.filter(pk=params.get("template") or 0).first()

        def decide(case: Case) -> None:
            insist_untouched(case, user, asked_at)
            language = case.author.language if case.author else case.language
            actions.decide(
                case=case,
                user=user,
                now=timezone.now(),
                seen=case.version,
                verb=verb,
                rule=params.get("rule", ""),
                message=template.in_language(language) if template and template.site_id == case.site_id else "",
            )

        cases = Case.objects.filter(pk__in=ids).select_related("author", "taken_by").order_by("pk")
        return each(cases, decide, progress)

    return run


def insist_untouched(case: Case, user: User, asked_at: datetime) -> None:
    """Nobody has done something to it since the question was put, and nobody else is on it. Raises Refused."""
    if case.changed_at > asked_at:
        raise Refused(Refusal("outdated", _("It was changed after you chose it. Look at it by itself.")))
    if case.taken_by_id not in (None, user.pk) and case.taken_until and case.taken_until > timezone.now():
        said = _("%(name)s is on it.") % {"name": case.taken_by}
        raise Refused(Refusal("taken", said))


BULK = (
    BulkAction(
        name="keep",
        label=_("Leave as they are"),
        question=_("Leave these as they are?"),
        run=_deciding(Verb.KEEP),
        form=BulkPlainForm,
    ),
    BulkAction(
        name="approve",
        label=_("Publish"),
        question=_("Publish these?"),
        run=_deciding(Verb.APPROVE),
        form=BulkPlainForm,
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
