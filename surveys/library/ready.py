"""Sets of ours. Their words are msgids, so that they are in every language of the installation."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ..blocks.stream import SurveyStream
from .renewing import Raw


@dataclass(frozen=True)
class Ready:
    """A question. ``options`` and ``rows`` are words; ``last`` marks the last option; ``more`` are other fields."""

    kind: str
    title: Any
    code: str = ""
    help: Any = ""
    options: Sequence[Any] = ()
    rows: Sequence[Any] = ()
    last: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadySet:
    key: str
    name: Any
    questions: Sequence[Ready]

    def blocks(self) -> dict[str, list[Raw]]:
        """As an editor's form would have saved them, by language; their ids are renewed when they are put in."""
        found = {}
        for language, _name in settings.LANGUAGES:
            with override(language):
                raw = [_block(one, f"{self.key} {place}") for place, one in enumerate(self.questions)]
                found[language] = whole(raw)
        return found


def whole(raw: Sequence[Raw]) -> list[Raw]:
    """With every field that an editor's form saves."""
    stream = SurveyStream()
    return [
        {"type": child.block_type, "id": child.id, "value": child.block.get_prep_value(child.value)}
        for child in stream.to_python(list(raw))
    ]


def _id(key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, key))


def _block(one: Ready, key: str) -> Raw:
    never = {"any_of": False, "clauses": []}
    value: dict[str, Any] = {"title": str(one.title), "help": str(one.help), "code": one.code, "shown_if": never}
    value |= {name: str(text) for name, text in one.words.items()} | dict(one.more)
    for name, listed in (("options", one.options), ("rows", one.rows)):
        if listed:
            value[name] = [
                {"type": "item", "id": _id(f"{key} {name} {place}"), "value": {"text": str(text), "shown_if": never}}
                for place, text in enumerate(listed)
            ]
    if one.last:
        value["options"][-1]["value"][one.last] = True
    return {"type": one.kind, "id": _id(key), "value": value}


OTHER, EXCLUSIVE = "other", "exclusive"
ELSE = _("Something else, what?")
AGREE = (_("Fully agree"), _("Somewhat agree"), _("Somewhat disagree"), _("Fully disagree"), _("I cannot say"))
FIVE = {"low": _("Very badly"), "high": _("Very well"), "skip": _("I cannot say")}

SETS: tuple[ReadySet, ...] = (
    ReadySet(
        "background",
        _("Background of the respondent"),
        (
            Ready("age_group", _("Your age group"), "age"),
            Ready("area", _("The area where you live"), "area"),
            Ready(
                "choice",
                _("Your mother tongue"),
                "mother_tongue",
                options=(_("Finnish"), _("Swedish"), _("Another language, which?")),
                last=OTHER,
            ),
            Ready(
                "choices",
                _("What ties you to the municipality?"),
                "role",
                options=(
                    _("I live here"),
                    _("I work or study here"),
                    _("I spend my free time here"),
                    _("I am an entrepreneur or represent a company"),
                    _("I represent an association"),
                    ELSE,
                ),
                last=OTHER,
            ),
        ),
    ),
    ReadySet(
        "service",
        _("Satisfaction with a service"),
        (
            Ready(
                "choice",
                _("How often do you use the service?"),
                "use",
                options=(_("Weekly"), _("Monthly"), _("A few times a year"), _("More seldom"), _("Never")),
            ),
            Ready(
                "scale", _("How well does the service meet your needs?"), "needs", words=FIVE, more={"min": 1, "max": 5}
            ),
            Ready(
                "matrix",
                _("What do you think of these?"),
                "parts",
                rows=(
                    _("The service is easy to get"),
                    _("Opening hours suit me"),
                    _("I was met kindly and with skill"),
                    _("I got clear information"),
                ),
                options=AGREE,
            ),
            Ready("long_text", _("What works well?"), "good"),
            Ready("long_text", _("What should be better?"), "better"),
        ),
    ),
    ReadySet(
        "recommendation",
        _("Recommendation"),
        (
            Ready(
                "recommendation",
                _("How likely would you recommend the service to a friend or a colleague?"),
                "recommends",
                words={"low": _("Not at all likely"), "high": _("Very likely")},
            ),
            Ready("long_text", _("What is the most important reason for your number?"), "reason"),
        ),
    ),
    ReadySet(
        "event",
        _("Feedback on an event"),
        (
            Ready("scale", _("How did you like the event?"), "event", words=FIVE, more={"min": 1, "max": 5}),
            Ready(
                "choices",
                _("Where did you hear of the event?"),
                "heard",
                options=(
                    _("The municipality’s website"),
                    _("Social media"),
                    _("Newspaper"),
                    _("A friend or a colleague"),
                    ELSE,
                ),
                last=OTHER,
            ),
            Ready(
                "choice",
                _("Would you come to a similar event again?"),
                "again",
                options=(_("Yes"), _("Perhaps"), _("No")),
            ),
            Ready("long_text", _("Greetings to the organisers"), "greetings"),
        ),
    ),
    ReadySet(
        "accessibility",
        _("Accessibility"),
        (
            Ready(
                "choice",
                _("Could you use the service or take part as you wished?"),
                "access",
                options=(_("Yes"), _("In part"), _("No")),
            ),
            Ready(
                "choices",
                _("What made it harder?"),
                "obstacles",
                help=_("Do not tell of your health; what should be different is enough."),
                options=(
                    _("Getting there"),
                    _("Moving about in the premises"),
                    _("Seeing or reading"),
                    _("Hearing"),
                    _("Understanding the language or the text"),
                    _("Using the website or the device"),
                    _("Nothing made it harder"),
                ),
                last=EXCLUSIVE,
            ),
            Ready("long_text", _("What should be different?"), "different"),
        ),
    ),
    ReadySet(
        "contact",
        _("Contact for a raffle"),
        (
            Ready(
                "information",
                _("Raffle"),
                help=_(
                    "Your contact is kept apart from your answers. It is used for the raffle only and deleted after it."
                ),
            ),
            Ready("consent", _("I take part in the raffle and may be contacted about it."), "raffle"),
            Ready("email", _("E-mail"), "raffle_email"),
            Ready("phone", _("Telephone"), "raffle_phone"),
        ),
    ),
)
