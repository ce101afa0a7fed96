"""Decisions about many cases at once. Each is decided by itself; what has been changed since the question was put, or
is in somebody else's hands, is left as it is and told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
from .forms import BulkMeasureForm, BulkPlainForm, Measure


def decide_each(
    things: Iterable[Any],
    case_of: Callable[[Any, Callable[[Case], None]], Case],
    *,
    verb: Verb,
    user: User,
    measure: Measure,
    progress: Progress,
) -> Report:
    """The same decision about each thing, with the ready message in its author's language. ``case_of`` gives the case of
    a thing; it gives every case that was there before to its second argument, which refuses what was changed."""
    template = MessageTemplate.objects.filter(pk=measure.template).first() if measure.template else None

    def decide(thing: Any) -> None:
        case = case_of(thing, lambda known: insist_untouched(known, user, measure.asked_at))
        language = case.author.language if case.author else case.language
        actions.decide(
            case=case,
            user=user,
            now=timezone.now(),
            seen=case.version,
            verb=verb,
            rule=measure.rule,
            message=template.in_language(language) if template and template.site_id == case.site_id else "",
        )

    return each(things, decide, progress)


def insist_untouched(case: Case, user: User, asked_at: datetime) -> None:
    """Nobody has done something to it since the question was put, and nobody else is on it. Raises Refused."""
    if case.changed_at > asked_at:
        raise Refused(Refusal("outdated", _("It was changed after you chose it. Look at it by itself.")))
    if case.taken_by_id not in (None, user.pk) and case.taken_until and case.taken_until > timezone.now():
        said = _("%(name)s is on it.") % {"name": case.taken_by}
        raise Refused(Refusal("taken", said))


def _deciding(verb: Verb) -> Callable[[User, Sequence[int], Measure, Progress], Report]:
    def run(user: User, ids: Sequence[int], measure: Measure, progress: Progress) -> Report:
        cases = Case.objects.filter(pk__in=ids).select_related("author", "taken_by").order_by("pk")
        return decide_each(cases, _itself, verb=verb, user=user, measure=measure, progress=progress)

    return run


def _itself(case: Case, insist: Callable[[Case], None]) -> Case:
    insist(case)
    return case


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
