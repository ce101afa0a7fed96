"""What concerns the reader alone, as a topic."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from .topics import Shown


class Own:
    """A reply to the reader, say: it stands on the own page."""

    def shown(self, site_id: int, keys: Collection[str]) -> Mapping[str, Shown]:
        return {key: Shown(title=_("Replies to you"), url=reverse("accounts:mine")) for key in keys}
