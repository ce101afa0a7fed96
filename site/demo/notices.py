"""What `manage.py serve` tells of the demonstration municipality, when the database holds it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from participation.following import tokens
from participation.following.models import Subscriber
from participation.following.tokens import Claim

SIGN_INS = {
    "editor@koivuranta.example": "editor: pages, news, translations (administration)",
    "resident@koivuranta.example": "resident: proposes, supports, comments",
    "councillor@koivuranta.example": "councillor: a desk of what is new in what they follow",
    "moderator@koivuranta.example": "moderator: keeps the discussion civil (administration)",
    "preparer@koivuranta.example": "preparer: answers proposals (administration)",
    "desk@koivuranta.example": "service desk: acts for people on paper or phone (/fi/palvelupiste/)",
    "admin@koivuranta.example": "administrator: all of it, settings and roles (administration)",
}


FOLLOWER = "follower@koivuranta.example"


def _follower() -> list[str]:
    """The page that a follower without an account reaches from each mail."""
    found = Subscriber.objects.filter(email=FOLLOWER).select_related("site").first()
    if found is None:
        return []
    token = tokens.make(tokens.MANAGE, Claim(site_id=found.site_id, subscriber_id=found.pk))
    with override(found.language):
        path = reverse("following:manage", args=[token])
    return [f"A follower by e-mail alone chooses mails here: {path}"]


def sign_ins() -> list[str]:
    """One line for each demonstration account there is, after a line that says how to sign in."""
    there = set(User.objects.filter(email__in=SIGN_INS).values_list("email", flat=True))
    lines = [f"  {email:<31} {role}" for email, role in SIGN_INS.items() if email in there]
    return (
        ["Sign in with one of these addresses; the code appears in this terminal:", *lines, *_follower()]
        if lines
        else []
    )
