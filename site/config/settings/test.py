"""The test suite: quick hashes, mail in memory, tasks at once."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES

SECRET_KEY = "test"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "long"]}}
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"} for name in ("default", "searches", "related")
}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
_media = tempfile.TemporaryDirectory(prefix="raitti-test-media-")  # goes when the process ends
MEDIA_ROOT = Path(_media.name) / "public"
PRIVATE_ROOT = Path(_media.name) / "private"
DATABASES["default"]["CONN_MAX_AGE"] = 0
WHITENOISE_AUTOREFRESH = True
