"""Who wants to know that somebody's seats have changed: apps further up register themselves in their ``ready``."""

from __future__ import annotations

from collections.abc import Callable

Watcher = Callable[[int, int], None]
_watchers: dict[str, Watcher] = {}


def watch(name: str, watcher: Watcher) -> None:
    """``watcher`` is called with the ids of municipality and person, in the transaction of the change."""
    _watchers[name] = watcher


def tell(site_id: int, user_id: int) -> None:
    for watcher in _watchers.values():
        watcher(site_id, user_id)
