"""The parts of the site that a menu may lead to although they are no pages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from municipality import destinations


def register() -> None:
    destinations.register("open", _("Open now"), lambda home: f"{home}#now")
    destinations.register("proposals", _("Proposals"), lambda home: reverse("proposals:list"))
    destinations.register("search", _("Search"), lambda home: reverse("search:search"))
