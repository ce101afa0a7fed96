"""The last mail."""

from __future__ import annotations

from municipality import mails
from municipality.queries import of_site

from .models import Departure


def tell_gone(departure: Departure) -> None:
    """To the address that was: it is done. Queued for sending when the transaction is through."""
    municipality = of_site(departure.site, departure.language)
    context = {
        "home": departure.site.root_url + municipality.home_url,
        "supports": departure.supports,
        "texts": departure.texts,
        "asked": departure.asked,
    }
    mails.send(
        municipality=municipality,
        to=departure.address,
        template="account_gone",
        language=departure.language,
        context=context,
    )
