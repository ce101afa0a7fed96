"""What editors type about a whole consultation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from core.copying.forms import CopyForm
from core.fields import LocalizedFormField

from ..models import ConsultationPage
from ..rules import REASON_LENGTH


class CopyConsultationForm(CopyForm):
    as_round = forms.BooleanField(
        label=_("It is the next round of this consultation"),
        required=False,
        help_text=_("The two lead to each other, and followers of this one hear when the new one is published."),
    )

    def __init__(self, *args: Any, page: ConsultationPage, root_path: str, **kwargs: Any) -> None:
        super().__init__(*args, page=page, **kwargs)
        parent: Any = self.fields["parent"]
        parent.queryset = parent.queryset.filter(path__startswith=root_path)


class ExtendForm(forms.Form):
    closes_at = forms.DateTimeField(label=_("New closing time"), widget=AdminDateTimeInput)
    reason = LocalizedFormField(
        long=True,
        max_length=REASON_LENGTH,
        label=_("Reason"),
        help_text=_("In every language. It is shown on the page, and told to followers and to who has sent something."),
    )
