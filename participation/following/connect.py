"""Where following joins the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acting import joining
from accounts.acting.joining import Belongings

from . import belongings, topics
from .topics import PERSON, Shown


class Own:
    """What concerns the reader alone."""

    def shown(self, site_id: int, keys: Collection[str]) -> Mapping[str, Shown]:
        return {key: Shown(title=_("Replies to you"), url=reverse("accounts:mine")) for key in keys}


def all_registries() -> None:
    topics.register(PERSON, Own())
    joining.register("following", Belongings(has=belongings.has_anything, join=belongings.join))
