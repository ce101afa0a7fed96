"""How the search reads words, and what answers it."""

from typing import Any

from .environment import env, env_list


def search_caches(default: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Numbers of searches that are not written down yet: many, and they must push nothing else out. And which things are
    like which: looked for once in ten minutes, read at every page."""
    backends = "django.core.cache.backends"
    database = {"BACKEND": f"{backends}.db.DatabaseCache", "LOCATION": "search_cache"}
    related = {"BACKEND": f"{backends}.locmem.LocMemCache", "LOCATION": "related", "TIMEOUT": 10 * 60}
    return {
        "searches": default if env("REDIS_URL") else {**database, "OPTIONS": {"MAX_ENTRIES": 50_000}},
        "related": {**related, "OPTIONS": {"MAX_ENTRIES": 5_000}},
    }


# Finnish words: libvoikko where it is installed; `pyvoikko` chooses the package from PyPI although it is.
VOIKKO = env("RAITTI_VOIKKO")

# The database answers, or an Elasticsearch of release 8 whose addresses are given: docs/operators.md
ELASTICSEARCH: dict[str, Any] = {
    "hosts": env_list("ELASTICSEARCH_URL"),
    "api_key": env("ELASTICSEARCH_API_KEY"),
    "user": env("ELASTICSEARCH_USER"),
    "password": env("ELASTICSEARCH_PASSWORD"),
    "ca_file": env("ELASTICSEARCH_CA_FILE"),
    "index": env("ELASTICSEARCH_INDEX", "raitti-search"),
    "shards": int(env("ELASTICSEARCH_SHARDS", "1")),
    "replicas": int(env("ELASTICSEARCH_REPLICAS", "1")),
    "timeout": float(env("ELASTICSEARCH_TIMEOUT", "1")),  # seconds that a search waits before the database answers
}
