"""What followers hear of projects: the clock's turns, which `tell_phases` looks for, and what editors publish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from core.templatetags.dates import until_when
from participation.following import events
from participation.following.events import EventKind, Group, Line
from participation.following.models import Event
from participation.following.topics import Topic

from .models import ProjectPage, ProjectPhase
from .queries import shown_pages

SOON = timedelta(days=8)  # before the end of a phase: a weekly mail comes in time too
MISSED = timedelta(days=3)  # what happened while the server was down is told so much later, not what is older
FRESH = timedelta(days=30)  # a decision older than that is no news when it is written on the page


def turns(site: Site, *, now: datetime) -> int:
    """Tell what the clock has done to the phases of a municipality's projects; each turn is told once, also by several
    machines. Returns how many. Two queries when there is nothing to tell."""
    phases = ProjectPhase.objects.filter(page__live=True, page__path__startswith=site.root_page.path)
    begun = Q(opens_at__gt=now - MISSED, opens_at__lte=now)
    near = Q(closes_at__gt=now - MISSED, closes_at__lte=now + SOON)
    number = 0
    for phase in phases.filter(begun | near).select_related("page").order_by("opens_at", "pk"):
        for what, moment in _turns(phase, now):
            number += _tell_phase(site, phase, what, moment, now)
    return number


def _turns(phase: ProjectPhase, now: datetime) -> list[tuple[str, datetime]]:
    found = []
    if phase.opens_at and now - MISSED < phase.opens_at <= now:
        found.append(("phase_opened", phase.opens_at))
    if phase.closes_at and now - MISSED < phase.closes_at <= now:
        found.append(("phase_ended", phase.closes_at))
    soon = phase.closes_at - SOON if phase.closes_at and phase.allows else None
    if phase.closes_at and soon and soon <= now < phase.closes_at and (not phase.opens_at or phase.opens_at < soon):
        found.append(("phase_closing", phase.closes_at))
    return found


def _tell_phase(site: Site, phase: ProjectPhase, what: str, moment: datetime, now: datetime) -> int:
    once = f"{what}:{phase.translation_key}:{int(moment.timestamp())}"
    if Event.objects.filter(once=once).exists():
        return 0
    _tell(site, phase.page, what, now, once=once, phase=str(phase.translation_key), moment=moment.isoformat())
    return 1


def published(page: ProjectPage, *, now: datetime, first: bool) -> None:
    """A project's page has been published in the municipality's own language: ``first`` for the first time. Fresh
    decisions on it are told; those it began with are not news."""
    site = page.get_site()
    if site is None or not page.path.startswith(site.root_page.path):
        return
    if first:
        around = [Topic("theme", str(item.tag_id)) for item in page.theme_items.all()]
        around += [Topic("area", str(page.area_id))] if page.area_id else []
        if around:
            _tell(site, page, "published", now, once=f"project:{page.translation_key}", about=around)
    for block in page.decisions:
        once = f"decision:{block.id}"
        if _is_fresh(block.value["date"], now) and not Event.objects.filter(once=once).exists():
            _tell(site, page, "decision", now, once=once, quiet=first, decision=str(block.id))


def _is_fresh(day: date | None, now: datetime) -> bool:
    return day is not None and timezone.localdate(now) - day <= FRESH


def _tell(
    site: Site,
    page: ProjectPage,
    what: str,
    now: datetime,
    *,
    once: str,
    about: Sequence[Topic] | None = None,
    quiet: bool = False,
    **detail: Any,
) -> None:
    own = [] if quiet else [Topic("project", str(page.translation_key))]
    events.tell(
        site_id=site.pk,
        kind=f"project.{what}",
        thing_kind="project",
        thing_id=page.pk,
        topics=own if about is None else about,
        at=now,
        once=once,
        detail={"project": str(page.translation_key), **detail},
    )


@dataclass(frozen=True)
class _Known:
    """What events are put into words with: pages by project, the phases that rule, the names of phases on each page."""

    pages: Mapping[str, ProjectPage]
    ruling: Mapping[str, ProjectPhase]
    names: Mapping[tuple[int, str], str]
    now: datetime


def _known(found: Sequence[Event]) -> _Known:
    """A query a municipality, and one where there are phases among the events."""
    pages: dict[str, ProjectPage] = {}
    full = any("decision" in event.detail for event in found)
    for site_id in {event.site_id for event in found}:
        keys = [UUID(event.detail["project"]) for event in found if event.site_id == site_id]
        pages |= {str(key): page for key, page in shown_pages(site_id, keys, full=full).items()}
    sources = {event.thing_id for event in found if "phase" in event.detail}
    rows = ProjectPhase.objects.filter(page__in={*sources, *(page.pk for page in pages.values())}) if sources else []
    return _Known(
        pages=pages,
        ruling={str(row.translation_key): row for row in rows if row.page_id in sources},
        names={(row.page_id, str(row.translation_key)): row.name for row in rows},
        now=timezone.now(),
    )


def _render(found: Sequence[Event]) -> Mapping[int, Line]:
    known, lines = _known(found), {}
    for event in found:
        page = known.pages.get(event.detail["project"])
        says = _phase if "phase" in event.detail else _decision if "decision" in event.detail else _published
        line = says(event, page, known) if page is not None else None
        if line is not None:
            lines[event.pk] = line
    return lines


def _published(event: Event, page: ProjectPage, known: _Known) -> Line:
    return Line(text=_("New project: %(title)s") % {"title": page.title}, url=page.url or "", quote=page.summary)


def _phase(event: Event, page: ProjectPage, known: _Known) -> Line | None:
    """Left out: what an editor has moved to another time meanwhile, and the coming end of what has ended."""
    phase, moment = known.ruling.get(event.detail["phase"]), datetime.fromisoformat(event.detail["moment"])
    if phase is None or not _still(event, phase, moment, known.now):
        return None
    name = known.names.get((page.pk, event.detail["phase"]), phase.name)
    return Line(
        text=_phase_text(event, {"project": page.title, "phase": name}, phase),
        url=page.url or "",
        when=phase.closes_at if event.kind != "project.phase_ended" else moment,
    )


def _decision(event: Event, page: ProjectPage, known: _Known) -> Line | None:
    """One that stands on the page that is shown."""
    block = next((one for one in page.decisions if one.id == event.detail["decision"]), None)
    if block is None:
        return None
    words = {"project": page.title, "title": block.value["title"]}
    return Line(
        text=_("A decision in the project «%(project)s»: %(title)s") % words,
        url=page.url or "",
        quote=block.value["effect"] or "",
    )


def _still(event: Event, phase: ProjectPhase, moment: datetime, now: datetime) -> bool:
    if event.kind == "project.phase_opened":
        return phase.opens_at == moment
    return phase.closes_at == moment and (event.kind == "project.phase_ended" or moment > now)


def _phase_text(event: Event, words: dict[str, str], phase: ProjectPhase) -> str:
    if event.kind == "project.phase_ended":
        return _("The phase «%(phase)s» of the project «%(project)s» has ended.") % words
    words["until"] = until_when(phase.closes_at)
    if event.kind == "project.phase_closing":
        return _("The phase «%(phase)s» of the project «%(project)s» closes soon: it is open %(until)s.") % words
    if phase.closes_at:
        return _("The phase «%(phase)s» of the project «%(project)s» has begun. It is open %(until)s.") % words
    return _("The phase «%(phase)s» of the project «%(project)s» has begun.") % words


def register() -> None:
    for name in ("opened", "closing", "ended"):
        events.register(EventKind(name=f"project.phase_{name}", group=Group.PROJECTS, render=_render))
    events.register(EventKind(name="project.decision", group=Group.PROJECTS, render=_render))
    events.register(EventKind(name="project.published", group=Group.PROJECTS, render=_render))
