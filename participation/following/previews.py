"""The mails to followers, for the gallery."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core import previews

from . import mails
from .models import Subscriber
from .topics import Shown, Topic

TITLE = {"fi": "Penkkejä Harjulan mäelle", "sv": "Bänkar på Åsbacken"}
TOPIC = Topic("proposal", "1")


def _subscriber(request: HttpRequest) -> Subscriber:
    site = Site.find_for_request(request)
    return Subscriber(pk=1, site=site, email="ritva@koivuranta.example", language=get_language() or "")


def _ask(request: HttpRequest, *, known: bool) -> None:
    language = get_language() or ""
    shown = Shown(title=TITLE.get(language, TITLE["fi"]), url=f"/{language}/")
    mails.ask(_subscriber(request), TOPIC, shown, language, known=known)


def register() -> None:
    previews.register("follow_confirm", _("Confirming that one follows"), lambda request: _ask(request, known=False))
    previews.register("follow_known", _("Asked to follow what is followed"), lambda request: _ask(request, known=True))
