"""The mails about surveys, for the gallery."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core import previews
from core.fields import LocalizedText

from . import mails
from .models import Raffle, SurveyPage

ADDRESS = "ritva@koivuranta.example"
TITLE = "Maistuuko kouluruoka?"
PRIZE = LocalizedText(fi="Kymmenen lippua uimahalliin", sv="Tio biljetter till simhallen")
FETCH = {
    "fi": "Palkinto odottaa kunnantalon neuvonnassa perjantaihin 18.12. asti. Ota tämä viesti mukaan.",
    "sv": "Priset väntar i kommunhusets information till och med fredagen den 18.12. Ta med det här meddelandet.",
}


def _prize(request: HttpRequest) -> None:
    raffle = Raffle(site=Site.find_for_request(request), prize=PRIZE, kept_until=timezone.localdate())
    mails.tell_of_prize(raffle=raffle, source=SurveyPage(title=TITLE), to=ADDRESS, text=FETCH)


def register() -> None:
    previews.register("survey_prize", _("Won in the raffle of a survey"), _prize)
