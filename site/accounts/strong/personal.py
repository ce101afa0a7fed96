"""Strong identification in the table of personal data: it keeps nothing of anybody."""

from __future__ import annotations

from accounts.personal import exempt


def register_identification() -> None:
    exempt("accounts.Provider", "the municipality's settings: names of claims, never their values")
