"""What people do to what they follow."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from participation.following import actions
from participation.following.models import Subscriber
from participation.following.tokens import Claim
from participation.following.topics import Topic
from participation.proposals import actions as proposals
from participation.proposals.followed import topic_of
from participation.proposals.models import Proposal

__all__ = ["answer", "follow", "project_topic", "subscriber", "topic_of"]


def project_topic(page: Any) -> Topic:
    return Topic("project", str(page.translation_key))


def follow(user: User, site: Site, topic: Topic) -> None:
    actions.follow(site=site, topic=topic, user=user, now=timezone.now())


def subscriber(site: Site, topic: Topic, email: str = "seuraaja@posti.example", language: str = "sv") -> Subscriber:
    """Somebody who follows by e-mail and has confirmed it."""
    actions.subscribe(site=site, email=email, topic=topic, language=language, now=timezone.now())
    found = Subscriber.objects.get(email=email)
    actions.confirm(claim=Claim(site_id=site.pk, subscriber_id=found.pk, topic=topic), now=timezone.now())
    return Subscriber.objects.filter(pk=found.pk).first() or found  # an account of that address has taken it over


def answer(proposal: Proposal, user: User, state: str = "in_process", text: str = "") -> None:
    said = {"fi": text, "sv": f"{text} (på svenska)"} if text else {}
    proposals.answer(proposal=proposal, user=user, now=timezone.now(), state=state, text=said, signed={})
