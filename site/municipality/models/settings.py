"""A municipality's own settings: what it is called, how it looks, how it is reached."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from core.fields import LocalizedField
from municipality import logo
from municipality.validators import validate_business_id

from .links import LinkMixin
from .palettes import Palettes

SHARE_SERVICES = [
    ("email", _("E-mail")),
    ("facebook", "Facebook"),
    ("linkedin", "LinkedIn"),
    ("whatsapp", "WhatsApp"),
    ("bluesky", "Bluesky"),
]


def default_share_services() -> list[str]:
    return ["email", "facebook", "linkedin"]


WORLD = (-180.0, -90.0, 180.0, 90.0)  # west, south, east, north


def all_four(edges: list[Decimal | None]) -> bool:
    return all(edge is not None for edge in edges)


class Kind(models.TextChoices):
    """A Finnish municipality calls itself a town if it wishes (Kuntalaki 410/2015, 4 §)."""

    MUNICIPALITY = "municipality", _("Municipality")
    TOWN = "town", _("Town")


@register_setting(icon="home", order=10)
class MunicipalitySettings(Palettes, ClusterableModel, BaseSiteSetting):
    names = LocalizedField(_("name"), max_length=60, help_text=_("Short: the place's name."))
    official_names = LocalizedField(
        _("official name"), max_length=80, blank=True, help_text=_("For the footer and mails.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.MUNICIPALITY)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_date = models.DateField(_("date of the population figure"), null=True, blank=True)
    # Kuntalaki (410/2015) 23 §, 2: so many supporters of a hundred residents bind the municipality
    initiative_share = models.DecimalField(
        _("share of residents whose initiative must be taken up (%)"),
        max_digits=4,
        decimal_places=2,
        default=Decimal(2),
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(100))],
    )
    initiative_months = models.PositiveSmallIntegerField(
        _("months within which it must be taken up"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("As the Local Government Act 23 § says: change them when the law does."),
    )

    logo = models.FileField(
        _("logo"),
        upload_to="logos/",
        blank=True,
        help_text=_("SVG (may use var(--brand), var(--paper) and var(--now)) or PNG. Shown beside the name."),
    )
    logo_svg = models.TextField(editable=False, blank=True)
    logo_width = models.PositiveSmallIntegerField(editable=False, default=0)  # pixels, for a height of 34

    second_factor = models.BooleanField(
        _("second step for staff"),
        default=False,
        help_text=_(
            "Whoever has a role in the administration confirms the log-in with a passkey or an app. Colleagues are led to "
            "set one up when they next open the administration."
        ),
    )

    surveys_in_all_languages = models.BooleanField(
        _("a survey opens only when all its languages are ready"),
        default=False,
        help_text=_(
            "A survey is not published before its texts are translated; the editor sees which are not. Otherwise one "
            "that is not translated says so."
        ),
    )

    address = LocalizedField(_("postal and street address"), max_length=300, blank=True, long=True)
    business_id = models.CharField(_("business ID"), max_length=9, blank=True, validators=[validate_business_id])
    switchboard = models.CharField(_("switchboard"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    service_point = LocalizedField(
        _("service point"), max_length=300, blank=True, long=True, help_text=_("Address and opening hours.")
    )
    registry = LocalizedField(
        _("registry"), max_length=300, blank=True, long=True, help_text=_("Where documents are delivered.")
    )
    registry_email = models.EmailField(_("e-mail of the registry"), blank=True)
    einvoice_address = models.CharField(_("e-invoicing address"), max_length=40, blank=True)
    einvoice_operator = models.CharField(_("e-invoicing operator"), max_length=80, blank=True)

    mail_sender_name = LocalizedField(_("sender's name in mails"), max_length=80, blank=True)
    mail_sender_address = models.EmailField(
        _("sender's address in mails"), blank=True, help_text=_("The mail server must be allowed to send from it.")
    )
    default_image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image for sharing"),
    )
    share_services = models.JSONField(
        _("sharing"), default=default_share_services, blank=True, help_text=_("Plain links without trackers.")
    )

    map_west = models.DecimalField(_("western edge (longitude)"), max_digits=9, decimal_places=6, null=True, blank=True)
    map_south = models.DecimalField(
        _("southern edge (latitude)"), max_digits=8, decimal_places=6, null=True, blank=True
    )
    map_east = models.DecimalField(_("eastern edge (longitude)"), max_digits=9, decimal_places=6, null=True, blank=True)
    map_north = models.DecimalField(
        _("northern edge (latitude)"), max_digits=8, decimal_places=6, null=True, blank=True
    )
    map_tiles = models.CharField(
        _("map tiles"),
        max_length=300,
        blank=True,
        help_text=_("Address with {z}, {x} and {y}. Left empty, areas are drawn without a background map."),
    )
    map_attribution = models.CharField(_("maker of the map"), max_length=200, blank=True)

    rules_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rules of participation"),
    )
    privacy_page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("privacy notice")
    )
    accessibility_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accessibility statement"),
    )
    #: Changes with everything a page shows of its municipality: `municipality.queries` keeps its answers by it.
    version = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return str(self.names) or str(self.site)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.version = uuid.uuid4()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self._clean_map()
        if self.logo and not getattr(self.logo, "_committed", True):
            try:
                self.logo_svg, png = logo.read(self.logo.file)
            except ValidationError as error:
                raise ValidationError({"logo": error}) from error
            if png is not None:
                self.logo, self.logo_width = png, logo.width_of(png)
        elif not self.logo:
            self.logo_svg = ""

    def _clean_map(self) -> None:
        edges = [self.map_west, self.map_south, self.map_east, self.map_north]
        if any(edge is not None for edge in edges) and not all_four(edges):
            raise ValidationError({"map_west": _now("Give all four edges of the map, or none.")})
        west, south, east, north = (float(edge) for edge in edges if edge is not None) if all_four(edges) else WORLD
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            raise ValidationError(
                {"map_west": _now("The edges are in the wrong order: west before east, south before north.")}
            )
        if self.map_tiles and not all(part in self.map_tiles for part in ("https://", "{z}", "{x}", "{y}")):
            raise ValidationError(
                {"map_tiles": _now("The address must begin with https:// and hold {z}, {x} and {y}.")}
            )


class FooterLink(LinkMixin, Orderable):
    """A link in the footer, in the column «Other ways»."""

    municipality = ParentalKey(MunicipalitySettings, on_delete=models.CASCADE, related_name="footer_links")

    class Meta(Orderable.Meta):
        verbose_name = _("footer link")
        verbose_name_plural = _("footer links")
