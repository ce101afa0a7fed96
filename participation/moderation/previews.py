"""The mails of moderation, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.previews import somebody
from core import previews

from . import digests, mails, things
from .models import Case, Decision, Sanction
from .rules import Rule, SanctionKind, Standing, Verb

NOTHING = 0  # no row has this number
KEY = UUID(int=1)
TITLE = {"fi": "Penkkejä Harjulan mäelle", "sv": "Bänkar på Åsbacken"}
TEXT = {
    "fi": "Naapurini Virtanen kyllä tietää, miksi penkit on viety.\n\nKysykää häneltä.",
    "sv": "Min granne Virtanen vet nog varför bänkarna har förts bort.\n\nFråga honom.",
}
MESSAGE = {
    "fi": "Kirjoita asia uudelleen niin, ettei kukaan yksityinen ihminen ole siinä tunnistettavissa.",
    "sv": "Skriv om saken så att ingen privatperson kan kännas igen i texten.",
}


def _decided(request: HttpRequest, verb: Verb, after: Standing, *, appealed: bool = False) -> None:
    site, now, language = Site.find_for_request(request), timezone.now(), get_language() or ""
    case = Case(site=site, kind="proposal", thing_id=NOTHING, thing_key=KEY, author=somebody())
    measure = verb in (Verb.HIDE, Verb.REMOVE)
    decision = Decision(
        uuid=KEY,
        case=case,
        site=site,
        kind="proposal",
        thing_id=NOTHING,
        verb=verb,
        after=after,
        rule=Rule.PERSONAL if measure else "",
        message=MESSAGE.get(language, "") if measure else "",
        at=now,
        appeal_until=now + timedelta(days=14),
    )
    mails.tell_author(decision, case, _look(site, after, language), appealed=appealed)


def _look(site: Site, standing: Standing, language: str) -> things.Look:
    return things.Look(
        kind="proposal",
        id=NOTHING,
        key=KEY,
        site_id=site.pk,
        standing=standing,
        title=TITLE.get(language, TITLE["fi"]),
        text=TEXT.get(language, TEXT["fi"]),
        language=language,
        author_id=1,
        author_name="Rannan Ritva",
        url=f"/{language}/",
        written_at=timezone.now(),
    )


def _sanction(request: HttpRequest) -> Sanction:
    now = timezone.now()
    return Sanction(
        site=Site.find_for_request(request),
        person=somebody(),
        kind=SanctionKind.NO_COMMENTS,
        rule=Rule.INSULT,
        starts_at=now,
        ends_at=now + timedelta(days=7),
    )


def _waiting(request: HttpRequest) -> None:
    site, now, title = Site.find_for_request(request), timezone.now(), TITLE.get(get_language() or "", "")
    cases = [
        Case(pk=NOTHING, site=site, kind="proposal", heading=title, opened_at=now, report_count=2),
        Case(pk=NOTHING, site=site, kind="comment", heading=title, opened_at=now, is_hold=True),
    ]
    digests.mail(somebody(), site, cases, 5, "daily")


def register() -> None:
    measures = (
        ("removed", _("A moderator removed a text"), Verb.REMOVE, Standing.REMOVED),
        ("hidden", _("A moderator hid a text"), Verb.HIDE, Standing.HIDDEN),
        ("rejected", _("A held text was not published"), Verb.REMOVE, Standing.REJECTED),
        ("published", _("A held text was published"), Verb.APPROVE, Standing.PUBLIC),
    )
    for name, title, verb, after in measures:
        previews.register(name, title, partial(_decided, verb=verb, after=after))
    previews.register(
        "upheld",
        _("An appeal did not change the decision"),
        lambda request: _decided(request, Verb.KEEP, Standing.REMOVED, appealed=True),
    )
    previews.register("sanction", _("A sanction"), lambda request: mails.tell_of_sanction(_sanction(request)))
    previews.register("lifted", _("A sanction was ended"), lambda request: mails.tell_of_lifting(_sanction(request)))
    previews.register("waiting", _("To moderators: what waits"), _waiting)
