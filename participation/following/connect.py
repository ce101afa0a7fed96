"""Where following joins the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import mine, pending

from . import own, pages, topics
from .topics import PERSON, Shown


class Own:
    """What concerns the reader alone."""

    def shown(self, site_id: int, keys: Collection[str]) -> Mapping[str, Shown]:
        return {key: Shown(title=_("For you"), url=reverse("accounts:mine")) for key in keys}


def all_registries() -> None:
    mine.register("following", own.contribution)
    pending.register(pages.PENDING, pages.attach)
    topics.register(PERSON, Own())
