"""Who may take part where a phase asks for an age or for a tie to the municipality. Pure.

Kuntalaki (410/2015) 23 §: an initiative may be made by a resident, by a community or foundation that operates in the
municipality, and by a user of a service; residents are counted apart. Owners of property are asked apart as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.strong.rules import Fact
from core.refusal import Refusal

ADULT = 18  # years; who is older is kept as this old, unless more was asked for
NOT_TOLD, TOO_YOUNG, OTHER_MUNICIPALITY, NOT_AMONG = "not_told", "too_young", "other_municipality", "not_among"


class Basis(models.TextChoices):
    """A person's tie to the municipality."""

    RESIDENT = "resident", _("Resident")
    SERVICE_USER = "service_user", _("Service user")
    PROPERTY_OWNER = "property_owner", _("Property owner")
    COMMUNITY = "community", _("Community or foundation")
    NONE = "none", _("None of these")


WHO = [(basis.value, basis.label) for basis in Basis if basis != Basis.NONE]


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What a phase asks: at least ``least_age`` years (``None``: any age), and one of the ties in ``who`` (none
    chosen: anybody)."""

    least_age: int | None = None
    who: frozenset[str] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return self.least_age is not None or bool(self.who)


ANYBODY = Condition()


@dataclass(frozen=True, kw_only=True)
class Self:
    """What is known of a person now: ``age`` in years (``or_more``: or any greater), ``basis`` one of `Basis`; empty: not
    told. ``proved``: what of «age» and «home» an identification tells."""

    age: int | None = None
    or_more: bool = False
    basis: str = ""
    proved: frozenset[str] = frozenset()


NOBODY = Self()


@dataclass(frozen=True)
class Asks(Refusal):
    """Not a no: it is asked first. ``age``: the least age that is asked for, 0 when none is; ``basis``: whether the tie to
    the municipality is asked."""

    age: int = 0
    basis: bool = False


def why_not(conditions: Iterable[Condition], person: Self) -> Refusal | None:
    """Nothing when any of the conditions lets the person through, or when there are none; else why the first does not.
    What has not been told yet is asked before anything is refused for what was."""
    refusals = [_why_not(condition, person) for condition in conditions]
    if not refusals or None in refusals:
        return None
    return next((refusal for refusal in refusals if refusal and refusal.code == NOT_TOLD), refusals[0])


def _why_not(condition: Condition, person: Self) -> Refusal | None:
    needs_age, needs_basis = missing(condition, person)
    if condition.least_age is not None and not needs_age and (person.age or 0) < condition.least_age:
        return Refusal(
            TOO_YOUNG,
            ngettext(
                "Here one takes part from the age of %(age)s year.",
                "Here one takes part from the age of %(age)s years.",
                condition.least_age,
            )
            % {"age": condition.least_age}
            + " "
            + (
                gettext("By your identification you are younger.")
                if "age" in person.proved
                else gettext("By what you have told you are younger. You can correct it on your own page.")
            ),
        )
    if condition.who and not needs_basis and person.basis not in condition.who:
        return _other(condition, person)
    if needs_age or needs_basis:
        return Asks(NOT_TOLD, asked_words(condition), (condition.least_age or 0) if needs_age else 0, needs_basis)
    return None


def _other(condition: Condition, person: Self) -> Refusal:
    if "home" in person.proved and condition.who == {Basis.RESIDENT.value}:
        said = gettext(
            "Only residents take part here, and by your identification your home municipality is another one."
        )
        return Refusal(OTHER_MUNICIPALITY, said)
    correct = gettext("You can correct what you have told on your own page.")
    if condition.who == {Basis.RESIDENT.value}:
        said = gettext("Only residents take part here, and you have told that your home municipality is another one.")
        return Refusal(OTHER_MUNICIPALITY, f"{said} {correct}")
    who = ", ".join(str(label).lower() for value, label in WHO if value in condition.who)
    said = gettext("Here these take part: %(who)s. You have told that you are none of them.") % {"who": who}
    return Refusal(NOT_AMONG, f"{said} {correct}")


def who_takes_part(condition: Condition) -> str:
    """The condition in words, for everybody to read; nothing where there is none."""
    who = ", ".join(str(label).lower() for value, label in WHO if value in condition.who)
    age = condition.least_age
    said = [
        gettext("From the age of %(age)s.") % {"age": age} if age is not None else "",
        gettext("Taking part: %(who)s.") % {"who": who} if who else "",
    ]
    return " ".join(filter(None, said))


def asked_words(condition: Condition) -> str:
    """What is asked before taking part, in a sentence."""
    age, home = condition.least_age is not None, bool(condition.who)
    if age and home:
        return gettext("This asks for your age and your home municipality.")
    return gettext("This asks for your age.") if age else gettext("This asks for your home municipality.")


def missing(condition: Condition, person: Self) -> tuple[bool, bool]:
    """Whether the age, and whether the tie to the municipality is needed and has not been told."""
    least = condition.least_age
    age = least is not None and (person.age is None or (person.or_more and person.age < least))
    return age, bool(condition.who) and not person.basis


def with_fact(told: Self, fact: Fact) -> Self:
    """What an identification tells counts before a person's word. Who is a resident may have told of another tie, which
    stays; who is none has told what is not so."""
    found = told
    if fact.age is not None:
        found = replace(found, age=fact.age, or_more=False, proved=found.proved | {"age"})
    if fact.resident is not None:
        found = replace(found, basis=_tie(told.basis, resident=fact.resident), proved=found.proved | {"home"})
    return found


def _tie(told: str, *, resident: bool) -> str:
    if resident:
        return Basis.RESIDENT.value if told in ("", Basis.NONE) else told
    return Basis.NONE.value if told == Basis.RESIDENT else told


def years(born: date, today: date) -> int:
    """Whole years; who was born on 29 February has the birthday on 1 March of other years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def kept_age(age: int, needed: int) -> tuple[int, bool]:
    """The age to keep, no more of it than is needed, and whether it stands for any greater as well."""
    most = max(ADULT, needed)
    return min(age, most), age >= most


def age_now(age: int, told_at: datetime, now: datetime) -> int:
    """Who was so old then is at least so old now."""
    return age + max(0, years(told_at.date(), now.date()))
