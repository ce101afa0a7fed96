"""What a project's page shows: what can be done now and until when, and the lane of its phases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.eligibility.rules import who_takes_part
from core.templatetags.dates import last_day
from participation import registry
from participation.following.topics import Topic
from participation.phases import Phase, State, Timeline

from .queries import state_of

if TYPE_CHECKING:
    from .models import ProjectPage


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A phase on the lane, with its dates in words. The same fields serve the track and the lane."""

    state: State
    title: str
    text: str
    when: str
    note: str


def project_context(page: ProjectPage, request: HttpRequest, now: datetime) -> dict[str, Any]:
    site = Site.find_for_request(request)
    own = list(page.phases.all())
    project = page.as_project(site, own)
    acts = registry.acts_in([project], now, facts=False)
    sections = registry.sections_of(project, site, now)
    words = tuple(phase.as_phase() for phase in own)  # in this page's language; the dates are the source's
    phases = _said(project.timeline.phases, words)
    funding = [block.value for block in page.funding]
    amounts = [row["amount"] for row in funding if row["amount"] is not None]
    current = [phase for phase in phases if phase.state(now) == "now"]
    return {
        "project": project,
        "followable": Topic("project", str(page.translation_key)),
        "acts": acts,
        "opening": opening(project.timeline, now),
        "sections": [section for section in sections if not section.closing],
        "closing_sections": [section for section in sections if section.closing],
        "stops": [stop_of(phase, now) for phase in phases],
        "current": current[0] if current else None,
        "state": state_of(project.timeline, bool(acts), now),
        "ways": [block.value for block in page.ways if not block.value["when"] or block.value["when"] >= now],
        "themes": [item.tag for item in page.theme_items.select_related("tag")],
        "decisions": sorted((block.value for block in page.decisions), key=lambda value: value["date"], reverse=True),
        "address": request.build_absolute_uri(request.path),
        "facts": _facts(page, project.timeline),
        "partners": [block.value for block in page.partners],
        "funding": [(row["source"], _euros(row["amount"])) for row in funding],
        "funding_total": _euros(sum(amounts, Decimal(0))) if amounts else "",
    }


def _facts(page: ProjectPage, timeline: Timeline) -> list[tuple[str, Any]]:
    rows = [
        (_("Duration"), duration(timeline)),
        (_("Case number"), page.case_number),
        (_("Responsible unit"), page.unit),
        (_("Area"), page.area.names if page.area else ""),
    ]
    return [(term, value) for term, value in rows if value]


def _euros(amount: Decimal | None) -> str:
    """«412 000 €»; empty without an amount."""
    if amount is None:
        return ""
    digits = 0 if amount == amount.to_integral_value() else 2
    return f"{number_format(amount, digits, force_grouping=True)}\u00a0€"


def _said(ruled: tuple[Phase, ...], words: tuple[Phase, ...]) -> list[Phase]:
    """The ruling phases with this language's words. When the numbers differ (a phase was added and is not translated
    yet), the source's words stand."""
    if len(ruled) != len(words):
        return list(ruled)
    return [replace(rule, name=said.name, text=said.text) for rule, said in zip(ruled, words, strict=True)]


def opening(timeline: Timeline, now: datetime) -> datetime | None:
    """When the next phase in which residents can do something begins."""
    coming = [phase.opens_at for phase in timeline.phases if phase.allows and phase.opens_at and phase.opens_at > now]
    return min(coming, default=None)


def stop_of(phase: Phase, now: datetime) -> Stop:
    state = phase.state(now)
    span = _span(phase)
    notes = {"past": _("done"), "now": _("going on now"), "next": _("coming")}
    text = "\n\n".join(filter(None, (phase.text, who_takes_part(phase.condition))))
    return Stop(
        state=state, title=phase.name, text=text, when=" · ".join(filter(None, (span, notes[state]))), note=span
    )


def _span(phase: Phase) -> str:
    """«1.9.2026–31.12.2026»: the first and the last day."""
    first = date_format(localtime(phase.opens_at), "SHORT_DATE_FORMAT") if phase.opens_at else ""
    end = last_day(phase.closes_at)
    last = date_format(end, "SHORT_DATE_FORMAT") if end else ""
    return f"{first}–{last}" if first or last else ""


def duration(timeline: Timeline) -> str:
    """«9/2024–12/2027»."""
    starts = timeline.starts
    if starts is None:
        return ""
    end = last_day(timeline.ends)
    return f"{date_format(localtime(starts), 'n/Y')}–{date_format(end, 'n/Y') if end else ''}"
