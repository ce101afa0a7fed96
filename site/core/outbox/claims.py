"""Who sends which letter: a claim for a while, which another may take over when it is over."""

from __future__ import annotations

import os
import socket
import uuid
from datetime import timedelta
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import Outgoing

CHUNK = 50  # letters claimed at once
ONE = timedelta(seconds=60)  # the longest that sending one letter may take: nothing is begun with less left
GIVE_UP = timedelta(days=3)  # after which a mail that cannot be sent is left
L = TypeVar("L", bound=Outgoing)


def pause(attempts: int) -> timedelta:
    """How long to wait after so many tries in vain: two minutes, doubled each time, at most six hours."""
    return min(timedelta(minutes=2**attempts), timedelta(hours=6))


def new_holder() -> str:
    """A name for this process, unlike that of any before it."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


def holds(letter: Outgoing) -> bool:
    """Whether the claim lasts long enough to send it."""
    return letter.held_until is not None and letter.held_until - timezone.now() >= ONE


class Queue(Generic[L]):
    """The letters of a model; ``related`` is what sending one needs to know."""

    def __init__(self, model: type[L], *related: str) -> None:
        self._model, self._related = model, related

    @property
    def rows(self) -> QuerySet[L]:
        rows: QuerySet[L] = self._model._default_manager.all()
        return rows

    def take_over(self) -> None:
        """Free at once what a process of this machine had claimed that was killed. What a process elsewhere had claimed
        comes free with time."""
        here = socket.gethostname()[:30]
        rows = self.rows.filter(state=Outgoing.State.WAITING).exclude(holder="")
        for holder in rows.values_list("holder", flat=True).distinct():
            host, pid, _unique = holder.rsplit(":", 2)
            if host == here and not _is_alive(int(pid)):
                self.release(holder)

    def claim(self, holder: str) -> list[L]:
        """The next letters for this process to send, with whom they go to; the longest waiting first."""
        now = timezone.now()
        free = Q(held_until=None) | Q(held_until__lt=now)
        rows = self.rows.filter(free, state=Outgoing.State.WAITING, next_at__lte=now).order_by("next_at", "pk")
        if not rows.exists():
            return []
        with transaction.atomic():
            ids = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True)[:CHUNK])
            until = now + ONE + timedelta(seconds=settings.FOLLOWING_LEASE)
            self.rows.filter(pk__in=ids).update(holder=holder, held_until=until)
        return list(self.rows.filter(pk__in=ids).select_related(*self._related).order_by("next_at", "pk"))

    def release(self, holder: str) -> None:
        """Give back what was claimed and not sent."""
        self.rows.filter(holder=holder, state=Outgoing.State.WAITING).update(holder="", held_until=None)

    def end(self, letter: L, holder: str, state: str, code: str = "") -> None:
        """It is sent, or will never be."""
        self._change(letter, holder, state=state, ended_at=timezone.now(), code=code)

    def put_off(self, letter: L, holder: str, code: str) -> None:
        """It is tried again later, and later each time, until it is given up."""
        now = timezone.now()
        if now - letter.made_at >= GIVE_UP:
            self.end(letter, holder, Outgoing.State.GIVEN_UP, code)
            return
        attempts = letter.attempts + 1
        self._change(letter, holder, attempts=attempts, next_at=now + pause(attempts), code=code)

    def _change(self, letter: L, holder: str, *, code: str, **fields: Any) -> None:
        mine = self.rows.filter(pk=letter.pk, holder=holder)
        mine.update(holder="", held_until=None, code=code[:60], **fields)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
