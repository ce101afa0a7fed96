"""What may go wrong on the way to the provider and back: codes for programs, words for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

CANCELLED, LATE, PROVIDER, CLOCK, UNTRUSTED = "cancelled", "late", "provider", "clock", "untrusted"
WEAK, NOBODY, OFTEN, OFF = "weak", "nobody", "often", "off"


class IdentificationError(Exception):
    """An identification came to nothing. ``code`` is one of `WORDS`; ``why`` names the cause for whoever runs the site,
    and holds nothing of the person."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(f"{code}: {why}")
        self.code, self.why = code, why


@dataclass(frozen=True)
class Words:
    """What happened, and what to do."""

    title: Any
    text: Any


WORDS = {
    CANCELLED: Words(
        _("The identification was cancelled"),
        _("Nothing has changed and nothing was kept. You can begin again, or go back."),
    ),
    LATE: Words(
        _("The identification had been open for too long"),
        _(
            "It was begun too long ago, in another browser, or has been used already. Begin again from the button "
            "below, and stay in this browser."
        ),
    ),
    PROVIDER: Words(
        _("The identification service does not answer"),
        _("The fault is not yours. Try again in a while. If it goes on, tell the municipality."),
    ),
    CLOCK: Words(
        _("The clocks do not agree"),
        _(
            "The identification service and this site are not at the same time, so the answer cannot be trusted. Try "
            "again. If it goes on, tell the municipality."
        ),
    ),
    UNTRUSTED: Words(
        _("The answer could not be trusted"),
        _(
            "What came back from the identification service could not be proved to be its own. Begin again. If it goes "
            "on, tell the municipality."
        ),
    ),
    WEAK: Words(
        _("That way of identifying is not strong enough"),
        _("Begin again, and choose bank codes, a mobile certificate or a certificate card."),
    ),
    NOBODY: Words(
        _("The identification did not tell who you are"),
        _(
            "Some foreign ways of identifying tell too little for this. Choose another way, or ask the municipality how "
            "you can take part."
        ),
    ),
    OFTEN: Words(
        _("There have been too many attempts"),
        _("Many identifications have been begun from here. Try again in an hour."),
    ),
    OFF: Words(
        _("Strong identification is not in use here"),
        _("The municipality has not taken it into use, or has turned it off for now."),
    ),
}
