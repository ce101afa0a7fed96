"""Who says who visitors are, in each municipality."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import LocalizedField


class Provider(models.Model):
    """An OpenID Connect provider: Suomi.fi e-Identification by a broker, or another. ``sealed_secret`` is read by
    `accounts.security.sealing` alone."""

    site = models.OneToOneField(Site, models.CASCADE, related_name="+")
    is_on = models.BooleanField(
        _("offered to residents"),
        default=False,
        help_text=_("Until this is ticked, nothing on the site tells of strong identification."),
    )
    names = LocalizedField(
        _("name of the service"),
        max_length=60,
        help_text=_("As residents know it, such as «Suomi.fi e-Identification»."),
    )
    issuer = models.CharField(
        _("issuer"),
        max_length=300,
        help_text=_("The address of the provider, without «/.well-known/openid-configuration»."),
    )
    client_id = models.CharField(_("client ID"), max_length=200)
    sealed_secret = models.TextField(editable=False, blank=True)
    scopes = models.CharField(
        _("scopes"), max_length=300, default="openid", help_text=_("With spaces between. «openid» is always asked.")
    )
    acr_values = models.TextField(
        _("accepted levels (acr)"),
        max_length=1000,
        help_text=_("One a line, as the provider writes them. An identification of another level is not accepted."),
    )
    subject_claim = models.CharField(
        _("claim of the person"),
        max_length=200,
        default="sub",
        help_text=_(
            "What stays the same whenever a person identifies: the personal identity code, or another lasting identifier. "
            "It is not kept."
        ),
    )
    municipality_claim = models.CharField(
        _("claim of the home municipality"),
        max_length=200,
        blank=True,
        help_text=_("Holds the municipality’s number. Empty: nobody is known to be a resident."),
    )
    birth_claim = models.CharField(
        _("claim of the day of birth"),
        max_length=200,
        blank=True,
        help_text=_(
            "As 1985-03-24. Empty: the age is known where the claim of the person is a personal identity code."
        ),
    )
    municipality_code = models.CharField(
        _("number of this municipality"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{3}$", _("Three digits, such as 091."))],
        help_text=_("Three digits, such as 091: whose home municipality has it is a resident."),
    )

    class Meta:
        verbose_name = _("provider of strong identification")
        verbose_name_plural = _("providers of strong identification")
        constraints = [
            models.CheckConstraint(condition=Q(is_on=False) | ~Q(sealed_secret=""), name="provider_on_has_secret")
        ]

    def __str__(self) -> str:
        return str(self.names) or self.issuer

    @property
    def levels(self) -> tuple[str, ...]:
        return tuple(self.acr_values.split())

    @property
    def claims(self) -> tuple[str, ...]:
        """The names of what is read of an answer; everything else in it is left alone."""
        return tuple(filter(None, (self.subject_claim, self.municipality_claim, self.birth_claim)))

    @property
    def tells_home(self) -> bool:
        """Whether it is set up to tell who lives in this municipality."""
        return bool(self.municipality_claim and self.municipality_code)
