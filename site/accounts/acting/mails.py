"""The mail to a person in whose name the service desk did something."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from core.audit import queries
from core.models import AuditRow
from municipality import mails
from municipality.queries import of_site

from .models import ActingSession, DeskPerson

SALT = "accounts.acting.join"
LINK_DAYS = 30


def receipt(*, acting: ActingSession, person: DeskPerson, to: str, done: list[AuditRow]) -> None:
    """What was done, and a link with which the owner of the address takes it to an account. The same whether the
    address has an account or not."""
    with override(acting.language):
        municipality = of_site(acting.site, acting.language)
        key = signing.dumps({"person": person.pk, "email": to}, salt=SALT)
        context = {
            "acts": [{"what": one.what, "title": one.thing.title if one.thing else ""} for one in queries.told(done)],
            "channel": acting.channel,
            "at": acting.started_at,
            "link": acting.site.root_url + reverse("acting:join", args=[key]),
            "days": LINK_DAYS,
            "home": acting.site.root_url + municipality.home_url,
        }
    mails.send(municipality=municipality, to=to, template="desk_receipt", language=acting.language, context=context)


def read_key(key: str) -> dict[str, Any] | None:
    """What a link of the mail says: the number of the person, and the address; ``None`` for one that is not ours or too
    old."""
    try:
        return dict(signing.loads(key, salt=SALT, max_age=LINK_DAYS * 24 * 60 * 60))
    except signing.BadSignature:
        return None
