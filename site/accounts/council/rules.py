"""What seats there are, when one is in force, and what everyone reads of it beside a name. Pure, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.fields import LocalizedText


class BodyKind(models.TextChoices):
    """What a body is (Kuntalaki 410/2015, 30 §)."""

    COUNCIL = "council", pgettext_lazy("body", "Council")
    BOARD = "board", pgettext_lazy("body", "Executive")
    COMMITTEE = "committee", pgettext_lazy("body", "Committee")


class Title(models.TextChoices):
    """In the order in which a list names them."""

    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice_chair", _("Vice-chair")
    MEMBER = "member", pgettext_lazy("body", "Member")
    DEPUTY = "deputy", _("Deputy member")


LEADS = frozenset({Title.CHAIR, Title.VICE_CHAIR})
RANK = {title: number for number, title in enumerate(Title)}


@dataclass(frozen=True, kw_only=True)
class Seated:
    """A seat as it is told to everyone. ``ends_on`` is its last day."""

    names: LocalizedText
    kind: str
    title: str
    starts_on: date
    ends_on: date | None = None

    def is_in_force(self, day: date) -> bool:
        return is_in_force(self.starts_on, self.ends_on, day)

    @property
    def is_council(self) -> bool:
        return self.kind == BodyKind.COUNCIL

    @property
    def words(self) -> str:
        """The body, and what the person is there unless a member."""
        if self.title == Title.MEMBER:
            return str(self.names)
        return f"{self.names} ({str(Title(self.title).label).lower()})"


def is_in_force(starts_on: date, ends_on: date | None, day: date) -> bool:
    return starts_on <= day and (ends_on is None or day <= ends_on)


def in_words(seats: Iterable[Seated], day: date) -> str:
    """What stands beside the name of who holds the seats, given in the order of the list: «Councillor, Welfare
    committee». The council itself is named only when there is nothing else to name, or by those who lead it. Nothing
    when no seat is in force."""
    held = [seat for seat in seats if seat.is_in_force(day)]
    if not held:
        return ""
    told = [seat for seat in held if not seat.is_council or seat.title in LEADS] or held
    return ", ".join([_calling(held), *(seat.words for seat in told)])


def _calling(held: list[Seated]) -> str:
    """Not everyone who sits in a committee sits in the council (Kuntalaki 69 §, 71–74 §)."""
    in_council = [seat for seat in held if seat.is_council]
    if any(seat.title != Title.DEPUTY for seat in in_council):
        return _now("Councillor")
    return _now("Deputy councillor") if in_council else _now("Elected official")
