"""What is asked of a person before an act, or corrected on the own page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from core.guard import GuardedForm

from .fields import BornField, basis_field
from .models import Told
from .rules import Basis


class TellForm(GuardedForm):
    """``age``, ``basis``: which of the two are asked."""

    guarded = "tell"

    def __init__(self, *args: Any, age: bool, basis: bool, place: str, told: Told | None = None, **kwargs: Any) -> None:
        if told is not None:
            kwargs["initial"] = {"basis": told.basis, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if age:
            self.fields["born"] = BornField(
                help_text=_("Day, month, year: for example 24.3.1985. The date is not kept, only how old you are.")
            )
        if basis:
            field = basis_field(label=_("What ties you to the municipality?"))
            field.choices = _choices(place)
            self.fields["basis"] = field


def _choices(place: str) -> list[tuple[str, Any]]:
    return [
        (Basis.RESIDENT, _("I live in %(place)s: it is my home municipality") % {"place": place}),
        (Basis.PROPERTY_OWNER, _("I own property here, but live elsewhere")),
        (Basis.SERVICE_USER, _("I use the municipality’s services, but live elsewhere")),
        (Basis.COMMUNITY, _("I speak for a community or foundation that operates here")),
        (Basis.NONE, _("None of these")),
    ]
