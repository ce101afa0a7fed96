"""Loading the demonstration municipality into a migrated database."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Site

import search.actions

from ..calendar import Calendar
from . import (
    consultations,
    council,
    following,
    front,
    handling,
    hearing,
    moderation,
    news,
    pages,
    people,
    pictures,
    projects,
    proposals,
    service,
    statements,
    surveys,
    town,
)
from .desk import SOURCE, Desk, read

SEED = 8012  # the population: the same demonstration every time

__all__ = ["find", "load"]


def find() -> Site | None:
    """The demonstration municipality's site when it has been loaded."""
    return Site.objects.filter(municipalitysettings__business_id=read("municipality")["business_id"]).first()


def load(*, now: datetime | None = None, progress: Callable[[str], None] = lambda step: None) -> Site:
    """Make the whole municipality, or nothing. ``progress`` is told the name of each step as it begins."""
    with override(SOURCE):
        site = _load(Calendar(now or timezone.now()), progress)
        progress("search")
        search.actions.rebuild(site_id=site.pk)
    return site


@transaction.atomic
def _load(calendar: Calendar, progress: Callable[[str], None]) -> Site:
    progress("the town: settings, themes, areas, roles")
    desk = Desk(site=town.start(calendar), calendar=calendar, random=random.Random(SEED))  # noqa: S311  no secrets
    people.add(desk)
    for step, add in (
        ("pictures", pictures.add),
        ("pages in two languages", pages.add),
        ("projects", projects.add),
        ("surveys and their answers", surveys.add),
        ("news", news.add),
        ("a consultation and what was sent to it", consultations.add),
        ("the front page, menu and disruption", front.add),
        ("proposals, supports, comments, answers", proposals.add),
        ("proposals on the desk: drafts, repairs, assignments", handling.add),
        ("the council: seats, introductions, what councillors follow", council.add),
        ("moderation: reports, decisions, sanctions", moderation.add),
        ("a hearing on a draft text, and comments on its paragraphs", hearing.add),
        ("a request for statements", statements.add),
        ("the service desk: signatures on paper, a call", service.add),
        ("followers, and what has happened to what they follow", following.add),
    ):
        progress(step)
        add(desk)
    return desk.site
