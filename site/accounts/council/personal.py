"""What the council's list keeps of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.personal import Personal, each, goes, register

from .models import Seat


def _seat(seat: Seat) -> Mapping[str, Any]:
    return {
        "body": str(seat.body),
        "task": str(seat.get_title_display()),
        "starts_on": seat.starts_on,
        "ends_on": seat.ends_on,
    }


def register_own() -> None:
    register(
        Personal(
            model="seats.Seat",
            title=_("Seats in the municipality’s bodies"),
            rows=lambda user: Seat.objects.filter(user=user).select_related("body").listed(),
            export=each(_seat),
            erase=goes("seats.Seat", "user"),
            why=_("So that everyone sees in which office you write."),
            kept=_("Also after the seat, for what was written then."),
            labels={"body": _("Body"), "task": _("Task"), "starts_on": _("First day"), "ends_on": _("Last day")},
        )
    )
