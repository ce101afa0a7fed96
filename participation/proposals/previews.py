"""The mails about proposals, for the gallery."""

from __future__ import annotations

from collections.abc import Callable
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
from core.fields import LocalizedText

from . import mails
from .models import Assignment, Handling, Proposal, RepairRequest
from .rules import Publication, State

TITLE = {"fi": "Penkkejä Harjulan mäelle", "sv": "Bänkar på Åsbacken"}
OTHER = {"fi": "Levähdyspaikkoja mäkeen", "sv": "Viloplatser i backen"}
ANSWER = {
    "fi": "Mäelle tulee kolme penkkiä ennen juhannusta.\n\nPaikat näkee kartalta, ja niistä voi sanoa vielä huhtikuun.",
    "sv": "Tre bänkar ställs upp i backen före midsommar.\n\nPlatserna syns på kartan, och de kan kommenteras i april.",
}
SIGNED = {"fi": "Kunnossapitopäällikkö", "sv": "Underhållschefen"}
REASON = {"fi": "Kerro, mistä mäen kohdasta on kyse.", "sv": "Berätta vilken del av backen det gäller."}
AUTHOR, PREPARER = 1, 2


def _say(words: dict[str, str]) -> str:
    return words.get(get_language() or "", words["fi"])


def _proposal(request: HttpRequest, words: dict[str, str] = TITLE, pk: int = 1) -> Proposal:
    language = get_language() or ""
    return Proposal(
        pk=pk,
        uuid=UUID(int=pk),
        site=Site.find_for_request(request),
        author=somebody(AUTHOR),
        language=language,
        publication=Publication.PUBLISHED,
        title=_say(words),
        preparer=LocalizedText(SIGNED),
        estimated_on=timezone.localdate() + timedelta(days=60),
    )


def _told(tell: Callable[[Proposal], None], request: HttpRequest) -> None:
    tell(_proposal(request))


def _told_both(tell: Callable[[Proposal, Proposal], None], request: HttpRequest) -> None:
    tell(*_two(request))


def _answered(request: HttpRequest) -> None:
    proposal = _proposal(request)
    step = Handling(proposal=proposal, state=State.ACCEPTED, text=LocalizedText(ANSWER), signed=LocalizedText(SIGNED))
    mails.answered(proposal, step)


def _repair(request: HttpRequest, tell: Callable[[Proposal, RepairRequest], None]) -> None:
    proposal = _proposal(request)
    tell(proposal, RepairRequest(proposal=proposal, reason=_say(REASON), asked_by=somebody(PREPARER)))


def _assigned(request: HttpRequest) -> None:
    due = timezone.localdate() + timedelta(days=30)
    mails.assigned(_proposal(request), Assignment(assignee=somebody(PREPARER), due_on=due, note=_say(REASON)))


def _two(request: HttpRequest) -> tuple[Proposal, Proposal]:
    return _proposal(request, OTHER, 2), _proposal(request)


def register() -> None:
    one = (
        ("repair_accepted", _("Its repair was accepted"), mails.repair_accepted),
        ("repair_dropped", _("No repair is needed"), mails.repair_dropped),
        ("prepared_by", _("Who prepares a proposal"), mails.prepared_by),
        ("moved", _("A proposal was moved"), mails.moved),
    )
    two = (("merged", _("Proposals were merged"), mails.merged), ("parted", _("A merge was undone"), mails.parted))
    previews.register("answered", _("A proposal was answered"), _answered)
    previews.register("repair_asked", _("A repair was asked for"), lambda r: _repair(r, mails.repair_asked))
    previews.register("repaired", _("To staff: it was repaired"), lambda r: _repair(r, mails.repaired))
    previews.register("assigned", _("To staff: a proposal was assigned"), _assigned)
    for name, title, tell in one:
        previews.register(name, title, partial(_told, tell))
    for name, title, tell_both in two:
        previews.register(name, title, partial(_told_both, tell_both))
