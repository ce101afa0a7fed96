"""A town's colours as a style sheet."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from . import colours
from .models import MunicipalitySettings

FOREVER = "public, max-age=31536000, immutable"


@require_safe
def theme(request: HttpRequest, digest: str) -> HttpResponse:
    """The address holds a digest of the colours, so that browsers may keep it. An old address leads to the new one."""
    site = Site.find_for_request(request)
    row = MunicipalitySettings.objects.filter(site=site).first() if site else None
    sheet = colours.css(row.palettes) if row else ""
    if not sheet:
        raise Http404
    current = colours.digest(sheet)
    if digest != current:
        return HttpResponseRedirect(reverse("municipality:theme", args=[current]))
    return HttpResponse(sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": FOREVER})
