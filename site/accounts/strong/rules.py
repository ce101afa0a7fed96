"""What an identification means, and why it may not be enough. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.refusal import Refusal

LEEWAY = timedelta(seconds=60)  # by which the clocks of provider and server may differ
OLDEST_TOKEN = timedelta(minutes=10)  # since the provider made it
NOT_IDENTIFIED, TOO_YOUNG, OTHER_MUNICIPALITY = "not_identified", "too_young", "other_municipality"
AGE_UNKNOWN, HOME_UNKNOWN = "age_unknown", "home_unknown"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What is known of a visitor until ``until`` (seconds since 1970), in one municipality: ``mark`` stands for the person
    there, and is a keyed hash; ``resident``: whether the home municipality is this one; ``age`` in years. ``None``: the
    provider did not tell. ``user_id``: who was signed in."""

    site_id: int
    mark: str
    until: float
    resident: bool | None = None
    age: int | None = None
    user_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Whom an identification lets in: residents only, from an age on; neither: anybody who is identified."""

    residents: bool = False
    least_age: int | None = None

    def __bool__(self) -> bool:
        return self.residents or self.least_age is not None


ANYBODY = Limits()


def why_not(fact: Fact | None, limits: Limits) -> Refusal | None:
    """Why a visitor is not let in where an identification is asked, if so."""
    if fact is None:
        return Refusal(NOT_IDENTIFIED, _("This asks for strong identification. Identify yourself first."))
    return _why_not_home(fact, limits) or _why_not_age(fact, limits)


def _why_not_home(fact: Fact, limits: Limits) -> Refusal | None:
    if not limits.residents or fact.resident:
        return None
    if fact.resident is None:
        return Refusal(
            HOME_UNKNOWN,
            _(
                "This is for residents of the municipality, and the identification did not tell your home municipality. "
                "It knows that of persons in the Finnish population register who have no restriction on it."
            ),
        )
    return Refusal(
        OTHER_MUNICIPALITY,
        _("This is for residents of the municipality. By your identification your home municipality is another one."),
    )


def _why_not_age(fact: Fact, limits: Limits) -> Refusal | None:
    least = limits.least_age
    if least is None or (fact.age is not None and fact.age >= least):
        return None
    if fact.age is None:
        return Refusal(AGE_UNKNOWN, _("This asks for an age, and the identification did not tell yours."))
    said = ngettext(
        "Here one takes part from the age of %(age)s year. By your identification you are younger.",
        "Here one takes part from the age of %(age)s years. By your identification you are younger.",
        least,
    )
    return Refusal(TOO_YOUNG, said % {"age": least})
