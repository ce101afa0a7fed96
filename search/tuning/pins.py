"""What editors have pinned to a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wagtail.models import Page, Site

from core.pages import open_to_all
from core.versions import prime, version_of

from ..analysis import Term
from .kept import taught
from .models import Pin

MOST = 3


@dataclass(frozen=True, kw_only=True)
class Pinned:
    """``language`` is that of the words."""

    title: str
    text: str
    url: str
    language: str


def pinned(asked: Sequence[Term], *, site: Site, reader: str, today: date) -> list[Pinned]:
    """At most `MOST`. No query but `taught`'s where nothing is pinned to the search; three at most where something is.
    A page that not everybody may read is not shown."""
    ids = [rule.pin_id for rule in taught(site.pk).rules if rule.holds(asked, reader, today)][:MOST]
    if not ids:
        return []
    pins = list(Pin.objects.filter(pk__in=ids).order_by("pk"))
    public = {page.pk: page for page in open_to_all(Page.objects.live().filter(pk__in=[pin.page_id for pin in pins]))}
    prime(public.values())
    found = (_pinned(pin, public, reader) for pin in pins)
    return [one for one in found if one is not None]


def _pinned(pin: Pin, public: dict[int, Page], reader: str) -> Pinned | None:
    title, language = pin.title.shown(reader)
    text = str(pin.text)
    if pin.url:
        return Pinned(title=title, text=text, url=pin.url, language=language)
    page = public.get(pin.page_id or 0)
    if page is None:
        return None
    page = version_of(page)
    url = page.get_url()
    own = "" if title else page.title
    return Pinned(title=title or own, text=text, url=url, language=language or reader) if url else None
