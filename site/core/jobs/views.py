"""In the admin: a person's own works, how far each is, what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from . import actions, registry
from .models import Job

PAGE = 30


def works(request: HttpRequest) -> HttpResponse:
    leaf = Paginator(_own(request), PAGE).get_page(request.GET.get("p"))
    return TemplateResponse(request, "core/admin/jobs.html", {"leaf": leaf, **_head(_("Long works"))})


def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far it is; without scripts a link shows it anew."""
    job = get_object_or_404(_own(request), uuid=uuid)
    kind = registry.get(job.kind)
    context = {
        "job": job,
        "result": job.result,
        "result_template": kind.template if kind and job.state == Job.State.DONE else "",
        **_head(job.title),
    }
    return TemplateResponse(request, "core/admin/job.html", context)


def state(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """What the page asks while it waits."""
    job = get_object_or_404(_own(request), uuid=uuid)
    return JsonResponse({"ended": job.is_ended or job.is_stalled, "done": job.done, "total": job.total})


@require_POST
def again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    job = get_object_or_404(_own(request), uuid=uuid)
    actions.again(job=job)
    return redirect(job)


def download(request: HttpRequest, uuid: UUID) -> FileResponse:
    job = get_object_or_404(_own(request), uuid=uuid)
    if not job.result_file or not job.result_file.storage.exists(job.result_file.name):
        raise Http404
    return FileResponse(job.result_file.open("rb"), as_attachment=True, filename=job.result_name)


def _own(request: HttpRequest) -> Any:
    """Works are their beginner's: what comes out may hold what others may not see."""
    return Job.objects.filter(user_id=request.user.pk or 0)


def _head(title: str) -> dict[str, Any]:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    works = {"url": reverse("core_jobs"), "label": _("Long works")}
    here = [] if title == works["label"] else [works]
    return {
        "header_title": title,
        "header_icon": "time",
        "breadcrumbs_items": [home, *here, {"url": "", "label": title}],
    }
