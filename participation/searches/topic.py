"""A followed search as a topic."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils import timezone

from participation.following.topics import SEARCH, Shown, Topic

from .models import FollowedSearch
from .state import shown_of

KIND = SEARCH


class SearchTopic:
    def shown(self, site_id: int, keys: Collection[str]) -> Mapping[str, Shown]:
        return shown_of(FollowedSearch.objects.filter(site_id=site_id, key__in=list(keys)), timezone.now())


def topic_of(search: FollowedSearch) -> Topic:
    return Topic(KIND, search.key)
