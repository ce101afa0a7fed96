"""A file of an editor's map, judged before the page is saved."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..geojson import LARGEST, judge


@require_POST
def layer(request: HttpRequest) -> JsonResponse:
    """``{"text", "said"}``: what a page would keep of the file that was sent, and what was done to it. 400 with what is
    wrong. Nothing is kept. For whoever writes pages: a consultation is one, also before it is first saved."""
    if not PagePermissionPolicy(Page).user_has_any_permission(request.user, {"add", "change"}):
        raise PermissionDenied
    file = request.FILES.get("file")
    try:
        judged = judge(file.read(LARGEST + 1) if file else b"")
    except ValidationError as error:
        return JsonResponse({"said": " ".join(error.messages)}, status=400)
    said = ngettext("%(number)s shape was read.", "%(number)s shapes were read.", judged.number)
    said %= {"number": judged.number}
    if judged.system:
        said += " " + _("The coordinates were converted from %(system)s.") % {"system": judged.system}
    return JsonResponse({"text": judged.text, "said": said})
