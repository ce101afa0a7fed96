"""The shared cache, with a near copy of what is read many times a request."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from django.core.cache.backends.db import DatabaseCache


class NearDatabaseCache(DatabaseCache):
    """Django's database cache. What `NEAR` names is also kept in the process for some seconds: every address of a page
    asks for Wagtail's list of sites, and each asking would be a query. Another process sees a change that much later."""

    NEAR: ClassVar[dict[str, float]] = {"wagtail_site_root_paths": 5.0}  # seconds

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self._near: dict[str, tuple[float, Any]] = {}

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        kept = self._near.get(key)
        if kept is not None and kept[0] > time.monotonic():
            return kept[1]
        value = super().get(key, default, version)
        if key in self.NEAR and value is not default:
            self._near[key] = (time.monotonic() + self.NEAR[key], value)
        return value

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._near.pop(key, None)
        super().set(key, value, *args, **kwargs)

    def delete(self, key: Any, version: int | None = None) -> bool:
        self._near.pop(key, None)
        return super().delete(key, version)

    def clear(self) -> None:
        self._near.clear()
        super().clear()
