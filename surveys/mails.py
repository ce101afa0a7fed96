"""Mails about surveys."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.mail import Message
from municipality import mails
from municipality.queries import Municipality, of_site

from . import tokens
from .codes import spaced
from .models import CodeLetter, Raffle, SurveyPage


def invitation(
    letter: CodeLetter, *, code: str, page: SurveyPage, source: SurveyPage, municipality: Municipality
) -> Message:
    """An invitation or a reminder with the code, in the recipient's language. ``page``: the survey in that language, if
    it is there. ``municipality``: in that language."""
    recipient = letter.recipient
    site, language = recipient.mailing.batch.site, recipient.language
    with override(language):
        stop_url = site.root_url + reverse("surveys:stop", args=[tokens.make(recipient)])
        context = {
            "title": page.title,
            "reminder": letter.number > 0,
            "text": recipient.mailing.text.shown(language)[0],
            "opens_at": source.opens_at if source.terms.state(timezone.now()) == "next" else None,
            "closes_at": source.closes_at,
            "code": spaced(code),
            "url": site.root_url + reverse("surveys:enter", args=[source.translation_key, spaced(code)]),
            "button": _("Answer the survey"),
            "kept_until": recipient.mailing.kept_until,
            "stop_url": stop_url,
            "home": site.root_url + municipality.home_url,
        }
    return mails.compose(
        municipality=municipality,
        to=recipient.email,
        template="survey_code",
        language=language,
        context=context,
        headers={
            "Message-ID": f"<{letter.uuid.hex}@{site.hostname}>",
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def tell_of_prize(*, raffle: Raffle, source: SurveyPage, to: str, text: Mapping[str, str]) -> None:
    """To who was drawn. Nothing tells which language somebody reads who gave only an address, so the mail has all in
    which ``text`` is written."""
    pages = SurveyPage.objects.filter(translation_key=source.translation_key, live=True).select_related("locale")
    titles = {page.locale.language_code: page.title for page in pages}
    parts = [_part(raffle, code, str(titles.get(code) or source.title), text[code]) for code in _languages(text)]
    language = parts[0]["language"]
    with override(language):
        municipality = of_site(raffle.site, language)
        home = raffle.site.root_url + municipality.home_url
    mails.send(
        municipality=municipality,
        to=to,
        template="survey_prize",
        language=language,
        context={"parts": parts, "kept_until": raffle.kept_until, "home": home},
    )


def _languages(text: Mapping[str, str]) -> list[str]:
    return [code for code, _name in settings.LANGUAGES if text.get(code)]


def _part(raffle: Raffle, language: str, title: str, text: str) -> dict[str, str]:
    with override(language):
        return {
            "language": language,
            "subject": _("You won in the raffle: %(title)s") % {"title": title},
            "prize": raffle.prize.shown(language)[0],
            "text": text,
            "why": _("You get this because you gave this address for the raffle of our survey."),
            "kept": _("The address is deleted after %(day)s.") % {"day": date_format(raffle.kept_until)},
        }
