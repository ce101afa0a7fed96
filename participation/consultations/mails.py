"""Mails about consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import override

from municipality import mails
from municipality.queries import of_site

from .models import Opinion
from .receipts import link_of

if TYPE_CHECKING:
    from .queries import Consultation


def receipt(opinion: Opinion, *, to: str, consultation: Consultation) -> None:
    """To who gave an address: what was sent, and the link that leads to it."""
    with override(opinion.language):
        site = opinion.site
        municipality = of_site(site)
        context = {
            "title": consultation.page.title,
            "noun": opinion.noun,
            "body": opinion.body,
            "url": site.root_url + reverse("consultations:receipt", args=[link_of(opinion.uuid)]),
            "closes_at": consultation.source.closes_at,
            "home": site.root_url + municipality.home_url,
        }
        mails.send(
            municipality=municipality,
            to=to,
            template="opinion_receipt",
            language=opinion.language,
            context=context,
        )
