"""What is taken of the claims of an answer, and no more: a keyed hash of the person, whether a resident, the age. Pure but
for the key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.crypto import salted_hmac

from accounts.eligibility.rules import years

from . import personal_code
from .models import Provider
from .problems import NOBODY, WEAK, IdentificationError
from .rules import Fact

OLDEST = 125  # years; what says more is a mistake


def fact_of(
    provider: Provider, claims: Mapping[str, Any], *, today: date, until: float, user_id: int | None = None
) -> Fact:
    """Raises IdentificationError when the level is not accepted, or the claims do not tell who it is."""
    if claims.get("acr") not in provider.levels:
        raise IdentificationError(WEAK, "acr is not among those accepted")
    told = {name: claims[name] for name in provider.claims if name in claims}
    subject = _text(told.get(provider.subject_claim))
    if not subject:
        raise IdentificationError(NOBODY, "the claim of the person is missing")
    birth = _born(_text(told.get(provider.birth_claim)), subject)
    return Fact(
        site_id=provider.site_id,
        mark=mark_of(provider, subject),
        until=until,
        resident=_resident(told.get(provider.municipality_claim), provider.municipality_code),
        age=_age(birth, today),
        user_id=user_id,
    )


def mark_of(provider: Provider, subject: str) -> str:
    """Stands for a person in one municipality: those of two have nothing in common. Spaces and case do not matter in a
    personal identity code."""
    code = subject.upper() if personal_code.born(subject) else subject
    return salted_hmac("accounts.strong", f"{provider.site_id} {code}", algorithm="sha256").hexdigest()


def _resident(told: Any, code: str) -> bool | None:
    """A number, or an object that holds it as ``code``."""
    if isinstance(told, Mapping):
        told = told.get("code")
    number = _text(told)
    if not code or not (number.isascii() and number.isdigit()):
        return None
    return number.zfill(3) == code


def _born(told: str, subject: str) -> date | None:
    try:
        return date.fromisoformat(told) if told else personal_code.born(subject)
    except ValueError:
        return None


def _age(birth: date | None, today: date) -> int | None:
    age = years(birth, today) if birth else None
    return age if age is not None and 0 <= age <= OLDEST else None


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
