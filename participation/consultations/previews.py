"""The mails about consultations, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Site

from core import previews
from core.fields import LocalizedText

from . import mails
from .answering.rules import Outcome
from .models import ConsultationPage, Extension, Opinion, OpinionContact, OpinionHandling, Response
from .queries import Consultation
from .rules import Noun

BODY = {
    "fi": "Puutalojen linja raitin varrella on säilytettävä. Kolme kerrosta on liikaa.",
    "sv": "Raden av trähus längs bystråket ska bevaras. Tre våningar är för mycket.",
}
TITLE = {"fi": "Keskustan asemakaava", "sv": "Detaljplan för centrum"}


def _receipt(request: HttpRequest) -> None:
    site, language = Site.find_for_request(request), get_language() or ""
    page = ConsultationPage(title=TITLE[language], closes_at=timezone.now() + timedelta(days=9))
    opinion = Opinion(uuid=UUID(int=1), site=site, noun=Noun.OBJECTION, language=language, body=BODY[language])
    assert site is not None
    mails.receipt(opinion, to="aino@koivuranta.example", consultation=Consultation(page, page, site))


RESPONSE = {
    "fi": "Raitin varren suurin kerrosluku on muutettu kahdeksi. Puutalot on merkitty suojeltaviksi.",
    "sv": "Det högsta våningstalet längs stråket har ändrats till två. Trähusen har märkts ut som skyddade.",
}
REASON = {
    "fi": "Rakennusten korkeus on sovitettu raitin puutaloihin.",
    "sv": "Byggnadernas höjd har anpassats till trähusen längs stråket.",
}


def _answered(request: HttpRequest) -> None:
    site, language = Site.find_for_request(request), get_language() or ""
    assert site is not None
    page = ConsultationPage(title=TITLE[language], locale=Locale.get_active())
    opinion = Opinion(uuid=UUID(int=1), site=site, noun=Noun.OBJECTION, language=language, body=BODY[language])
    opinion.contact = OpinionContact(email="aino@koivuranta.example")
    response = Response(text=LocalizedText(RESPONSE))
    row = OpinionHandling(opinion=opinion, response=response, outcome=Outcome.TAKEN, reason=LocalizedText(REASON))
    mails.answered([row], page=page)


WHY = {
    "fi": "Kaavan varjoselvitys valmistui vasta nyt. Lisäaikaa annetaan, jotta siihen ehtii tutustua.",
    "sv": "Planens skuggutredning blev klar först nu. Mera tid ges, så att alla hinner bekanta sig med den.",
}


def _extended(request: HttpRequest) -> None:
    site, language = Site.find_for_request(request), get_language() or ""
    assert site is not None
    now = timezone.now()
    told = Extension(
        site=site, from_at=now + timedelta(days=2), to_at=now + timedelta(days=16), reason=LocalizedText(WHY)
    )
    shown = ConsultationPage(title=TITLE[language], locale=Locale.get_active())
    mails.extended(told, [("aino@koivuranta.example", language)], pages=[shown])


def register() -> None:
    previews.register("opinion_receipt", _("What was sent to a consultation has arrived"), _receipt)
    previews.register("consultation_extended", _("The time to answer a consultation is longer"), _extended)
    previews.register("opinion_answered", _("The municipality has responded to what was sent"), _answered)
