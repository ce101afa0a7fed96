"""Mails about consultations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from municipality import mails
from municipality.queries import of_site

from .models import ConsultationPage, Extension, Opinion, OpinionHandling
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


def extended(
    extension: Extension, letters: Sequence[tuple[str, str]], pages: Iterable[ConsultationPage] | None = None
) -> None:
    """To who sent something: addresses and their languages. ``pages``: the consultation's, if they are known."""
    found = public_versions(extension.consultation_key) if pages is None else pages
    versions = {one.locale.language_code: one for one in found}
    first = versions.get(settings.LANGUAGE_CODE) or next(iter(versions.values()), None)
    if first is None:
        return
    root = extension.site.root_url
    for language in dict.fromkeys(language for _to, language in letters):
        with override(language):
            municipality, shown = of_site(extension.site), versions.get(language, first)
            context = {
                "title": shown.title,
                "from_at": extension.from_at,
                "to_at": extension.to_at,
                "reason": extension.reason.shown(language)[0],
                "url": (shown.full_url if shown.pk else "") or root,
                "home": root + municipality.home_url,
            }
            for to in [to for to, spoken in letters if spoken == language]:
                mails.send(
                    municipality=municipality,
                    to=to,
                    template="consultation_extended",
                    language=language,
                    context=context,
                )


def _versions(page: ConsultationPage) -> Iterable[ConsultationPage]:
    if not page.pk:
        return [page]
    return public_versions(page.translation_key)


def public_versions(key: UUID) -> Iterable[ConsultationPage]:
    found = ConsultationPage.objects.filter(translation_key=key, live=True)
    return found.select_related("locale").defer_streamfields()


def _address(opinion: Opinion) -> str:
    """What was given with it, else that of the account."""
    contact = getattr(opinion, "contact", None)
    author = opinion.author
    return (contact.email if contact else "") or (author.email if author and author.is_active else "") or ""
