"""What followers hear of proposals. Called in the transaction of the action that did it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from participation.following import actions as following
from participation.following import events, topics
from participation.following.events import EventKind, Group, Line
from participation.following.models import Event
from participation.following.rules import Reason
from participation.following.topics import Topic

from .followed import READABLE, topic_of, topics_of
from .models import Handling, Proposal

QUOTED = 300  # characters


def published(proposal: Proposal, now: datetime) -> None:
    """For the first time: its author follows it, and who follows its project, theme or area hears of it."""
    if proposal.author_id is not None:
        topic = topic_of(proposal)
        following.attach(
            site_id=proposal.site_id, topic=topic, user_id=proposal.author_id, reason=Reason.AUTHOR, now=now
        )
    _tell("published", proposal, now, actor_id=proposal.author_id, about=topics_of(proposal)[1:])


def answered(proposal: Proposal, step: Handling, user: User, now: datetime) -> None:
    """Its author has a letter of it already."""
    kind = "answered" if step.text else "state"
    _tell(kind, proposal, now, actor_id=user.pk, told=_authors(proposal), handling=step.pk)


def merged(one: Proposal, other: Proposal, user: User, now: datetime) -> None:
    """Who follows the one follows the other from now on."""
    following.carry(site_id=one.site_id, kind="proposal", key=str(one.uuid), to=str(other.uuid))
    _both("merged", one, other, user, now)


def parted(one: Proposal, other: Proposal, below: Iterable[int], user: User, now: datetime) -> None:
    """``below``: what had been merged into ``one`` before."""
    keys = Proposal.objects.filter(pk__in=list(below)).values_list("uuid", flat=True)
    following.give_back(
        site_id=one.site_id, kind="proposal", key=str(one.uuid), origins=list(map(str, keys)), of=str(other.uuid)
    )
    _both("parted", one, other, user, now)


def moved(proposal: Proposal, user: User, now: datetime) -> None:
    _tell(
        "moved",
        proposal,
        now,
        actor_id=user.pk,
        told=_authors(proposal),
        about=topics_of(proposal)[:2],
        project=str(proposal.project_key),
    )


def supported(proposal: Proposal, user: User, now: datetime) -> None:
    following.attach(
        site_id=proposal.site_id, topic=topic_of(proposal), user_id=user.pk, reason=Reason.SUPPORT, now=now
    )


def unsupported(proposal: Proposal, below: Iterable[int], user: User) -> None:
    """With what was merged into it, whose support goes too."""
    keys = Proposal.objects.filter(pk__in=[proposal.pk, *below]).values_list("uuid", flat=True)
    following.detach(
        site_id=proposal.site_id,
        kind="proposal",
        keys=list(map(str, keys)),
        user_id=user.pk,
        reason=Reason.SUPPORT,
    )


def _both(kind: str, one: Proposal, other: Proposal, user: User, now: datetime) -> None:
    about = [topic_of(one), topic_of(other)]
    _tell(kind, one, now, actor_id=user.pk, told=_authors(one, other), about=about, other=other.pk)


def _authors(*proposals: Proposal) -> set[int]:
    return {proposal.author_id for proposal in proposals if proposal.author_id is not None}


def _tell(
    kind: str,
    proposal: Proposal,
    now: datetime,
    *,
    actor_id: int | None,
    told: Iterable[int] = (),
    about: Sequence[Topic] | None = None,
    **detail: Any,
) -> None:
    events.tell(
        site_id=proposal.site_id,
        kind=f"proposal.{kind}",
        thing_kind="proposal",
        thing_id=proposal.pk,
        topics=topics_of(proposal) if about is None else about,
        at=now,
        actor_id=actor_id,
        told=list(told),
        detail=detail,
    )


@dataclass(frozen=True)
class _Known:
    """What events are put into words with: proposals that everybody may read, steps of handling, project titles."""

    rows: Mapping[int, Proposal]
    steps: Mapping[int, Handling]
    projects: Mapping[Topic, topics.Shown]


def _known(found: Sequence[Event]) -> _Known:
    """One query; one more where there are answers, and those of projects where anything has been moved."""
    ids = {event.thing_id for event in found} | {event.detail["other"] for event in found if "other" in event.detail}
    steps = [event.detail["handling"] for event in found if "handling" in event.detail]
    moved = [event for event in found if "project" in event.detail]
    projects = {
        topic: shown
        for site_id in {event.site_id for event in moved}
        for topic, shown in topics.shown(site_id, {_project_of(e) for e in moved if e.site_id == site_id}).items()
    }
    return _Known(
        rows=Proposal.objects.filter(publication__in=READABLE).in_bulk(ids),
        steps=Handling.objects.in_bulk(steps) if steps else {},
        projects=projects,
    )


def _project_of(event: Event) -> Topic:
    return Topic("project", event.detail["project"])


def _render(found: Sequence[Event]) -> Mapping[int, Line]:
    known = _known(found)
    said = {event.pk: _SAID[event.kind.partition(".")[2]](event, known) for event in found}
    return {pk: line for pk, line in said.items() if line is not None}


def _published(event: Event, known: _Known) -> Line | None:
    row = known.rows.get(event.thing_id)
    if row is None:
        return None
    return Line(text=_("New proposal: %(title)s") % {"title": row.title}, url=row.get_absolute_url())


def _answered(event: Event, known: _Known) -> Line | None:
    row, step = known.rows.get(event.thing_id), known.steps.get(event.detail["handling"])
    if row is None or step is None:
        return None
    return answer_line(row, step, is_answer=event.kind == "proposal.answered")


def answer_line(row: Proposal, step: Handling, *, is_answer: bool) -> Line:
    words = {"title": row.title, "state": step.state_label.lower()}
    if is_answer:
        said = _("The municipality has answered the proposal «%(title)s». It is now: %(state)s.")
        short = _("The municipality answered: %(title)s")
    else:
        said, short = _("The proposal «%(title)s» is now: %(state)s."), _("Now %(state)s: %(title)s")
    return Line(
        text=said % words,
        url=row.get_absolute_url(),
        quote=_cut(str(step.text)),
        short=short % words,
        is_answer=is_answer,
    )


def _two(event: Event, known: _Known) -> Line | None:
    one, other = known.rows.get(event.thing_id), known.rows.get(event.detail["other"])
    if one is None or other is None:
        return None
    words = {"one": one.title, "other": other.title}
    if event.kind == "proposal.merged":
        said, shown = _("The proposal «%(one)s» has been merged into the proposal «%(other)s»."), other
    else:
        said, shown = _("The proposals «%(one)s» and «%(other)s» are separate again."), one
    return Line(text=said % words, url=shown.get_absolute_url())


def _moved(event: Event, known: _Known) -> Line | None:
    row, project = known.rows.get(event.thing_id), known.projects.get(_project_of(event))
    if row is None:
        return None
    words = {"title": row.title, "project": project.title if project else ""}
    if project is None:
        said = _("The proposal «%(title)s» has been moved to another project.")
    else:
        said = _("The proposal «%(title)s» has been moved to the project «%(project)s».")
    return Line(text=said % words, url=row.get_absolute_url())


_SAID: Mapping[str, Callable[[Event, _Known], Line | None]] = {
    "published": _published,
    "answered": _answered,
    "state": _answered,
    "merged": _two,
    "parted": _two,
    "moved": _moved,
}


def _cut(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[:QUOTED].rsplit(' ', 1)[0]} …"


def register() -> None:
    wide = Group.PROPOSALS
    for kind in (
        EventKind(name="proposal.published", group=Group.PROPOSALS, render=_render),
        EventKind(name="proposal.answered", group=Group.ANSWERS, wide=wide, render=_render),
        EventKind(name="proposal.state", group=Group.STATES, wide=wide, render=_render),
        EventKind(name="proposal.merged", group=Group.STATES, render=_render),
        EventKind(name="proposal.parted", group=Group.STATES, render=_render),
        EventKind(name="proposal.moved", group=Group.STATES, wide=wide, render=_render),
    ):
        events.register(kind)
