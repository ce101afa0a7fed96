"""What may be typed by residents: a report, an appeal."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.guard import GuardedForm

from .rules import APPEAL_LENGTH, REPORT_LENGTH, Rule


class ReportForm(GuardedForm):
    guarded = "report"
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Rule.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with it.")},
    )
    text = forms.CharField(
        label=_("Tell more"),
        help_text=_("A moderator reads this. It is not shown to others."),
        required=False,
        max_length=REPORT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": REPORT_LENGTH}),
        error_messages={"max_length": _("Shorten the text to %(limit_value)s characters.")},
    )


class AppealForm(GuardedForm):
    guarded = "appeal"
    text = forms.CharField(
        label=_("Why should the decision be looked at again?"),
        help_text=_("Moderators read this. It is not shown to others."),
        max_length=APPEAL_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": APPEAL_LENGTH}),
        error_messages={
            "required": _("Tell why the decision should be looked at again."),
            "max_length": _("Shorten the text to %(limit_value)s characters."),
        },
    )
