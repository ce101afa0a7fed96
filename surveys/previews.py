"""The mails about surveys, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core import previews
from core.fields import LocalizedText
from core.mail import Message
from municipality.queries import of_site

from . import mails
from .models import CodeBatch, CodeLetter, Mailing, Raffle, Recipient, SurveyPage

ADDRESS = "ritva@koivuranta.example"
TITLE = "Maistuuko kouluruoka?"
PRIZE = LocalizedText(fi="Kymmenen lippua uimahalliin", sv="Tio biljetter till simhallen")
WHY = {
    "fi": "Olet hakenut lapsellesi päivähoitopaikkaa. Kysymme, miten palvelu sujui, jotta voimme parantaa sitä.",
    "sv": "Du har ansökt om dagvårdsplats för ditt barn. Vi frågar hur tjänsten fungerade, så att den kan bli bättre.",
}
FETCH = {
    "fi": "Palkinto odottaa kunnantalon neuvonnassa perjantaihin 18.12. asti. Ota tämä viesti mukaan.",
    "sv": "Priset väntar i kommunhusets information till och med fredagen den 18.12. Ta med det här meddelandet.",
}


def _prize(request: HttpRequest) -> None:
    """As it was written in one language only, the visitor's."""
    language = get_language() or ""
    raffle = Raffle(site=Site.find_for_request(request), prize=PRIZE, kept_until=timezone.localdate())
    mails.tell_of_prize(raffle=raffle, source=SurveyPage(title=TITLE), to=ADDRESS, text={language: FETCH[language]})


def _code(request: HttpRequest, *, number: int) -> Message:
    """An invitation, or the ``number``-th reminder."""
    site, now = Site.find_for_request(request), timezone.now()
    batch = CodeBatch(site=site, survey_key=UUID(int=1))
    mailing = Mailing(batch=batch, text=LocalizedText(WHY), kept_until=timezone.localdate(now))
    recipient = Recipient(pk=1, mailing=mailing, email=ADDRESS, language=get_language() or "")
    letter = CodeLetter(recipient=recipient, number=number, uuid=UUID(int=1))
    page = SurveyPage(title=TITLE, translation_key=UUID(int=1), closes_at=now + timedelta(days=9))
    return mails.invitation(letter, code="ABCDEFGH2345", page=page, source=page, municipality=of_site(site))


def register() -> None:
    previews.register("survey_code", _("A one-time code by mail"), lambda request: _code(request, number=0))
    previews.register("survey_reminder", _("A reminder of a survey"), lambda request: _code(request, number=1))
    previews.register("survey_prize", _("Won in the raffle of a survey"), _prize)
