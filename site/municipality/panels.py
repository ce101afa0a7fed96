"""How the settings and the menu are laid out in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from . import colours
from .forms import PlaceSelect

LINK_PANELS = [
    FieldPanel("label"),
    FieldPanel("page"),
    FieldRowPanel([FieldPanel("place", widget=PlaceSelect), FieldPanel("url")]),
]


def _palette(mode: str) -> list[FieldRowPanel]:
    names = [f"{mode}_{name}" for name in colours.NAMES]
    return [FieldRowPanel([FieldPanel(name) for name in names[start : start + 4]]) for start in (0, 4)]


SETTINGS = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("names"),
                FieldPanel("official_names"),
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("population"), FieldPanel("population_date")]),
                FieldRowPanel([FieldPanel("initiative_share"), FieldPanel("initiative_months")]),
                FieldPanel("default_image"),
                FieldPanel("share_services"),
            ],
            heading=_("Name"),
        ),
        ObjectList(
            [
                FieldPanel("logo"),
                HelpPanel(content=_("Contrast is checked when you save.")),
                MultiFieldPanel(_palette("light"), heading=_("Colours on light screens")),
                MultiFieldPanel(_palette("dark"), heading=_("Colours on dark screens")),
            ],
            heading=_("Look"),
        ),
        ObjectList(
            [
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("switchboard"), FieldPanel("email")]),
                FieldPanel("business_id"),
                FieldPanel("service_point"),
                MultiFieldPanel([FieldPanel("registry"), FieldPanel("registry_email")], heading=_("Registry")),
                FieldRowPanel(
                    [FieldPanel("einvoice_address"), FieldPanel("einvoice_operator")], heading=_("E-invoicing")
                ),
                MultiFieldPanel(
                    [FieldPanel("mail_sender_name"), FieldPanel("mail_sender_address")], heading=_("Mails")
                ),
            ],
            heading=_("Contact details"),
        ),
        ObjectList(
            [
                FieldPanel("rules_page"),
                FieldPanel("privacy_page"),
                FieldPanel("accessibility_page"),
                InlinePanel("footer_links", heading=_("Footer links"), label=_("Link"), panels=LINK_PANELS, max_num=12),
            ],
            heading=_("Footer"),
        ),
        ObjectList(
            [
                FieldRowPanel([FieldPanel("map_west"), FieldPanel("map_south")]),
                FieldRowPanel([FieldPanel("map_east"), FieldPanel("map_north")]),
                FieldPanel("map_tiles"),
                FieldPanel("map_attribution"),
            ],
            heading=_("Map"),
        ),
        ObjectList([FieldPanel("second_factor")], heading=_("Security")),
        ObjectList([FieldPanel("surveys_in_all_languages")], heading=_("Surveys")),
    ]
)
MENU = ObjectList([InlinePanel("items", heading=_("Menu items"), label=_("Menu item"), panels=LINK_PANELS, max_num=12)])
