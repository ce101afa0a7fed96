"""Proposals and what happened to them.

Written past the actions, because these are a year of history: the actions would send its mails again and would refuse
what a phase that is over allowed. Every count and index that the actions keep is brought up to date at the end.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid5

from core.models import AuditRow
from core.pictures import clean_picture
from participation.proposals import actions, tallies
from participation.proposals.followers import follow_own
from participation.proposals.models import Proposal, Support, Version
from participation.proposals.rules import Publication, State

from . import answers, talk
from .desk import FOLDER, Desk
from .history import own_times

ROUNDS = ("first_round", "other_projects", "second_round")
DEFAULT_PROJECT = "asukkaiden-koivuranta"


def add(desk: Desk) -> None:
    specs = [spec for name in ROUNDS for spec in desk.data(f"proposals_{name}")]
    specs.sort(key=lambda spec: -spec["days"])
    with own_times(Proposal, Support, Version):
        for number, spec in enumerate(specs):
            proposal = make(desk, spec, desk.calendar.past(spec["days"], turn=number))
            _supports(desk, proposal, spec)
            _versions(desk, proposal, spec)
            answers.add(desk, proposal, spec)
            talk.add(desk, proposal, spec)
            proposal.save()
            _picture(desk, proposal, spec)
    tallies.recount(desk.site.pk)
    follow_own(desk.site.pk)
    for number, spec in enumerate(desk.data("proposals_drafts")):
        _draft(desk, spec, number)


def make(desk: Desk, spec: dict[str, Any], at: datetime) -> Proposal:
    lat, lon = spec["at"] or (None, None)
    withdrawn = desk.calendar.past(spec["withdrawn"]) if "withdrawn" in spec else None
    edited = desk.calendar.past(spec["edits"][-1]["days"]) if spec.get("edits") else None
    proposal = Proposal(
        site=desk.site,
        project_key=desk.pages[spec.get("project", DEFAULT_PROJECT)].translation_key,
        author=desk.users[spec["by"]],
        language=spec["lang"],
        title=spec["title"],
        body=spec["text"],
        theme=desk.themes[spec["theme"]],
        area=desk.areas.get(spec["area"] or ""),
        area_chosen=bool(spec["area"]),
        place=spec["place"],
        lat=lat,
        lon=lon,
        publication=Publication.WITHDRAWN if withdrawn else Publication.PUBLISHED,
        state=_last_state(spec),
        created_at=at - timedelta(minutes=25),
        saved_at=withdrawn or edited or at,
        published_at=at,
        edited_at=edited,
        withdrawn_at=withdrawn,
    )
    proposal.full_clean()
    proposal.save()
    author = proposal.author_id
    AuditRow.objects.create(
        at=at, site_id=desk.site.pk, actor_id=author, verb="proposal.publish", kind="proposal", key=str(proposal.uuid)
    )
    return proposal


def _last_state(spec: dict[str, Any]) -> str:
    steps = spec.get("steps")
    return steps[-1]["state"] if steps else State.RECEIVED


def _supports(desk: Desk, proposal: Proposal, spec: dict[str, Any]) -> None:
    """The first are those who talk about it; they come quickly at first, then ever more slowly."""
    writers = {comment["by"] for comment in spec["comments"]} - {spec["by"]}
    keen = [desk.users[name] for name in sorted(writers)]
    others = [user for user in desk.supporters if user != proposal.author and user not in keen]
    crowd = [*keen, *desk.random.sample(others, len(others))]
    start = proposal.published_at or desk.calendar.now
    span = min(desk.calendar.now - start, timedelta(days=60))
    number = spec["supports"]
    Support.objects.bulk_create(
        Support(proposal=proposal, user=user, created_at=start + span * ((rank + 0.5) / number) ** 2)
        for rank, user in enumerate(crowd[:number])
    )
    proposal.support_count = number


def _versions(desk: Desk, proposal: Proposal, spec: dict[str, Any]) -> None:
    for edit in spec.get("edits", ()):
        Version.objects.create(
            proposal=proposal,
            title=proposal.title,
            body=edit["text"],
            written_at=proposal.published_at or proposal.created_at,
            replaced_at=desk.calendar.past(edit["days"]),
        )


def _picture(desk: Desk, proposal: Proposal, spec: dict[str, Any]) -> None:
    if name := spec.get("picture"):
        path = FOLDER / "pictures" / f"{name}.webp"
        with path.open("rb") as file:
            picture = clean_picture(file, path.stat().st_size)
        actions.add_picture(proposal=proposal, picture=picture, alt=desk.alts[name][spec["lang"]])


def _draft(desk: Desk, spec: dict[str, Any], number: int) -> None:
    """What somebody has begun and not published."""
    actions.save_draft(
        uuid=uuid5(desk.site.root_page.translation_key, f"draft {number}"),
        site_id=desk.site.pk,
        author=desk.users[spec["by"]],
        project_key=desk.pages[spec["project"]].translation_key,
        language=spec["lang"],
        fields={
            "title": spec["title"],
            "body": spec["text"],
            "theme": desk.themes[spec["theme"]],
            "area": desk.areas[spec["area"]],
            "place": spec["place"],
        },
    )
