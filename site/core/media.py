"""Uploaded files, where no web server in front of us serves them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.static import serve

LONG = 60 * 60 * 24 * 30  # seconds; a file keeps its content: a new upload gets a new name


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file of MEDIA_ROOT. Raises Http404 for folders and for what is not there."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    patch_cache_control(response, public=True, max_age=LONG)
    return response
