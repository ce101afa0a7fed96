"""Who sends which letter: a claim for a while, which another may take over when it is over."""

from __future__ import annotations

import os
import socket
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ..models import Letter
from ..rules import GIVE_UP, pause

CHUNK = 50  # letters claimed at once
ONE = timedelta(seconds=60)  # the longest that sending one letter may take: nothing is begun with less left


def new_holder() -> str:
    """A name for this process, unlike that of any before it."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


def take_over() -> None:
    """Free at once what a process of this machine had claimed that was killed. What a process elsewhere had claimed
    comes free with time."""
    here = socket.gethostname()[:30]
    rows = Letter.objects.filter(state=Letter.State.WAITING).exclude(holder="")
    for holder in rows.values_list("holder", flat=True).distinct():
        host, pid, _unique = holder.rsplit(":", 2)
        if host == here and not _is_alive(int(pid)):
            release(holder)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def claim(holder: str) -> list[Letter]:
    """The next letters for this process to send, with whom they go to; the longest waiting first."""
    now = timezone.now()
    free = Q(held_until=None) | Q(held_until__lt=now)
    rows = Letter.objects.filter(free, state=Letter.State.WAITING, next_at__lte=now).order_by("next_at", "pk")
    if not rows.exists():
        return []
    with transaction.atomic():
        ids = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True)[:CHUNK])
        until = now + ONE + timedelta(seconds=settings.FOLLOWING_LEASE)
        Letter.objects.filter(pk__in=ids).update(holder=holder, held_until=until)
    chosen = Letter.objects.filter(pk__in=ids).select_related(
        "site", "user__unreachable", "subscriber__site", "subscriber__unreachable"
    )
    return list(chosen.order_by("next_at", "pk"))


def holds(letter: Letter) -> bool:
    """Whether the claim lasts long enough to send it."""
    return letter.held_until is not None and letter.held_until - timezone.now() >= ONE


def was_refused(letter: Letter) -> bool:
    """Whether the address has been refused before. No query for a claimed letter."""
    return hasattr(letter.user or letter.subscriber, "unreachable")


def release(holder: str) -> None:
    """Give back what was claimed and not sent."""
    Letter.objects.filter(holder=holder, state=Letter.State.WAITING).update(holder="", held_until=None)


def end(letter: Letter, holder: str, state: str, code: str = "") -> None:
    """It is sent, or will never be."""
    _mine(letter, holder).update(state=state, ended_at=timezone.now(), holder="", held_until=None, code=code[:60])


def put_off(letter: Letter, holder: str, code: str) -> None:
    """It is tried again later, and later each time, until it is given up."""
    now = timezone.now()
    if now - letter.made_at >= GIVE_UP:
        end(letter, holder, Letter.State.GIVEN_UP, code)
        return
    attempts = letter.attempts + 1
    later = now + pause(attempts)
    _mine(letter, holder).update(attempts=attempts, next_at=later, holder="", held_until=None, code=code[:60])


def _mine(letter: Letter, holder: str) -> QuerySet[Letter]:
    return Letter.objects.filter(pk=letter.pk, holder=holder)
