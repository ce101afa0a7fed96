"""Public forms kept from machines without asking people anything, and without third parties.

A field that people neither see nor hear (whoever fills it is a machine), a signed time (nobody writes within a second
or two, and a stamp cannot be used for ever), and limits by person and network (`core.limits`). A refusal is kind: the
form is shown again with everything that was typed, and can be sent again.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import limits
from .network import network_of
from .refusal import Refusal

TRAP, STAMP = "more_about", "shown_at"
LONGEST_TRAP = 200  # characters that are looked at


class GuardedForm(forms.Form):
    """``guarded`` names the kind of action in `settings.GUARD_LIMITS`. The page includes ``frame/guard.html`` with the
    form; the view asks `lets_through` once the form is valid."""

    guarded: ClassVar[str]
    refusal: Refusal | None = None  # of `lets_through`

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {STAMP: stamp(self.guarded), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "off", "tabindex": "-1"}
        self.fields[TRAP] = forms.CharField(
            label=_("Leave this field empty"), required=False, widget=forms.TextInput(attrs=attrs)
        )
        self.fields[STAMP] = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def trap(self) -> forms.BoundField:
        return self[TRAP]

    @property
    def stamp(self) -> forms.BoundField:
        return self[STAMP]

    def lets_through(self, request: HttpRequest, *, counts_as: str = "") -> bool:
        """Whether this may go on. It counts against the limits, so ask last. When not, the form holds the reason and
        can be sent again as it is shown. ``counts_as``: what is done with it, where that is not what it is for."""
        self.refusal = self._why_not_read() or why_not(request, counts_as or self.guarded)
        if self.refusal is not None:
            self.add_error(None, forms.ValidationError(str(self.refusal), code=self.refusal.code))
            self._renew()
        return self.refusal is None

    @property
    def is_kept_out(self) -> bool:
        """Refused for more than its time: nothing of it is to be stored."""
        return self.refusal is not None and self.refusal.code in ("trap", "limit")

    def _why_not_read(self) -> Refusal | None:
        """Judged by the fields alone."""
        if str(self.data.get(self.add_prefix(TRAP), ""))[:LONGEST_TRAP].strip():
            return Refusal("trap", _("A field that is not for people was filled in. Send the form again as it is now."))
        age = age_of(str(self.data.get(self.add_prefix(STAMP), "")), self.guarded)
        if age is None or age > settings.GUARD_OLDEST:
            return Refusal(
                "old", _("This page had been open for a long time. What you wrote is kept: check it and send it again.")
            )
        if age < settings.GUARD_QUICKEST:
            return Refusal(
                "quick", _("That was quicker than we can tell from a machine. What you wrote is kept: send it again.")
            )
        return None

    def _renew(self) -> None:
        """What is shown again can be sent at once: nobody waits twice."""
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix(TRAP)] = ""
        data[self.add_prefix(STAMP)] = stamp(self.guarded, seconds_ago=settings.GUARD_QUICKEST)
        self.data = data


def why_not(request: HttpRequest, action: str) -> Refusal | None:
    """Count one act of a kind, by the person and the network; why it is one too many, if so."""
    person = request.user.pk if request.user.is_authenticated else None
    return limits.why_not(action, person=person, network=network_of(request))


def stamp(action: str, *, seconds_ago: int = 0) -> str:
    """A signed time for a form of this kind."""
    return _signer(action).sign(str(int(timezone.now().timestamp()) - seconds_ago))


def age_of(value: str, action: str) -> float | None:
    """Seconds since a form was shown; ``None`` for a stamp that is not ours."""
    try:
        return timezone.now().timestamp() - int(_signer(action).unsign(value))
    except (BadSignature, ValueError):
        return None


def _signer(action: str) -> Signer:
    return Signer(salt=f"core.guard.{action}")
