"""Every write about preview links."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate, localtime
from wagtail.models import Page

from accounts.models import User
from core import audit

from ..models import PreviewLink
from . import secret
from .queries import languages_of
from .rules import KEPT, end


@transaction.atomic
def make_link(*, page: Page, days: int, note: str, user: User, now: datetime) -> tuple[PreviewLink, str]:
    """The link and its secret, which is kept nowhere. It shows the languages that ``user`` may edit.
    ``days``: within `rules.LEAST` and `rules.MOST`."""
    told = secret.new()
    link = PreviewLink.objects.create(
        page=page,
        secret_hash=secret.hash_of(told),
        note=note,
        made_by=user,
        made_at=now,
        ends_at=end(now, days),
        also_in=languages_of(page, user),
    )
    audit.record(
        site_id=_site_id(page),
        actor_id=user.pk,
        verb="preview.make",
        kind="preview",
        key=page.pk,
        number=link.pk,
        until=f"{localtime(link.ends_at):%d.%m.%Y %H.%M}",
        note=note,
    )
    return link, told


@transaction.atomic
def withdraw_link(*, link: PreviewLink, user: User, now: datetime) -> None:
    """It opens nothing from now on. Nothing happens when it does so no more already."""
    link = PreviewLink.objects.select_for_update().get(pk=link.pk)
    if link.state(now) != "works":
        return
    link.withdrawn_at = now
    link.save(update_fields=["withdrawn_at"])
    audit.record(
        site_id=_site_id(link.page),
        actor_id=user.pk,
        verb="preview.withdraw",
        kind="preview",
        key=link.page_id,
        number=link.pk,
    )


@transaction.atomic
def end_links(*, page: Page, now: datetime) -> None:
    """The page was taken from the public, by somebody or by the clock: what shows it by a link goes with it."""
    links = PreviewLink.objects.filter(page__translation_key=page.translation_key)
    links = links.filter(withdrawn_at=None, ends_at__gt=now)
    for link in links.select_for_update(of=("self",)):
        link.withdrawn_at = now
        link.save(update_fields=["withdrawn_at"])
        audit.record(
            site_id=_site_id(page),
            actor_id=None,
            verb="preview.end",
            kind="preview",
            key=link.page_id,
            number=link.pk,
        )


def note_opening(*, link: PreviewLink, now: datetime) -> None:
    """That it was opened, and on which day; nothing of who did."""
    PreviewLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1, opened_on=localdate(now))


def purge(*, now: datetime) -> int:
    """Delete links that ended long enough ago. Returns how many."""
    return PreviewLink.objects.filter(ends_at__lt=now - KEPT).delete()[0]


def _site_id(page: Page) -> int | None:
    site = page.get_site()
    return site.pk if site else None
