"""When the service desk acts for a person: for how long, in which way, and how a person is known again. Pure."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

OLDEST = 125  # years


class Via(models.TextChoices):
    """How what is on the site came there: the person's own doing, or the service desk wrote it down."""

    WEB = "web", _("Online")
    PAPER = "paper", _("On paper")
    PHONE = "phone", _("By phone")


DESK = ((Via.PAPER.value, Via.PAPER.label), (Via.PHONE.value, Via.PHONE.label))


class Ended(models.TextChoices):
    CLERK = "clerk", _("Ended at the desk")
    TIME = "time", _("The time ran out")
    NEXT = "next", _("Another was begun")
    SIGN_OUT = "sign_out", _("Logged out")


def seconds_left(ends_at: datetime, now: datetime) -> int:
    """Never below nothing."""
    return max(0, int((ends_at - now).total_seconds()))


def is_hinting(ends_at: datetime, now: datetime) -> bool:
    """Whether it is time to say that the time is running out."""
    return seconds_left(ends_at, now) <= settings.ACTING_HINT_SECONDS


def keys_of(site_id: int, name: str, born: date | None, address: str) -> list[str]:
    """What a person is known again by: a keyed hash of the name with the day of birth, another with the address. The
    order of names, capitals and hyphens do not matter. What was hashed cannot be read from it."""
    who = " ".join(sorted(_plain(name).split()))
    parts = [("born", born.isoformat()) if born else None, ("address", _plain(address)) if address else None]
    return [_hash(f"{site_id}|{kind}|{who}|{value}") for kind, value in filter(None, parts)]


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(char if char.isalnum() else " " for char in folded).split())


def _hash(text: str) -> str:
    return salted_hmac("accounts.acting", text, algorithm="sha256").hexdigest()
