"""The mails about consultations, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Site

from core import previews
from core.fields import LocalizedText
from core.mail import Message
from municipality.queries import of_site

from . import mails
from .answering.rules import Outcome
from .models import (
    ConsultationPage,
    Extension,
    Invitation,
    InvitationLetter,
    Opinion,
    OpinionContact,
    OpinionHandling,
    Response,
    StatementRequest,
)
from .queries import Consultation
from .rules import Noun
from .statements import mails as statement_mails
from .statements.actions import Draft

PARTY = "kirjaamo@museo.example"

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


ORGANISATION = {"fi": "Maakuntamuseo", "sv": "Landskapsmuseet"}
LETTER = {
    "fi": "Pyydämme lausuntoa erityisesti raitin puutalojen suojelusta ja rakentamisen korkeudesta.",
    "sv": "Vi ber om ett utlåtande särskilt om skyddet av trähusen längs bystråket och om byggnadernas höjd.",
}


def _party(request: HttpRequest) -> tuple[Invitation, ConsultationPage]:
    site, language = Site.find_for_request(request), get_language() or ""
    assert site is not None
    asked = StatementRequest(site=site, text=LocalizedText(LETTER))
    name = ORGANISATION[language]
    row = Invitation(key=UUID(int=1), site=site, request=asked, organisation=name, email=PARTY, language=language)
    page = ConsultationPage(
        title=TITLE[language], closes_at=timezone.now() + timedelta(days=9), case_number="KOI/214/10.02/2026"
    )
    return row, page


def _request(request: HttpRequest, *, what: str) -> Message:
    row, page = _party(request)
    letter = InvitationLetter(uuid=UUID(int=1), invitation=row, what=what)
    return statement_mails.letter_of(letter, page=page, source=page, municipality=of_site(row.site, row.language))


def _received(request: HttpRequest) -> None:
    row, page = _party(request)
    row.consultation_key = page.translation_key
    draft = Draft(
        body=BODY[row.language], signatory="Maija Virtanen", title={"fi": "johtaja", "sv": "direktör"}[row.language]
    )
    statement_mails.received(row, draft=draft, amended=False)


def register() -> None:
    for what, label in (
        (InvitationLetter.What.INVITATION, _("A request for a statement")),
        (InvitationLetter.What.REMINDER, _("A reminder of a request for a statement")),
        (InvitationLetter.What.EXTENDED, _("Another due date of a statement")),
    ):
        previews.register(f"statement_{what.value}", label, partial(_request, what=what))
    previews.register("statement_received", _("A statement has arrived"), _received)
    previews.register("opinion_receipt", _("What was sent to a consultation has arrived"), _receipt)
    previews.register("consultation_extended", _("The time to answer a consultation is longer"), _extended)
    previews.register("opinion_answered", _("The municipality has responded to what was sent"), _answered)
