"""A batch of proposals with their supports and comments, written in bulk, search included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

import search.actions
from municipality.models import Area, Theme
from participation.comments.documents import document_of as comment_document
from participation.comments.models import Comment
from participation.phases import Timeline
from participation.proposals.connect import place_of
from participation.proposals.documents import document_of
from participation.proposals.models import Proposal, Support
from participation.proposals.rules import Publication, State
from search.registry import Document

from ..loading.history import own_times
from . import text

SPREAD = 900  # days back from now
LONG_THREAD = 2_000  # comments of the first proposal: a discussion that ran away
REPLIES = 0.4  # of a long thread's comments answer an earlier one
STATES = [State.RECEIVED] * 9 + [State.IN_PROCESS] * 4 + [State.ACCEPTED, State.IN_PROGRESS, State.DONE, State.REJECTED]
WEST, EAST, SOUTH, NORTH = 23.88, 24.01, 60.131, 60.189


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What every batch shares. ``people``: ids of accounts."""

    site_id: int
    project_key: UUID
    themes: Sequence[Theme]
    areas: Sequence[Area]
    people: Sequence[int]
    now: datetime


@transaction.atomic
def write(ground: Ground, numbers: range) -> None:
    with own_times(Proposal, Support):
        pairs = [(number, _proposal(ground, number)) for number in numbers]
        proposals = Proposal.objects.bulk_create(proposal for _number, proposal in pairs)
        Support.objects.bulk_create(row for number, proposal in pairs for row in _supports(ground, number, proposal))
    comments = [row for number, proposal in pairs for row in _comments(ground, number, proposal)]
    Comment.objects.bulk_create(comments)
    if numbers[0] == 1:
        _make_replies([comment for comment in comments if comment.target_id == proposals[0].pk])
    search.actions.put_many(documents=_documents(ground, proposals, comments))


def _proposal(ground: Ground, number: int) -> Proposal:
    random = Random(number)  # noqa: S311  no secrets
    words = text.proposal(number, random)
    at = ground.now - timedelta(days=random.random() * SPREAD, minutes=90)
    state = random.choice(STATES)
    has_place = random.random() < 0.7
    return Proposal(
        site_id=ground.site_id,
        project_key=ground.project_key,
        author_id=random.choice(ground.people),
        language=words.language,
        title=words.title,
        body=words.body,
        place=words.place,
        theme=random.choice(ground.themes) if ground.themes else None,
        area=random.choice([None, *ground.areas]),
        area_chosen=True,
        lat=round(random.uniform(SOUTH, NORTH), 5) if has_place else None,
        lon=round(random.uniform(WEST, EAST), 5) if has_place else None,
        publication=Publication.PUBLISHED,
        state=state,
        created_at=at,
        saved_at=at,
        published_at=at,
        answered_at=at + (ground.now - at) / 2 if state not in (State.RECEIVED, State.IN_PROCESS) else None,
        support_count=min(int(random.paretovariate(1.1)) - 1, len(ground.people) - 1),
        comment_count=LONG_THREAD if number == 1 else min(int(random.paretovariate(1.5)) - 1, 40),
    )


def _supports(ground: Ground, number: int, proposal: Proposal) -> Iterator[Support]:
    random = Random(f"supports {number}")  # noqa: S311
    others = [person for person in ground.people if person != proposal.author_id] if proposal.support_count else []
    for person in random.sample(others, proposal.support_count):
        yield Support(proposal=proposal, user_id=person, created_at=_later(ground, proposal, random))


def _comments(ground: Ground, number: int, proposal: Proposal) -> Iterator[Comment]:
    random = Random(f"comments {number}")  # noqa: S311
    for _turn in range(proposal.comment_count):
        yield Comment(
            site_id=ground.site_id,
            target_kind="proposal",
            target_id=proposal.pk,
            author_id=random.choice(ground.people),
            language=proposal.language,
            body=text.comment(proposal.language, random),
            created_at=_later(ground, proposal, random),
        )


def _make_replies(comments: list[Comment]) -> None:
    """Some of a long thread answer one that was written before them."""
    random = Random("replies")  # noqa: S311
    by_time = sorted(comments, key=lambda comment: comment.created_at)
    openers = by_time[:1]
    for comment in by_time[1:]:
        if random.random() < REPLIES:
            comment.parent = random.choice(openers)
        else:
            openers.append(comment)
    Comment.objects.bulk_update(comments, ["parent"], batch_size=500)


def _later(ground: Ground, proposal: Proposal, random: Random) -> datetime:
    start = proposal.published_at or proposal.created_at
    return start + (ground.now - start) * random.random()


def _documents(ground: Ground, proposals: Sequence[Proposal], comments: Sequence[Comment]) -> Iterator[Document]:
    yield from map(document_of, proposals)
    places = {proposal.pk: place_of(proposal, Timeline(), ground.now) for proposal in proposals}
    for comment in comments:
        yield comment_document(comment, places[comment.target_id])
