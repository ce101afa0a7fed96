"""The shared cache, with what is read many times a request kept in the process instead."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from django.core.cache.backends.db import DatabaseCache


class NearDatabaseCache(DatabaseCache):
    """Django's database cache. What `NEAR` names stays in the process, for some seconds: every address of a page asks
    for Wagtail's list of sites, and each asking would be a query. Another process sees a change that much later."""

    NEAR: ClassVar[dict[str, float]] = {"wagtail_site_root_paths": 5.0}  # seconds
    _near: ClassVar[dict[str, tuple[float, Any]]] = {}

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        if key not in self.NEAR:
            return super().get(key, default, version)
        until, value = self._near.get(key, (0.0, None))
        return value if until > time.monotonic() else default

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        if key in self.NEAR:
            self._near[key] = (time.monotonic() + self.NEAR[key], value)
        else:
            super().set(key, value, *args, **kwargs)

    def delete(self, key: Any, version: int | None = None) -> bool:
        if key in self.NEAR:
            return self._near.pop(key, None) is not None
        return super().delete(key, version)

    def clear(self) -> None:
        self._near.clear()
        super().clear()
