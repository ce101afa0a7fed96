"""Opinions as rows of a table, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.desk.tables import Sheet

from ..models import ConsultationPage, Opinion
from .packing import name_of

BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Row:
    """An opinion with what belongs to it."""

    opinion: Opinion
    title: str
    section: str
    theme: str
    response: str
    text: str
    outcome: str
    reason: str
    published: bool
    area: str


def rows_of(
    rows: QuerySet[Opinion], pages: Mapping[UUID, ConsultationPage], *, contacts: bool = False
) -> Iterator[Row]:
    """In the order of the query. The ids are read first: no cursor stays open while others write."""
    read = Opinion.objects.select_related("handling__theme", "handling__response", "area").prefetch_related("files")
    read = read.select_related("contact") if contacts else read
    sections = _Sections(pages)
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        found = read.in_bulk(part)
        for pk in part:
            if one := found.get(pk):
                yield _row(one, pages, sections)


class _Sections(dict[UUID, dict[str, str]]):
    """Of each consultation that is met."""

    def __init__(self, pages: Mapping[UUID, ConsultationPage]) -> None:
        super().__init__()
        self._pages = pages

    def get(self, key: UUID, default: Any = None) -> Any:
        if key not in self and key in self._pages:
            self[key] = {block.id: block.value["title"] for block in self._pages[key].sections if block.id}
        return super().get(key, default)


def _row(one: Opinion, pages: Mapping[UUID, ConsultationPage], sections: Mapping[UUID, dict[str, str]]) -> Row:
    held, page = getattr(one, "handling", None), pages.get(one.consultation_key)
    return Row(
        opinion=one,
        title=page.title if page else "",
        section=(sections.get(one.consultation_key) or {}).get(one.section, ""),
        theme=str(held.theme or "") if held else "",
        response=str(held.response or "") if held else "",
        text=str(held.response.text) if held and held.response else "",
        outcome=str(held.get_outcome_display()) if held else "",
        reason=str(held.reason) if held else "",
        published=bool(held and held.published_at),
        area=str(one.area or ""),
    )


def headings(*, personal: bool) -> list[str]:
    own = [_("Shown name"), _("Own name"), _("Postal address"), _("E-mail")] if personal else []
    return [
        _("Number"), _("Consultation"), pgettext("consultation", "Section"), _("Kind"), _("Opinion"), _("Language"), _("Organisation"),
        *own,
        _("How it came"), pgettext("opinion", "Sent"), _("Arrived"), _("Place"), _("Area"), _("Attachments"), pgettext("view", "Agree"),
        pgettext("view", "Disagree"), _("Moderation"), _("Theme"), _("Response to"), _("Response"), _("Outcome"),
        pgettext("outcome", "Reason"), pgettext("response", "Published"),
    ]  # fmt: skip


def sheet(rows: QuerySet[Opinion], pages: Mapping[UUID, ConsultationPage], *, personal: bool) -> Sheet:
    """``personal``: with names and addresses, for the registry."""
    return Sheet(
        title=_("Opinions"),
        headings=headings(personal=personal),
        rows=(cells(row, personal=personal) for row in rows_of(rows, pages, contacts=personal)),
        number=rows.count(),
    )


def cells(row: Row, *, personal: bool) -> list[Any]:
    one = row.opinion
    return [
        one.pk, row.title, row.section, str(one.get_noun_display()), one.body, one.language, one.organisation,
        *(_sender(one) if personal else []),
        str(one.get_via_display()), one.created_at, one.arrived_on, place_of(one), row.area, files_of(one), one.agreed, one.disagreed,
        str(one.get_standing_display()), row.theme, row.response, row.text, row.outcome, row.reason,
        _("yes") if row.published else _("no"),
    ]  # fmt: skip


def _sender(one: Opinion) -> list[str]:
    kept = getattr(one, "contact", None)
    return [one.name, *((kept.full_name, kept.street, kept.email) if kept else ("", "", ""))]


def files_of(one: Opinion) -> str:
    """As the package of attachments names them."""
    return "; ".join(name_of(file) for file in one.files.all())


def place_of(one: Opinion) -> str:
    """As a spreadsheet takes it: the kind and longitude and latitude of each point."""
    if not one.place:
        return ""
    points = one.place["coordinates"]
    points = [points] if one.place["type"] == "Point" else points[0] if one.place["type"] == "Polygon" else points
    return "; ".join(f"{lon} {lat}" for lon, lat in points)
