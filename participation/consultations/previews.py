"""The mails about consultations, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core import previews

from . import mails
from .models import ConsultationPage, Opinion
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


def register() -> None:
    previews.register("opinion_receipt", _("What was sent to a consultation has arrived"), _receipt)
