"""A refusal names its cause, in words a resident understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Refusal:
    """Why something may not be done: a stable ``code`` and a translatable ``message``."""

    code: str
    message: Any

    def __str__(self) -> str:
        return str(self.message)


class Refused(PermissionDenied):
    """Raised by actions when a rule says no. Views show `refusal` where the person was, with nothing typed lost."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


def insist(refusal: Refusal | None) -> None:
    """Raise `Refused` when there is a reason to."""
    if refusal is not None:
        raise Refused(refusal)
