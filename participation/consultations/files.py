"""What is taken of files that come with what is sent, and which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat

from core.uploads import MEGABYTE, PICTURES, REASONS, NotTakenError, Taken, name_of, take

ENDINGS = (".pdf", ".docx", ".odt", *PICTURES)
ACCEPT = ", ".join(ENDINGS)


@dataclass
class Brought:
    """``refused``: a sentence for each file that was not taken."""

    taken: list[Taken] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def most() -> int:
    return int(settings.OPINION_FILES)


def largest() -> int:
    """Bytes of one file."""
    return int(settings.OPINION_FILE_MEGABYTES) * MEGABYTE


def bring(uploads: Sequence[Any], *, kept: int) -> Brought:
    """Take what a form brought. ``kept``: how many there are already."""
    found = Brought()
    for upload in uploads:
        try:
            if kept + len(found.taken) >= most():
                raise NotTakenError("many")
            found.taken.append(take(upload, endings=ENDINGS, largest=largest()))
        except NotTakenError as error:
            words = {"name": name_of(upload), "size": filesizeformat(largest()), "most": most()}
            found.refused.append(str(REASONS[error.reason] % words))
    return found
