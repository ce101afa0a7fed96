"""What followers hear of consultations: that one has come, and what is sent to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from participation.following import events
from participation.following.events import EventKind, Group, Line
from participation.following.models import Event
from participation.following.topics import Topic

from .followed import shown_pages
from .models import ConsultationPage, DraftVersion, Extension, Opinion
from .rules import Noun
from .spoken import named

QUOTED = 300  # characters


def published(opinion: Opinion, now: datetime) -> None:
    """An opinion has come before the public for the first time."""
    key = str(opinion.consultation_key)
    events.tell(
        site_id=opinion.site_id,
        kind="opinion.added",
        thing_kind="opinion",
        thing_id=opinion.pk,
        topics=[Topic("consultation", key)],
        at=now,
        actor_id=opinion.author_id,
        detail={"consultation": key},
    )


def begun(page: ConsultationPage, *, now: datetime) -> None:
    """A consultation has been published for the first time: followers of its project, themes and area hear of it, and
    first those of the round before it."""
    site = page.get_site()
    if site is None or not page.path.startswith(site.root_page.path):
        return
    around = [Topic("consultation", str(page.previous_round))] if page.previous_round else []
    around += [Topic("project", str(page.project_key))] if page.project_key else []
    around += [Topic("theme", str(item.tag_id)) for item in page.theme_items.all()]
    around += [Topic("area", str(page.area_id))] if page.area_id else []
    if around:
        events.tell(
            site_id=site.pk,
            kind="consultation.published",
            thing_kind="consultation",
            thing_id=page.pk,
            topics=around,
            at=now,
            once=f"consultation:{page.translation_key}",
            detail={"consultation": str(page.translation_key), "is_round": page.previous_round is not None},
        )


def answered(page: ConsultationPage, *, site_id: int, now: datetime) -> None:
    """The municipality has published what it says to opinions: followers hear of it once a day at most."""
    key = str(page.translation_key)
    events.tell(
        site_id=site_id,
        kind="consultation.answered",
        thing_kind="consultation",
        thing_id=page.pk,
        topics=[Topic("consultation", key)],
        at=now,
        once=f"answers:{key}:{localdate(now).isoformat()}",
        detail={"consultation": key},
    )


def extended(extension: Extension, *, page_id: int, told: Collection[int], now: datetime) -> None:
    """It closes later. ``told``: those who get a mail of their own."""
    key = str(extension.consultation_key)
    events.tell(
        site_id=extension.site_id,
        kind="consultation.extended",
        thing_kind="consultation",
        thing_id=page_id,
        topics=[Topic("consultation", key)],
        at=now,
        told=told,
        detail={"consultation": key, "extension": extension.pk},
    )


def redrafted(version: DraftVersion, *, page_id: int, now: datetime) -> None:
    """A draft text has a new version: followers hear of it once a day at most, however often it is published."""
    key = str(version.consultation_key)
    events.tell(
        site_id=version.site_id,
        kind="consultation.redrafted",
        thing_kind="consultation",
        thing_id=page_id,
        topics=[Topic("consultation", key)],
        at=now,
        once=f"draft:{key}:{localdate(now).isoformat()}",
        detail={"consultation": key, "section": version.section},
    )


def _render(found: Sequence[Event]) -> Mapping[int, Line]:
    pages: dict[str, ConsultationPage] = {}
    for site_id in {event.site_id for event in found}:
        keys = [UUID(event.detail["consultation"]) for event in found if event.site_id == site_id]
        pages |= {str(key): page for key, page in shown_pages(site_id, keys).items()}
    ids = [event.thing_id for event in found if event.kind == "opinion.added"]
    opinions = Opinion.objects.public().in_bulk(ids)
    extensions = Extension.objects.in_bulk(
        [event.detail["extension"] for event in found if "extension" in event.detail]
    )
    lines = {}
    for event in found:
        page = pages.get(event.detail["consultation"])
        if page is None:
            continue
        if event.kind == "consultation.published":
            lines[event.pk] = _new(page, is_round=event.detail.get("is_round", False))
        elif event.kind == "consultation.extended":
            if extension := extensions.get(event.detail["extension"]):
                lines[event.pk] = _extended(page, extension)
        elif event.kind == "consultation.redrafted":
            lines[event.pk] = _redrafted(page, event.detail["section"])
        elif event.kind == "consultation.answered":
            lines[event.pk] = _answered(page)
        elif opinion := opinions.get(event.thing_id):
            lines[event.pk] = _added(page, opinion)
    return lines


def _new(page: ConsultationPage, *, is_round: bool) -> Line:
    said = _("The consultation is opened again: %(title)s") if is_round else _("New consultation: %(title)s")
    text = said % {"title": page.title}
    return Line(text=text, url=page.url or "", quote=page.summary, when=page.closes_at)


def _extended(page: ConsultationPage, extension: Extension) -> Line:
    text = _("The time to answer «%(title)s» has been made longer.") % {"title": page.title}
    return Line(text=text, url=page.url or "", quote=str(extension.reason), when=extension.to_at)


def _redrafted(page: ConsultationPage, section: str) -> Line:
    text = _("The draft text of «%(title)s» has a new version.") % {"title": page.title}
    return Line(text=text, url=f"{page.url or ''}{page.reverse_subpage('draft_changes', args=[section])}")


def _answered(page: ConsultationPage) -> Line:
    text = _("The municipality has responded to what was said of «%(title)s».") % {"title": page.title}
    return Line(text=text, url=f"{page.url or ''}{page.reverse_subpage('responses')}", is_answer=True)


def _added(page: ConsultationPage, opinion: Opinion) -> Line:
    by = opinion.organisation if opinion.noun == Noun.STATEMENT else opinion.name or opinion.organisation
    words = {"title": page.title, "name": by}
    said = named("by" if words["name"] else "new", opinion.noun, **words)
    quote = opinion.body if len(opinion.body) <= QUOTED else f"{opinion.body[:QUOTED].rsplit(' ', 1)[0]} …"
    return Line(text=said, url=reverse("consultations:go_to", args=[opinion.pk]), quote=quote)


def register() -> None:
    events.register(EventKind(name="opinion.added", group=Group.COMMENTS, render=_render))
    events.register(EventKind(name="consultation.answered", group=Group.PROJECTS, render=_render))
    events.register(EventKind(name="consultation.extended", group=Group.PROJECTS, render=_render))
    events.register(EventKind(name="consultation.redrafted", group=Group.PROJECTS, render=_render))
    events.register(EventKind(name="consultation.published", group=Group.PROJECTS, render=_render))
