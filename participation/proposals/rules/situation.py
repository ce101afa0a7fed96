"""A person before a proposal at a moment: what every rule is asked about. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from accounts.roles import Role
from participation.phases import Timeline

from .states import Publication, State


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A person before a proposal at a moment."""

    timeline: Timeline
    now: datetime
    publication: str = Publication.PUBLISHED
    state: str = State.RECEIVED
    signed_in: bool = False
    is_author: bool = False
    roles: frozenset[Role] = field(default_factory=frozenset)
