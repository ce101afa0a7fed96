"""A person before a proposal at a moment: what every rule is asked about. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from accounts.eligibility.rules import NOBODY, Self
from accounts.roles import Role
from participation.phases import Timeline

from .states import Publication, Repair, State


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A person before a proposal at a moment. ``told``: what the person has told of age and home
    municipality; ``holds``: the person's roles in the municipality; ``roles``: those of them that reach this proposal, by
    its project or theme or because it has been assigned to the person."""

    timeline: Timeline
    now: datetime
    publication: str = Publication.PUBLISHED
    state: str = State.RECEIVED
    repair: str = Repair.NONE
    signed_in: bool = False
    is_author: bool = False
    has_author: bool = True
    told: Self = NOBODY
    holds: frozenset[Role] = field(default_factory=frozenset)
    roles: frozenset[Role] = field(default_factory=frozenset)
