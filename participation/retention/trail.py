"""What the audit trail calls retention."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.audit import words
from core.audit.words import Kind, Thing

from . import kinds


def _find(keys: Collection[str]) -> dict[str, Thing]:
    """Kinds by their names; projects are named by their own rows."""
    return {key: Thing(str(found.label)) for key in keys if (found := kinds.get(key))}


def _kind(value: Any) -> str:
    found = kinds.get(str(value))
    return str(found.label) if found else str(value)


def register() -> None:
    words.register(
        "retention",
        Kind(
            label=_("Retention"),
            verbs={
                "retention.announce": _("Announced that something expires"),
                "retention.expire": _("Took the persons from what had expired"),
                "retention.drop": _("Dropped an expiry that was needless"),
                "retention.rule": _("Changed how long something is kept"),
                "retention.follow": _("Let a project follow the municipality’s time of keeping"),
                "retention.warned": _("Changed how early expiries are announced"),
                "retention.hold": _("Stopped a project’s expiries"),
                "retention.lift": _("Let a project’s expiries go on"),
            },
            find=_find,
            facts={"of": (_("what"), _kind), "months": (_("months"), words.as_text)},
        ),
    )
