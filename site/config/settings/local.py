"""A laptop: no services, nothing to configure. What `make run` uses."""

import os

from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403
from .base import STORAGES, VAR
from .environment import env

VAR.mkdir(parents=True, exist_ok=True)
if not env("SECRET_KEY"):
    _key_file = VAR / "secret-key"
    if not _key_file.exists():
        _key_file.write_text(get_random_secret_key())
        os.chmod(_key_file, 0o600)
    SECRET_KEY = _key_file.read_text().strip()

DEBUG = env("DEBUG") == "1"
ALLOWED_HOSTS = ["*"]
if DEBUG:
    STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
