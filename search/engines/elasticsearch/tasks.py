"""What is done for Elasticsearch in the background: as soon as something is saved, and by the clock."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django_tasks import task

from ...models import Change, Replica
from . import building, changes, sending
from .client import Unavailable, breaker, is_chosen

logger = logging.getLogger(__name__)
_ASKED = "search-build-task"
_ASKED_FOR = 300  # seconds until a build that never began is asked for again


@task()
def send_changes() -> None:
    """Send what has changed. While Elasticsearch is away it waits for the clock (`keep_up`)."""
    changes.slept()
    if breaker.lets_through():
        sending.send()


@task(queue_name="long")
def build_index() -> None:
    try:
        building.build()
    except building.Busy:
        logger.info("The index of the search is being built already")
    except Unavailable as problem:
        logger.warning("The index of the search could not be built: %s", problem.code)
    finally:
        cache.delete(_ASKED)


def keep_up() -> int:
    """By the clock: send what waits, ask for an index where there is none yet, and forget it all once Elasticsearch is
    not used any more. Returns how many changes were sent."""
    if not is_chosen():
        if Replica.objects.exists() or Change.objects.exists():
            changes.unfollow()
        return 0
    try:
        if building.is_built() and Replica.objects.exists():
            return sending.send()
    except Unavailable as problem:
        sending.tell(problem.code)
    else:
        if cache.add(_ASKED, 1, _ASKED_FOR):
            build_index.enqueue()
    return 0
