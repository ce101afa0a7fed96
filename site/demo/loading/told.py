"""What has happened to proposals, projects and news, told as the actions would have told it, each at its own time.

The loading writes a year of history past the actions; here it becomes what followers read. No mail goes for the past:
what is older than some days, and every answer and state, counts as mailed. The rest waits for the next digest.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

import news.telling
from news.models import NewsPage
from participation.comments import telling as comments
from participation.comments.models import Comment
from participation.following.delivery.spread import settle
from participation.following.models import Event
from participation.projects import telling as projects
from participation.projects.models import ProjectPage, ProjectPhase
from participation.proposals import telling as proposals
from participation.proposals.models import Handling, Merge, Proposal

from .desk import SOURCE, Desk

DIGESTED = timedelta(days=3)  # before loading: so much of the past is in the next digest
IN_DIGESTS = ("proposal.published", "news.published")


def tell(desk: Desk) -> None:
    """Publishing has told of pages as if all were of today: that is told anew."""
    Event.objects.filter(site=desk.site).delete()
    _proposals(desk)
    for comment in Comment.objects.public().filter(site=desk.site).select_related("parent"):
        comments.published(comment, comment.created_at)
    _projects(desk)
    for page in NewsPage.objects.filter(locale=desk.locale).descendant_of(desk.home):
        news.telling.published(page, now=_noon(desk, page))
    told = Event.objects.filter(site=desk.site)
    settle(told.exclude(kind__in=IN_DIGESTS, at__gt=desk.calendar.now - DIGESTED), now=desk.calendar.now)


def _proposals(desk: Desk) -> None:
    for row in Proposal.objects.filter(site=desk.site).exclude(published_at=None):
        proposals.published(row, row.published_at or row.created_at)
    for step in Handling.objects.filter(proposal__site=desk.site).select_related("proposal", "by"):
        if step.by is not None:
            proposals.answered(step.proposal, step, step.by, step.at)
    for merge in Merge.objects.filter(proposal__site=desk.site).select_related("proposal", "into", "by"):
        if merge.by is not None:
            proposals.merged(merge.proposal, merge.into, merge.by, merge.at)


def _projects(desk: Desk) -> None:
    now = desk.calendar.now
    for spec in desk.data("projects"):
        page = desk.pages[spec["slug"][SOURCE]].specific
        projects.published(page, now=desk.calendar.past(-spec["days"]), first=True)
        decided = [-decision["days"] for decision in spec["decisions"]]
        if decided:
            projects.published(page, now=desk.calendar.past(min(decided)), first=False)
    for moment in sorted(moment for moment in _turns(desk) if moment < now):
        projects.turns(desk.site, now=moment)


def _turns(desk: Desk) -> set[datetime]:
    """When the clock did something to a phase."""
    pages = ProjectPage.objects.filter(locale=desk.locale).descendant_of(desk.home)
    phases = ProjectPhase.objects.filter(page__in=pages).values_list("opens_at", "closes_at")
    found = {moment for both in phases for moment in both if moment is not None}
    return found | {closes - projects.SOON for _opens, closes in phases if closes is not None}


def _noon(desk: Desk, page: NewsPage) -> datetime:
    at = timezone.make_aware(datetime.combine(page.date, time(12)))
    return min(at, desk.calendar.now - timedelta(minutes=30))
