"""Every type of question, by its name. A new one is a class in a file of its own, added here."""

from __future__ import annotations

from collections.abc import Mapping

from .age_group import AgeGroup
from .area import Area
from .base import FIRST, Asked, Cell, Column, Kind, Typed, Value, Wrong
from .budget import Budget
from .choice import Choice
from .choices import Choices
from .consent import Consent
from .date import Date
from .dropdown import Dropdown
from .email import Email
from .file import File
from .information import Information
from .long_text import LongText
from .matrix import Matrix
from .number import Number
from .phone import Phone
from .place import Place
from .postal_code import PostalCode
from .ranking import Ranking
from .recommendation import Recommendation
from .route import Route
from .scale import Scale
from .section import Section
from .short_text import ShortText

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Choice(),
        Choices(),
        Dropdown(),
        Scale(),
        Recommendation(),
        Matrix(),
        Ranking(),
        Budget(),
        ShortText(),
        LongText(),
        Number(),
        Date(),
        Email(),
        Phone(),
        PostalCode(),
        Area(),
        AgeGroup(),
        Place(),
        Route(),
        File(),
        Consent(),
        Information(),
        Section(),
    )
}
OF_OPTIONS = frozenset({"choice", "choices", "dropdown", "area", "age_group"})  # answered by options alone
SINGLE = OF_OPTIONS - {"choices"}  # by one of them
ON_A_MAP = frozenset({"place", "route"})


def kind_of(name: str) -> Kind:
    """Raises KeyError for a type that there is not."""
    return KINDS[name]


__all__ = [
    "FIRST",
    "KINDS",
    "OF_OPTIONS",
    "ON_A_MAP",
    "SINGLE",
    "Asked",
    "Cell",
    "Column",
    "Kind",
    "Typed",
    "Value",
    "Wrong",
    "kind_of",
]
