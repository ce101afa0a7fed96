"""The provider as administrators set it up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .actions import FIELDS
from .models import Provider
from .oidc.discovery import WELL_KNOWN
from .oidc.fetching import is_safe


class ProviderForm(forms.ModelForm):
    """The secret is written and never shown."""

    secret = forms.CharField(
        label=_("client secret"),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = (*FIELDS[:4], "secret", *FIELDS[4:])

    class Meta:
        model = Provider
        fields = FIELDS
        widgets = {"acr_values": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issuer_before = self.instance.issuer
        self.has_secret = bool(self.instance.sealed_secret)
        self.fields["secret"].help_text = (
            _("One is kept. It is not shown; write here only to replace it.")
            if self.has_secret
            else _("As the provider gave it. It is encrypted and never shown again.")
        )

    def clean_issuer(self) -> str:
        issuer = str(self.cleaned_data["issuer"]).removesuffix(WELL_KNOWN)
        if not is_safe(issuer):
            raise ValidationError(_("The address has to begin with https://."))
        return issuer

    def clean(self) -> dict[str, Any]:
        """A secret that is kept goes to no other provider than the one it was given for."""
        found = super().clean() or {}
        moved = self.has_secret and found.get("issuer", self.issuer_before).rstrip("/") != self.issuer_before.rstrip(
            "/"
        )
        if not found.get("secret") and moved:
            self.add_error("secret", _("The issuer has changed: write its secret anew."))
        elif not found.get("secret") and not self.has_secret and found.get("is_on"):
            self.add_error("secret", _("Without a secret it cannot be offered to residents."))
        return found

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}
