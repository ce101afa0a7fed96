"""Who writes and supports in bulk: accounts that nobody signs in to, shared by every run."""

from __future__ import annotations

from accounts.models import User

NUMBER = 600


def crowd() -> list[int]:
    """Ids of the accounts, made when they are missing."""
    emails = [f"joukko{number:03}@koivuranta.example" for number in range(NUMBER)]
    User.objects.bulk_create(
        (
            User(email=email, display_name=f"Asukas {number}", password="!")  # noqa: S106  nobody signs in with it
            for number, email in enumerate(emails, 1)
        ),
        ignore_conflicts=True,
    )
    return list(User.objects.filter(email__in=emails).order_by("email").values_list("pk", flat=True))
