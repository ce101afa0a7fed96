"""Where the desk joins the rest."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import search.registry
from accounts.council import changes
from core.audit import words
from core.audit.words import Kind
from municipality import destinations

from . import actions, personal
from .documents import SOURCE
from .models import Profile


def follow_seats(site_id: int, user_id: int) -> None:
    """Search finds a councillor by the seats of now."""
    for profile in Profile.objects.filter(site=site_id, user=user_id).select_related("user"):
        actions.renew(profile=profile)


def all_registries() -> None:
    search.registry.register(SOURCE)
    destinations.register("councillors", _("Councillors"), lambda home: reverse("council:people"))
    changes.watch("council", follow_seats)
    personal.register_own()
    words.register(
        "councillor",
        Kind(
            label=_("Councillor"),
            verbs={
                "councillor.tell": _("Told of oneself on the page of councillors"),
                "councillor.hide": _("Left the page of councillors"),
                "councillor.export": _("Took out a table from the councillor’s desk"),
            },
        ),
    )
