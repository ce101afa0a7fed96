"""What `manage.py serve` tells of the demonstration municipality, when the database holds it."""

from __future__ import annotations

from accounts.models import User

SIGN_INS = {
    "editor@koivuranta.example": "editor: pages, news, translations (administration)",
    "resident@koivuranta.example": "resident: proposes, supports, comments",
    "councillor@koivuranta.example": "councillor: a desk of what is new in what they follow",
    "moderator@koivuranta.example": "moderator: keeps the discussion civil (administration)",
    "preparer@koivuranta.example": "preparer: answers proposals (administration)",
    "desk@koivuranta.example": "service desk: acts for people on paper or phone (/fi/palvelupiste/)",
    "admin@koivuranta.example": "administrator: all of it, settings and roles (administration)",
}


def sign_ins() -> list[str]:
    """One line for each demonstration account there is, after a line that says how to sign in."""
    there = set(User.objects.filter(email__in=SIGN_INS).values_list("email", flat=True))
    lines = [f"  {email:<31} {role}" for email, role in SIGN_INS.items() if email in there]
    return ["Sign in with one of these addresses; the code appears in this terminal:", *lines] if lines else []
