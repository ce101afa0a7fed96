"""What is said of many opinions, in the words of what they are: objections to the proposal of a plan, statements of parties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .rules import Noun

Counted = Callable[[int], str]
COUNTED: Mapping[str, Mapping[str, Counted]] = {
    Noun.OPINION: {
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
    },
    Noun.OBJECTION: {
        "some": lambda n: ngettext("%(number)s objection", "%(number)s objections", n),
        "sent": lambda n: ngettext("%(number)s objection has been sent.", "%(number)s objections have been sent.", n),
        "were": lambda n: ngettext("%(number)s objection was sent.", "%(number)s objections were sent.", n),
        "read": lambda n: ngettext("Read %(number)s objection", "Read all %(number)s objections", n),
        "answers": lambda n: ngettext(
            "%(number)s objection that it answers", "%(number)s objections that it answers", n
        ),
        "answered": lambda n: ngettext(
            "The municipality has responded to %(number)s objection.",
            "The municipality has responded to %(number)s objections.",
            n,
        ),
        "publish": lambda n: ngettext(
            "Publish the response to %(number)s objection", "Publish the responses to %(number)s objections", n
        ),
    },
    Noun.STATEMENT: {
        "some": lambda n: ngettext("%(number)s statement", "%(number)s statements", n),
        "sent": lambda n: ngettext("%(number)s statement has been given.", "%(number)s statements have been given.", n),
        "were": lambda n: ngettext("%(number)s statement was given.", "%(number)s statements were given.", n),
        "read": lambda n: ngettext("Read %(number)s statement", "Read all %(number)s statements", n),
        "answers": lambda n: ngettext(
            "%(number)s statement that it answers", "%(number)s statements that it answers", n
        ),
        "answered": lambda n: ngettext(
            "The municipality has responded to %(number)s statement.",
            "The municipality has responded to %(number)s statements.",
            n,
        ),
        "publish": lambda n: ngettext(
            "Publish the response to %(number)s statement", "Publish the responses to %(number)s statements", n
        ),
    },
}


def counted(what: str, noun: str, number: int) -> str:
    """A sentence or heading with their number; ``what``: a key of `COUNTED`."""
    return COUNTED[noun][what](number) % {"number": localize(number)}


def named(what: str, noun: str, **words: Any) -> str:
    """Without a number."""
    said = {
        Noun.OPINION: {
            "all": _("Opinions"),
            "none": _("No opinions yet."),
            "section": _("Opinions by section"),
            "theme": _("Opinions by theme"),
            "published": _("Opinions with a published response"),
            "by": _("%(name)s sent an opinion on «%(title)s»."),
            "new": _("A new opinion on «%(title)s»."),
            "drawn": _("Places that %(number)s opinions are about, with the areas of the municipality."),
            "enter": _("Enter an opinion"),
            "gone": _("Its sender took this opinion back on %(day)s."),
            "held": _("This opinion waits for a moderator."),
            "hidden": _("A moderator has hidden this opinion for now (%(day)s). The rule it broke: %(rule)s."),
            "rejected": _(
                "A moderator did not publish your opinion (%(day)s). The rule it broke: %(rule)s. Only you see this."
            ),
            "removed": _("A moderator removed this opinion on %(day)s. The rule it broke: %(rule)s."),
        },
        Noun.OBJECTION: {
            "all": _("Objections"),
            "none": _("No objections yet."),
            "section": _("Objections by section"),
            "theme": _("Objections by theme"),
            "published": _("Objections with a published response"),
            "by": _("%(name)s sent an objection on «%(title)s»."),
            "new": _("A new objection on «%(title)s»."),
            "drawn": _("Places that %(number)s objections are about, with the areas of the municipality."),
            "enter": _("Enter an objection"),
            "gone": _("Its sender took this objection back on %(day)s."),
            "held": _("This objection waits for a moderator."),
            "hidden": _("A moderator has hidden this objection for now (%(day)s). The rule it broke: %(rule)s."),
            "rejected": _(
                "A moderator did not publish your objection (%(day)s). The rule it broke: %(rule)s. Only you see this."
            ),
            "removed": _("A moderator removed this objection on %(day)s. The rule it broke: %(rule)s."),
        },
        Noun.STATEMENT: {
            "all": _("Statements"),
            "none": _("No statements yet."),
            "section": _("Statements by section"),
            "theme": _("Statements by theme"),
            "published": _("Statements with a published response"),
            "by": _("%(name)s gave a statement on «%(title)s»."),
            "new": _("A new statement on «%(title)s»."),
            "drawn": _("Places that %(number)s statements are about, with the areas of the municipality."),
            "enter": _("Enter a statement"),
            "gone": _("Its sender took this statement back on %(day)s."),
            "held": _("This statement waits for a moderator."),
            "hidden": _("A moderator has hidden this statement for now (%(day)s). The rule it broke: %(rule)s."),
            "rejected": _(
                "A moderator did not publish your statement (%(day)s). The rule it broke: %(rule)s. Only you see this."
            ),
            "removed": _("A moderator removed this statement on %(day)s. The rule it broke: %(rule)s."),
        },
    }[Noun(noun)][what]
    return said % words if words else said
