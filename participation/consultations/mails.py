"""Mails about consultations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import override

from municipality import mails
from municipality.queries import of_site

from .models import ConsultationPage, Opinion, OpinionHandling
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


def answered(rows: Iterable[OpinionHandling], *, page: ConsultationPage) -> None:
    """To each author who can be reached, once: what the municipality says, and what became of the opinion."""
    versions = {one.locale.language_code: one for one in _versions(page)}
    municipalities = {}
    for row in rows:
        opinion = row.opinion
        if not (to := _address(opinion)) or row.response is None:
            continue
        language = opinion.language
        with override(language):
            if language not in municipalities:
                municipalities[language] = of_site(opinion.site)
            shown, root = versions.get(language, page), opinion.site.root_url
            context = {
                "title": shown.title,
                "noun": opinion.noun,
                "body": opinion.body,
                "response": row.response.text.shown(language)[0],
                "outcome": row.get_outcome_display(),
                "reason": row.reason.shown(language)[0],
                "url": root + reverse("consultations:receipt", args=[link_of(opinion.uuid)]),
                "home": root + municipalities[language].home_url,
            }
            mails.send(
                municipality=municipalities[language],
                to=to,
                template="opinion_answered",
                language=language,
                context=context,
            )


def _versions(page: ConsultationPage) -> Iterable[ConsultationPage]:
    if not page.pk:
        return [page]
    found = ConsultationPage.objects.filter(translation_key=page.translation_key, live=True)
    return found.select_related("locale").defer_streamfields()


def _address(opinion: Opinion) -> str:
    """What was given with it, else that of the account."""
    contact = getattr(opinion, "contact", None)
    author = opinion.author
    return (contact.email if contact else "") or (author.email if author and author.is_active else "") or ""
