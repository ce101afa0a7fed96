"""What is said of many opinions, in the words of what they are: at the proposal of a plan they are objections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .rules import Noun

Counted = Callable[[int], str]
OPINIONS: dict[str, Counted] = {
    "some": lambda n: ngettext("%(number)s opinion", "%(number)s opinions", n),
    "sent": lambda n: ngettext("%(number)s opinion has been sent.", "%(number)s opinions have been sent.", n),
    "were": lambda n: ngettext("%(number)s opinion was sent.", "%(number)s opinions were sent.", n),
    "read": lambda n: ngettext("Read %(number)s opinion", "Read all %(number)s opinions", n),
    "answers": lambda n: ngettext("%(number)s opinion that it answers", "%(number)s opinions that it answers", n),
    "answered": lambda n: ngettext(
        "The municipality has responded to %(number)s opinion.",
        "The municipality has responded to %(number)s opinions.",
        n,
    ),
    "publish": lambda n: ngettext(
        "Publish the response to %(number)s opinion", "Publish the responses to %(number)s opinions", n
    ),
}
OBJECTIONS: dict[str, Counted] = {
    "some": lambda n: ngettext("%(number)s objection", "%(number)s objections", n),
    "sent": lambda n: ngettext("%(number)s objection has been sent.", "%(number)s objections have been sent.", n),
    "were": lambda n: ngettext("%(number)s objection was sent.", "%(number)s objections were sent.", n),
    "read": lambda n: ngettext("Read %(number)s objection", "Read all %(number)s objections", n),
    "answers": lambda n: ngettext("%(number)s objection that it answers", "%(number)s objections that it answers", n),
    "answered": lambda n: ngettext(
        "The municipality has responded to %(number)s objection.",
        "The municipality has responded to %(number)s objections.",
        n,
    ),
    "publish": lambda n: ngettext(
        "Publish the response to %(number)s objection", "Publish the responses to %(number)s objections", n
    ),
}


def counted(what: str, noun: str, number: int) -> str:
    """A sentence or heading with their number; ``what``: a key of `OPINIONS`."""
    words = OBJECTIONS if noun == Noun.OBJECTION else OPINIONS
    return words[what](number) % {"number": localize(number)}


def named(what: str, noun: str, **words: Any) -> str:
    """Without a number."""
    is_objection = noun == Noun.OBJECTION
    said = {
        "all": _("Objections") if is_objection else _("Opinions"),
        "none": _("No objections yet.") if is_objection else _("No opinions yet."),
        "section": _("Objections by section") if is_objection else _("Opinions by section"),
        "theme": _("Objections by theme") if is_objection else _("Opinions by theme"),
        "published": _("Objections with a published response")
        if is_objection
        else _("Opinions with a published response"),
        "by": _("%(name)s sent an objection on «%(title)s».")
        if is_objection
        else _("%(name)s sent an opinion on «%(title)s»."),
        "new": _("A new objection on «%(title)s».") if is_objection else _("A new opinion on «%(title)s»."),
        "drawn": _("Places that %(number)s objections are about, with the areas of the municipality.")
        if is_objection
        else _("Places that %(number)s opinions are about, with the areas of the municipality."),
    }[what]
    return said % words if words else said
