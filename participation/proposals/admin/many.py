"""What can be done to many proposals at once. Each goes through its action, which checks its rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from accounts.models import User
from accounts.queries import sites_where
from accounts.roles import HANDLES_PROPOSALS
from core.desk.bulk import BulkAction, BulkForm, Progress, Report, each

from .. import actions
from ..models import Proposal
from ..rules import State
from .filters import destinations, handlers
from .policy import visible_to


@dataclass(frozen=True, kw_only=True)
class Assigning:
    """``assignee`` is the person's key; nobody and no day are values too."""

    assignee: int | None
    due_on: date | None
    note: str


class AssignForm(BulkForm):
    value = Assigning
    assignee = forms.ModelChoiceField(
        User.objects.none(), label=_("Assigned to"), required=False, empty_label=_("Nobody")
    )
    due_on = forms.DateField(label=_("To be answered by"), required=False, widget=AdminDateInput)
    note = forms.CharField(
        label=_("Note to the assignee"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Seen by staff only."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["assignee"]
        choose.queryset = handlers(self.user)


@dataclass(frozen=True)
class Stating:
    state: str


class StateForm(BulkForm):
    """States that need no words of their own."""

    value = Stating
    state = forms.ChoiceField(
        label=_("State"),
        choices=[(state.value, state.label) for state in State if state != State.REJECTED],
        help_text=_("The authors are told. A refusal needs its reasons, so it is answered one by one."),
    )


@dataclass(frozen=True)
class Moving:
    project: UUID


class MoveForm(BulkForm):
    value = Moving
    project = forms.TypedChoiceField(label=_("To which project?"), coerce=UUID)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["project"]
        choose.choices = [(str(key), title) for key, title in destinations(self.user).items()]


@dataclass(frozen=True)
class Merging:
    into: int


class MergeForm(BulkForm):
    value = Merging
    into = forms.IntegerField(
        label=_("Number of the proposal that stays"),
        min_value=1,
        help_text=_("The others go into it: each supporter is counted once, and the authors are told."),
    )

    def clean_into(self) -> int:
        number: int = self.cleaned_data["into"]
        if not visible_to(self.user).filter(pk=number).exists():
            raise ValidationError(_("There is no such proposal in your list."))
        return number


def _rows(ids: Sequence[int]) -> Any:
    return Proposal.objects.filter(pk__in=ids).order_by("pk")


def _assign(user: User, ids: Sequence[int], chosen: Assigning, progress: Progress) -> Report:
    return actions.assign_many(
        proposals=_rows(ids),
        user=user,
        now=timezone.now(),
        assignee=User.objects.filter(pk=chosen.assignee).first() if chosen.assignee else None,
        due_on=chosen.due_on,
        note=chosen.note,
        progress=progress,
    )


def _set_state(user: User, ids: Sequence[int], chosen: Stating, progress: Progress) -> Report:
    return actions.set_state_many(
        proposals=_rows(ids), user=user, now=timezone.now(), state=chosen.state, progress=progress
    )


def _publish_drafts(user: User, ids: Sequence[int], _nothing: None, progress: Progress) -> Report:
    return actions.publish_drafts(proposals=_rows(ids), user=user, now=timezone.now(), progress=progress)


def _move(user: User, ids: Sequence[int], chosen: Moving, progress: Progress) -> Report:
    return actions.move_many(
        proposals=_rows(ids), user=user, now=timezone.now(), project_key=chosen.project, progress=progress
    )


def _merge(user: User, ids: Sequence[int], chosen: Merging, progress: Progress) -> Report:
    """The one that stays may be among those that were ticked."""
    into, now = Proposal.objects.get(pk=chosen.into), timezone.now()
    others = _rows(ids).exclude(pk=into.pk)
    return each(others, lambda one: actions.merge(proposal=one, into=into, user=user, now=now), progress)


def _handles(user: Any) -> bool:
    sites = sites_where(user, HANDLES_PROPOSALS)
    return sites is None or bool(sites)


ACTIONS = (
    BulkAction(
        name="assign",
        label=_("Assign"),
        question=_("To whom are these given?"),
        run=_assign,
        form=AssignForm,
        allowed=_handles,
        icon="user",
    ),
    BulkAction(
        name="state",
        label=_("Set the state"),
        question=_("Which state do these get?"),
        run=_set_state,
        form=StateForm,
        allowed=_handles,
    ),
    BulkAction(
        name="publish",
        label=_("Publish draft answers"),
        question=_("Publish the draft answers of these?"),
        run=_publish_drafts,
        allowed=_handles,
        icon="upload",
    ),
    BulkAction(
        name="merge",
        label=_("Merge"),
        question=_("Into which proposal do these go?"),
        run=_merge,
        form=MergeForm,
        allowed=_handles,
        icon="resubmit",
    ),
    BulkAction(
        name="move",
        label=_("Move"),
        question=_("To which project do these go?"),
        run=_move,
        form=MoveForm,
        allowed=_handles,
        icon="arrow-right-full",
    ),
)
