"""Mails about the handling of a proposal: to its author, to who asked for a repair, to who gets it to prepare. Each is
written in the reader's own language and comes from the municipality."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from municipality import mails
from municipality.queries import of_site

from .models import Assignment, Handling, Proposal, RepairRequest
from .rules import State


@dataclass(frozen=True, kw_only=True)
class Letter:
    """``path`` is where the button leads. ``quote`` is what somebody wrote, as it is."""

    subject: str
    lines: tuple[str, ...]
    button: str
    path: str
    quote: str = ""


def answered(proposal: Proposal, step: Handling) -> None:
    """To the author: what the municipality decided and said; who prepares it, when it has just been taken up."""
    author = proposal.author
    if author is None or not author.is_active:
        return
    root = proposal.site.root_url
    with override(author.language):
        municipality = of_site(proposal.site, author.language)
        context = {
            "proposal": proposal,
            "step": step,
            "prospects": _prospects(proposal) if step.state == State.IN_PROCESS else (),
            "url": root + proposal.get_absolute_url(),
            "button": _("See the answer"),
            "home": root + municipality.home_url,
        }
    mails.send(
        municipality=municipality,
        to=author.email,
        template="proposal_answered",
        language=author.language,
        context=context,
    )


def repair_asked(proposal: Proposal, request: RepairRequest) -> None:
    def letter() -> Letter:
        said = _("The municipality asks you to clarify your proposal «%(title)s» before it is handled further.")
        keeps = _("Your proposal stays in its place, with its supports and comments.")
        return Letter(
            subject=_("Please clarify your proposal: %(title)s") % {"title": proposal.title},
            lines=(said % {"title": proposal.title}, keeps),
            quote=request.reason,
            button=_("Change the proposal"),
            path=reverse("proposals:edit", args=[proposal.pk]),
        )

    _send(proposal, proposal.author, letter)


def repair_accepted(proposal: Proposal) -> None:
    _about(
        proposal,
        lambda: _("Thank you for the clarification: %(title)s"),
        lambda: _(
            "The municipality has received your clarification of the proposal «%(title)s». Its handling goes on."
        ),
    )


def repair_dropped(proposal: Proposal) -> None:
    _about(
        proposal,
        lambda: _("No clarification is needed: %(title)s"),
        lambda: _("You need not change your proposal «%(title)s» after all. Its handling goes on."),
    )


def repaired(proposal: Proposal, request: RepairRequest | None) -> None:
    """To who asked for it, while that person works here."""

    def letter() -> Letter:
        said = _("The author has changed the proposal «%(title)s» as you asked. Accept the change or ask again.")
        return Letter(
            subject=_("Repaired by its author: %(title)s") % {"title": proposal.title},
            lines=(said % {"title": proposal.title},),
            button=_("Open the proposal"),
            path=reverse("proposals_admin:answer", args=[proposal.pk]),
        )

    _send(proposal, request.asked_by if request else None, letter)


def assigned(proposal: Proposal, row: Assignment) -> None:
    """To the one who got it."""

    def letter() -> Letter:
        said = _("The proposal «%(title)s» has been assigned to you.") % {"title": proposal.title}
        due = _("It should be answered by %(day)s.") % {"day": date_format(row.due_on)} if row.due_on else ""
        return Letter(
            subject=_("Assigned to you: %(title)s") % {"title": proposal.title},
            lines=(said, due) if due else (said,),
            quote=row.note,
            button=_("Open the proposal"),
            path=reverse("proposals_admin:answer", args=[proposal.pk]),
        )

    _send(proposal, row.assignee, letter)


def prepared_by(proposal: Proposal) -> None:
    """To the author of what has been taken up: who prepares it, and when it may be ready."""

    def letter() -> Letter:
        said = _("The municipality is preparing an answer to your proposal «%(title)s».") % {"title": proposal.title}
        return Letter(
            subject=_("How your proposal is prepared: %(title)s") % {"title": proposal.title},
            lines=(said, *_prospects(proposal)),
            button=_("Go to the proposal"),
            path=proposal.get_absolute_url(),
        )

    if proposal.preparer or proposal.estimated_on:
        _send(proposal, proposal.author, letter)


def merged(one: Proposal, other: Proposal) -> None:
    """To both authors, each from the own side."""
    titles = {"one": one.title, "other": other.title}

    def to_one() -> Letter:
        said = _(
            "Your proposal «%(one)s» has been merged into the proposal «%(other)s», since they are about one matter."
        )
        goes = _("The supports of both are counted together, each person once. The comments can still be read.")
        return Letter(
            subject=_("Merged into another proposal: %(title)s") % {"title": one.title},
            lines=(said % titles, goes),
            button=_("Go to the proposal"),
            path=other.get_absolute_url(),
        )

    def to_other() -> Letter:
        said = _("The proposal «%(one)s» has been merged into yours, «%(other)s», since they are about one matter.")
        goes = _("The supports of both are counted together, each person once. The comments can still be read.")
        return Letter(
            subject=_("Another proposal was merged into yours: %(title)s") % {"title": other.title},
            lines=(said % titles, goes),
            button=_("Go to the proposal"),
            path=other.get_absolute_url(),
        )

    _send(one, one.author, to_one)
    if other.author_id != one.author_id:
        _send(other, other.author, to_other)


def parted(one: Proposal, other: Proposal) -> None:
    """To both authors: the merge was undone."""

    def letter() -> Letter:
        said = _("The proposals «%(one)s» and «%(other)s» are separate again. Each has its own supports and comments.")
        return Letter(
            subject=_("Separate again: %(title)s") % {"title": one.title},
            lines=(said % {"one": one.title, "other": other.title},),
            button=_("Go to the proposal"),
            path=one.get_absolute_url(),
        )

    _send(one, one.author, letter)
    if other.author_id != one.author_id:
        _send(other, other.author, letter)


def moved(proposal: Proposal) -> None:
    _about(
        proposal,
        lambda: _("Moved to another project: %(title)s"),
        lambda: _("Your proposal «%(title)s» has been moved to another project. Its supports and comments came along."),
    )


def _about(proposal: Proposal, subject: Callable[[], str], line: Callable[[], str]) -> None:
    """A mail of one line to the author."""

    def letter() -> Letter:
        return Letter(
            subject=subject() % {"title": proposal.title},
            lines=(line() % {"title": proposal.title},),
            button=_("Go to the proposal"),
            path=proposal.get_absolute_url(),
        )

    _send(proposal, proposal.author, letter)


def _prospects(proposal: Proposal) -> tuple[str, ...]:
    """Who prepares it and when it may be ready, as far as the municipality has said."""
    said = []
    if proposal.preparer:
        said.append(_("It is prepared by: %(name)s.") % {"name": str(proposal.preparer)})
    if proposal.estimated_on:
        said.append(_("The answer is expected by %(day)s.") % {"day": date_format(proposal.estimated_on)})
    return tuple(said)


def _send(proposal: Proposal, reader: User | None, compose: Callable[[], Letter]) -> None:
    if reader is None or not reader.is_active:
        return
    root = proposal.site.root_url
    with override(reader.language):
        municipality = of_site(proposal.site, reader.language)
        letter = compose()
        why = _why(proposal, reader)
    mails.send(
        municipality=municipality,
        to=reader.email,
        template="proposal_notice",
        language=reader.language,
        context={
            "letter": letter,
            "why": why,
            "url": root + letter.path,
            "button": letter.button,
            "home": root + municipality.home_url,
        },
    )


def _why(proposal: Proposal, reader: User) -> str:
    if reader.pk == proposal.author_id:
        return _("You get this because you made the proposal.")
    return _("You get this because you handle proposals in the municipality.")
