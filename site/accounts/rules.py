"""What a code looks like, and what a resident may call oneself. Pure functions, no database.

A display name is the resident's own choice; it may not look like the municipality speaking, nor be an address.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.text import tidy_line

CODE_LENGTH = 6  # digits
SHORTEST, LONGEST = 2, 40  # characters
TOO_LONG = _("Shorten the name: at most %(limit_value)d characters.")

# Words of an authority, as they begin: inflected forms and compounds follow («kunnanjohtaja», «stadsdirektör»).
_BEGIN = (
    "kunnan", "kunnal", "kaupungin", "kaupungil", "kommunen", "kommuns", "stadens", "stads",
    "moderaattor", "moderator", "yllapi", "admin", "paakayttaj", "huvudanvandar", "underhall",
    "virkamie", "viranhalti", "viranomai", "tjansteman", "tjansteinnehavar", "myndighet",
    "valtuutet", "valtuusto", "fullmaktige", "lautakun", "namnden", "kunnallis", "kommunal",
    "pormestar", "borgmastar", "kirjaamo", "registrator", "asiakaspalvel", "kundtjanst",
)  # fmt: skip
_WHOLE = (
    "kunta",
    "kuntaa",
    "kaupunki",
    "kaupunkia",
    "kommun",
    "stad",
    "staden",
    "virallinen",
    "officiell",
    "official",
    "namnd",
)


def clean_display_name(name: str, municipality: Iterable[str] = (), *, official: bool = False) -> str:
    """The name on one line. ``municipality``: its names in every language; ``official``: the person has a role there
    and may be called by it. Raises ValidationError, whose code is one of: short, max_length, address, scripts,
    authority."""
    name = tidy_line("".join(char for char in name if unicodedata.category(char) != "Cf"))
    if sum(char.isalnum() for char in name) < SHORTEST:
        raise ValidationError(_("Write at least two letters."), code="short")
    if len(name) > LONGEST:
        raise ValidationError(TOO_LONG, code="max_length", params={"limit_value": LONGEST})
    if "@" in name or "://" in name or "www." in name.lower():
        raise ValidationError(
            _("Choose a name that is not an e-mail or web address: everyone sees it."), code="address"
        )
    if len(_scripts(name)) > 1:
        raise ValidationError(_("Write the name in one alphabet."), code="scripts")
    if not official and _speaks_as_authority(name, municipality):
        raise ValidationError(
            _("Choose another name: this one could be taken for the municipality or its staff."), code="authority"
        )
    return name


def _speaks_as_authority(name: str, municipality: Iterable[str]) -> bool:
    words = re.findall(r"[^\W_]+", _folded(name))
    if any(word in _WHOLE or word.startswith(_BEGIN) for word in words):
        return True
    return any(_names(words, _folded(own)) for own in municipality if own)


def _names(words: list[str], own: str) -> bool:
    """Whether the municipality's name is among the words, in any case form: long names are compared without their
    last two letters, which change (Koivuranta, Koivurannan)."""
    if " " in own:
        return own in " ".join(words)
    return any(word == own or (len(own) > 5 and word.startswith(own[:-2])) for word in words)


def _folded(text: str) -> str:
    """Small letters without marks, digits that stand for letters read as such: «K4upunkí» is «kaupunki»."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return kept.translate(str.maketrans("01345", "oieas"))


def _scripts(name: str) -> set[str]:
    """The alphabets of the letters: a Cyrillic «а» among Latin letters makes a name look like another."""
    return {unicodedata.name(char, "UNKNOWN").split()[0] for char in name if char.isalpha()}
