"""What can be done to many opinions at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.desk.bulk import BulkAction, BulkForm, Progress, Report
from core.fields import LocalizedFormField
from core.refusal import Refused

from ...models import OpinionTheme, Response
from .. import actions
from ..actions import Handling
from ..policy import consultations_for
from ..rules import REASON_LENGTH, Outcome, why_no_outcome


@dataclass(frozen=True)
class Theming:
    theme: int


@dataclass(frozen=True, kw_only=True)
class Answering:
    """``reason``: by language, as JSON."""

    response: int | None
    outcome: str
    reason: str


def _own(model: Any, user: Any) -> Any:
    keys = consultations_for(user).order_by().values("translation_key")
    return model.objects.filter(consultation_key__in=keys)


class ThemeForm(BulkForm):
    value = Theming
    theme = forms.ModelChoiceField(OpinionTheme.objects.none(), label=_("Theme"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["theme"]
        choose.queryset = _own(OpinionTheme, self.user)


class AnsweringForm(BulkForm):
    """What is left empty stays as it is."""

    value = Answering
    response = forms.ModelChoiceField(
        Response.objects.none(), label=_("Response"), required=False, empty_label=_("As it is")
    )
    outcome = forms.ChoiceField(label=_("Outcome"), required=False, choices=[("", _("As it is")), *Outcome.choices])
    reason = LocalizedFormField(
        long=True,
        max_length=REASON_LENGTH,
        label=_("Reason for the outcome"),
        required=False,
        help_text=_("In every language. It is published with the response."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["response"]
        choose.queryset = _own(Response, self.user)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if why := why_no_outcome(cleaned.get("outcome", ""), cleaned.get("reason") or {}):
            self.add_error("reason", str(why))
        if not cleaned.get("outcome") and not cleaned.get("response"):
            raise ValidationError(_("Choose a response or an outcome."))
        return cleaned

    def chosen(self) -> Answering:
        typed = self.cleaned_data
        response = typed["response"]
        return Answering(
            response=response.pk if response else None,
            outcome=typed["outcome"],
            reason=json.dumps(dict(typed["reason"] or {})),
        )


def give_theme(user: Any, ids: Sequence[int], chosen: Theming, progress: Progress) -> Report:
    return _handle(user, ids, Handling(theme=_own(OpinionTheme, user).get(pk=chosen.theme)), progress)


def answer(user: Any, ids: Sequence[int], chosen: Answering, progress: Progress) -> Report:
    response = _own(Response, user).get(pk=chosen.response) if chosen.response else None
    outcome = Outcome(chosen.outcome) if chosen.outcome else None
    return _handle(user, ids, Handling(response=response, outcome=outcome, reason=json.loads(chosen.reason)), progress)


def _handle(user: Any, ids: Sequence[int], chosen: Handling, progress: Progress) -> Report:
    try:
        done, refused = actions.handle(ids=ids, chosen=chosen, user=user)
    except Refused as why:
        return Report(refused=[("", str(why.refusal))])
    progress(len(ids), None)
    return Report(done=done, refused=[(str(row), str(why)) for row, why in refused])


ACTIONS = (
    BulkAction(
        name="theme", label=_("Give a theme"), question=_("Give a theme to opinions"), run=give_theme, form=ThemeForm,
        icon="tag",
    ),
    BulkAction(
        name="answer", label=_("Respond"), question=_("Respond to opinions"), run=answer, form=AnsweringForm,
        icon="edit",
    ),
)  # fmt: skip
