"""Retention in the table of personal data."""

from __future__ import annotations

from accounts.personal import exempt


def register_retention() -> None:
    exempt("retention.Hold", "an act in office: it stays, and who did it is a link that goes with the account")
