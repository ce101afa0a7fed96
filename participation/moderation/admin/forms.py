"""What moderators type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from core.desk.bulk import BulkForm

from ..models import Decision, How, MessageTemplate
from ..rules import (
    MESSAGE_LENGTH,
    NEEDS_RULE,
    SANCTION_DAYS,
    Rule,
    SanctionKind,
    Situation,
    Verb,
    possible,
)

NO_RULE = [("", "–")]
RULE_HELP = _("Needed for hiding and removing. It is told to the author and in the public log.")


class TemplateSelect(forms.Select):
    """Each option carries its message, so that choosing one can fill it in (`static/js/admin/moderation.js`)."""

    texts: dict[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if text := self.texts.get(str(value)):
            option["attrs"]["data-text"] = text
        return option


class DecisionForm(forms.Form):
    """``seen`` is the version that the moderator looks at, ``seen_row`` the newest audit row of it."""

    verb = forms.ChoiceField(label=pgettext_lazy("moderation", "Decision"), widget=forms.RadioSelect)
    rule = forms.ChoiceField(
        label=_("Broken rule"), choices=[*NO_RULE, *Rule.choices], required=False, help_text=RULE_HELP
    )
    template = forms.ChoiceField(label=_("Ready message"), required=False, widget=TemplateSelect)
    message = forms.CharField(
        label=_("Message to the author"),
        required=False,
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    seen_row = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        situation: Situation,
        templates: Sequence[MessageTemplate],
        language: str,
        seen_row: int,
        earlier: Decision | None,
        guess: str,
        **kwargs: Any,
    ) -> None:
        rule = earlier.rule if earlier and not earlier.reversed_at else guess
        kwargs["initial"] = {"seen": situation.version, "seen_row": seen_row, "rule": rule, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        verb: Any = self.fields["verb"]
        verb.choices = [(one.value, one.label) for one in possible(situation)]
        ready: Any = self.fields["template"]
        ready.choices = [("", "–"), *((str(one.pk), one.name) for one in templates)]
        ready.widget.texts = {str(one.pk): one.in_language(language) for one in templates}
        ready.help_text = _("In the author’s language; change it as you like before sending.")
        self.fields["message"].widget.attrs["lang"] = language
        if not templates:
            del self.fields["template"]
        if not NEEDS_RULE & set(possible(situation)):
            del self.fields["rule"]

    def filled_in(self) -> DecisionForm:
        """The same form with the chosen ready message in its place, for those without scripts."""
        data: Any = self.data
        data = data.copy()
        texts = getattr(self.fields["template"].widget, "texts", {}) if "template" in self.fields else {}
        data["message"] = texts.get(data.get("template", ""), data.get("message", ""))
        self.data = data
        return self

    def see_again(self, situation: Situation, seen_row: int) -> None:
        """Show it once more over what is there now."""
        data: Any = self.data
        data = data.copy()
        data["seen"], data["seen_row"] = situation.version, seen_row
        self.data = data
        verb: Any = self.fields["verb"]
        verb.choices = [(one.value, one.label) for one in possible(situation)]


class SanctionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Sanction"), choices=SanctionKind.choices)
    days = forms.TypedChoiceField(
        label=_("How long"),
        coerce=lambda value: int(value) if value else None,
        empty_value=None,
        required=False,
        help_text=_("A warning has no length. The others end by themselves."),
    )
    rule = forms.ChoiceField(label=_("Broken rule"), choices=Rule.choices)
    message = forms.CharField(
        label=_("Message to the person"),
        required=False,
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        kwargs["prefix"] = "sanction"
        super().__init__(*args, **kwargs)
        days: Any = self.fields["days"]
        lengths = [(str(n), ngettext("%(n)s day", "%(n)s days", n) % {"n": n}) for n in SANCTION_DAYS]
        days.choices = [*lengths, ("", _("Without end"))]
        self.initial.setdefault("days", "7")
        self.fields["message"].widget.attrs["lang"] = language


def _moment(text: str) -> datetime | None:
    """A moment with its zone, as the form itself writes it."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if timezone.is_aware(found) else None


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is decided about many, and when that was asked. ``template`` is the key of a ready message."""

    asked_at: datetime
    rule: str = ""
    template: int | None = None


class BulkDecisionForm(BulkForm):
    """``asked_at`` is when the question was put: what somebody has changed since is left as it is."""

    value = Measure
    asked_at = forms.CharField(widget=forms.HiddenInput)
    rule = forms.ChoiceField(
        label=_("Broken rule"), choices=[*NO_RULE, *Rule.choices], required=False, help_text=RULE_HELP
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"asked_at": timezone.now().isoformat()}, **kwargs})

    def clean(self) -> dict[str, Any]:
        """A moment that is none, or is yet to come, is not believed: the question is put again, now."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        now = timezone.now()
        asked_at = _moment(cleaned.get("asked_at", ""))
        if asked_at is None or asked_at > now:
            data: Any = self.data
            data = data.copy()
            data["asked_at"] = now.isoformat()
            self.data = data
            self.errors.pop("asked_at", None)
            raise ValidationError(
                _("It is not known what you saw when you chose these. Look at them and decide again.")
            )
        return cleaned | {"asked_at": asked_at}


class BulkMeasureForm(BulkDecisionForm):
    """``message`` is written per language, so that each author reads it in their own: a ready message does that."""

    template = forms.ModelChoiceField(
        MessageTemplate.objects.none(),
        label=_("Ready message"),
        required=False,
        help_text=_("Each author gets it in their own language."),
    )
    field_order = ["rule", "template"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule: Any = self.fields["rule"]
        rule.required, rule.choices = True, Rule.choices
        template: Any = self.fields["template"]
        template.queryset = MessageTemplate.objects.all()
        if self.sites is not None:
            template.queryset = template.queryset.filter(site_id__in=self.sites)


class BulkPlainForm(BulkDecisionForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["rule"]


class MailsForm(forms.Form):
    how = forms.ChoiceField(label=_("Mails about new cases"), choices=How.choices, widget=forms.RadioSelect)


def templates_for(site_id: int, verbs: Sequence[Verb]) -> list[MessageTemplate]:
    """Those that fit what may be decided, in the order of their names."""
    wanted = {"", *(str(verb) for verb in verbs)}
    return [one for one in MessageTemplate.objects.filter(site_id=site_id) if one.verb in wanted]
