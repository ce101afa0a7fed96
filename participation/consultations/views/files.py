"""A file of an opinion, to whoever may read the opinion."""

from __future__ import annotations

import mimetypes

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ..models import OpinionFile
from .shared import consultation_or_404, site_of


@require_safe
def open_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """As a download: nothing of it is run on our address. Raises Http404 for that of an opinion that is not public."""
    kept = get_object_or_404(OpinionFile.objects.select_related("opinion"), key=key, site=site_of(request))
    if kept.opinion is None or not kept.opinion.is_public:
        raise Http404
    consultation_or_404(request, kept.consultation_key)
    return download(kept)


def download(kept: OpinionFile) -> HttpResponseBase:
    kind = mimetypes.guess_type(kept.name)[0] or "application/octet-stream"
    answer = FileResponse(kept.content.open("rb"), as_attachment=True, filename=kept.name, content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Robots-Tag"] = "noindex"
    return answer
