"""The mails to followers, for the gallery."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core import previews
from core.mail import Message
from municipality.queries import of_site

from . import mails
from .delivery import content, letters
from .events import Line
from .models import Letter, Subscriber
from .own_topic import Own
from .topics import PERSON, Shown, Topic

TITLE = {"fi": "Penkkejä Harjulan mäelle", "sv": "Bänkar på Åsbacken"}
TOPIC, OTHER = Topic("proposal", "1"), Topic("theme", "1")
NOTES = {"fi": ("Toteutetaan", "Teema"), "sv": ("Genomförs", "Tema")}
ANSWER = {
    "fi": (
        "Kunta on vastannut ehdotukseen «Penkkejä Harjulan mäelle». Sen tila on nyt: toteutetaan.",
        "Kunta vastasi: Penkkejä Harjulan mäelle",
        "Mäelle tulee kolme penkkiä ensi keväänä, kun maa on sulanut. Yksi niistä on käsinojallinen.\n\n"
        "Paikat on katsottu yhdessä vanhusneuvoston kanssa.",
    ),
    "sv": (
        "Kommunen har svarat på förslaget «Bänkar på Åsbacken». Statusen är nu: genomförs.",
        "Kommunen svarade: Bänkar på Åsbacken",
        "Tre bänkar ställs upp på backen nästa vår när tjälen har gått ur marken. En av dem har armstöd.\n\n"
        "Platserna har valts tillsammans med äldrerådet.",
    ),
}
SAID = {
    "fi": ("Rannan Ritva kommentoi ehdotusta «Penkkejä Harjulan mäelle».", "Hyvä, että selkänoja tulee joka penkkiin."),
    "sv": ("Rannan Ritva kommenterade «Bänkar på Åsbacken».", "Bra att varje bänk får ryggstöd."),
}
REPLY = {
    "fi": (
        "Rannan Ritva vastasi kommenttiin: «Penkkejä Harjulan mäelle».",
        "Kyllä, ja yksi niistä tulee portaiden alapäähän.",
    ),
    "sv": ("Rannan Ritva svarade på en kommentar: «Bänkar på Åsbacken».", "Ja, och en av dem ställs nedanför trappan."),
}
THEME = {
    "fi": ("Ympäristö ja puistot", "Uusi ehdotus: Hiihtolatu valaistaan Näsbyhyn asti"),
    "sv": ("Miljö och parker", "Nytt förslag: Belysning i skidspåret ända till Näsby"),
}


def _subscriber(request: HttpRequest) -> Subscriber:
    site = Site.find_for_request(request)
    return Subscriber(pk=1, site=site, email="ritva@koivuranta.example", language=get_language() or "")


def _ask(request: HttpRequest, *, known: bool) -> None:
    language = get_language() or ""
    shown = Shown(title=TITLE.get(language, TITLE["fi"]), url=f"/{language}/")
    mails.ask(_subscriber(request), TOPIC, shown, language, known=known)


def _words(found: dict[str, Any]) -> Any:
    return found.get(get_language() or "", found["fi"])


def _notice(request: HttpRequest) -> Message:
    return _letter(request, {TOPIC: [_answer()]})


def _reply(request: HttpRequest) -> Message:
    text, quote = _words(REPLY)
    return _letter(request, {Topic(PERSON, "1"): [Line(text=text, url=_home(), quote=quote)]})


def _digest(request: HttpRequest) -> Message:
    text, quote = _words(SAID)
    said = Line(text=text, url=_home(), quote=quote)
    return _letter(request, {TOPIC: [said, _answer()], OTHER: [Line(text=_words(THEME)[1], url=_home())]})


def _answer() -> Line:
    text, short, quote = _words(ANSWER)
    return Line(text=text, url=_home(), quote=quote, short=short, is_answer=True)


def _home() -> str:
    return f"/{get_language()}/"


def _letter(request: HttpRequest, lines: dict[Topic, list[Line]]) -> Message:
    """A letter that is not in the database, written as real ones are."""
    reader, language = _subscriber(request), get_language() or ""
    letter = Letter(uuid=UUID(int=1), site=reader.site, subscriber=reader)
    proposal, theme = _words(NOTES)
    shown = {
        TOPIC: Shown(title=_words(TITLE), url=_home(), note=proposal),
        Topic(PERSON, "1"): Own().shown(reader.site_id, ["1"])["1"],
        OTHER: Shown(title=_words(THEME)[0], url=_home(), note=theme),
    }
    whole = {topic: [content.whole(reader.site, line) for line in found] for topic, found in lines.items()}
    return letters.compose(content.write(letter, language, of_site(reader.site, language), whole, shown), reader.email)


def register() -> None:
    previews.register("follow_notice", _("One thing happened in what one follows"), _notice)
    previews.register("follow_reply", _("Somebody replied to what one wrote"), _reply)
    previews.register("follow_digest", _("A digest of what one follows"), _digest)
    previews.register("follow_confirm", _("Confirming that one follows"), lambda request: _ask(request, known=False))
    previews.register("follow_known", _("Asked to follow what is followed"), lambda request: _ask(request, known=True))
