"""Links that are somebody's key: to go on with answers, and to change those that were sent. Only their keyed hash is
kept, so that the database opens nothing. One-time codes and accounts that took part are kept the same way."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.utils.crypto import salted_hmac

from .codes import code_of


def new_link() -> str:
    """192 bits that nobody guesses."""
    return secrets.token_urlsafe(24)


def hash_of(link: str) -> str:
    return salted_hmac("surveys.links", link, algorithm="sha256").hexdigest()


def hash_of_code(survey_key: UUID, code: str) -> str:
    return salted_hmac("surveys.codes", f"{survey_key} {code}", algorithm="sha256").hexdigest()


def own_link(draft_id: int, user_id: int) -> str:
    """A second link to a draft, for the account that keeps it: made anew each time, so that nothing stores it."""
    return salted_hmac("surveys.own_links", f"{draft_id} {user_id}", algorithm="sha256").hexdigest()


def mailed_code(survey_key: UUID, recipient_id: int) -> str:
    """The code of who gets it by mail: the same each time, so that a reminder can tell it and nothing has to keep it."""
    digest = salted_hmac("surveys.mailed_codes", f"{survey_key} {recipient_id}", algorithm="sha256").digest()
    return code_of(int.from_bytes(digest, "big"))


def mark_of(survey_key: UUID, user_id: int) -> str:
    """Stands for an account in one survey; those of two surveys have nothing in common."""
    return salted_hmac("surveys.took_part", f"{survey_key} {user_id}", algorithm="sha256").hexdigest()


def mark_of_person(survey_key: UUID, person: str) -> str:
    """Stands for who is strongly identified (``person``: `accounts.strong.rules.Fact.mark`) in one survey."""
    return salted_hmac("surveys.identified", f"{survey_key} {person}", algorithm="sha256").hexdigest()


def mark_of_form(survey_key: UUID, seed: str) -> str:
    """Stands for one form on which a survey was answered (``seed``: of its shuffling, made anew for each form)."""
    return salted_hmac("surveys.forms", f"{survey_key} {seed}", algorithm="sha256").hexdigest()
