"""The page that asks once more before an act on many, and does it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Site

from core.jobs import actions as jobs
from core.jobs.running import Work

from . import registry
from .bulk import BulkAction, Report
from .listing import DeskView
from .values import from_json, to_json

AT_ONCE = 100  # things; more is long work
SHOWN = 12
CHUNK = 500  # ids in one query
JOB = "desk.bulk"


@require_POST
def bulk(request: HttpRequest, desk: str) -> HttpResponse:
    """``act`` names the act, ``id`` what was ticked; with ``all`` everything that ``query`` lists."""
    view = _list(request.user, desk, request.POST.get("query", ""))
    action = next((one for one in view.offered_actions if one.name == request.POST.get("act")), None)
    if action is None:
        raise Http404
    rows = _chosen(view, request)
    number = rows.count()
    if not number:
        messages.warning(request, _("Tick something first."))
        return redirect(_back(view))
    sent = request.POST if "go" in request.POST else None
    form = action.form(sent, user=request.user, sites=view.sites()) if action.form else None
    if sent is not None and (form is None or form.is_valid()):
        return _do(request, view, action, rows, number, form.chosen() if form else None)
    context = {
        "view": view,
        "action": action,
        "form": form,
        "number": number,
        "shown": list(rows[:SHOWN]),
        "ids": [] if "all" in request.POST else request.POST.getlist("id"),
        "everything": "all" in request.POST,
        "back": _back(view),
        "header_title": str(action.question),
        "header_icon": action.icon,
        "breadcrumbs_items": [
            {"url": _back(view), "label": view.get_page_title()},
            {"url": "", "label": str(action.label)},
        ],
    }
    return TemplateResponse(request, "core/admin/bulk.html", context)


def _list(user: Any, desk: str, query: str) -> DeskView:
    found = registry.get(desk)
    if found is None:
        raise Http404
    view = found.asked(user, query)
    if not view.user_has_any_permission(view.any_permission_required):
        raise Http404
    return view


def _chosen(view: DeskView, request: HttpRequest) -> Any:
    """Only what the person sees in the list."""
    rows = view.get_queryset()
    if "all" in request.POST:
        return rows
    ids = [int(text) for text in request.POST.getlist("id") if text.isascii() and text.isdigit() and len(text) < 16]
    return view.get_base_queryset().filter(pk__in=ids[:CHUNK]).order_by("pk")


def _do(request: HttpRequest, view: DeskView, action: BulkAction, rows: Any, number: int, chosen: Any) -> HttpResponse:
    ids = list(rows.values_list("pk", flat=True))
    if number > AT_ONCE:
        job = jobs.start(
            kind=JOB,
            user=request.user,
            site=Site.find_for_request(request),
            title=str(action.question),
            params={"desk": view.desk, "act": action.name, "ids": ids, "params": to_json(chosen), "back": _back(view)},
        )
        return redirect(job)
    say(request, action.run(request.user, ids, chosen, lambda done, total: None))
    return redirect(_back(view))


def say(request: HttpRequest, report: Report) -> None:
    """What was done, and of the rest why not."""
    if report.done:
        done = ngettext("%(number)s done.", "%(number)s done.", report.done)
        messages.success(request, done % {"number": report.done})
    for name, reason in report.refused[:SHOWN]:
        messages.error(request, f"{name}: {reason}")
    if len(report.refused) > SHOWN:
        more = ngettext("%(number)s more was not done.", "%(number)s more were not done.", len(report.refused) - SHOWN)
        messages.error(request, more % {"number": len(report.refused) - SHOWN})


def run(work: Work) -> dict[str, Any]:
    """The same as long work. The rights are asked again."""
    view = _list(work.user, work.params["desk"], "")
    action = next(one for one in view.offered_actions if one.name == work.params["act"])
    chosen = from_json(action.form.value, work.params["params"]) if action.form else None
    ids, total = work.params["ids"], Report()
    for start in range(0, len(ids), CHUNK):
        seen = view.get_base_queryset().filter(pk__in=ids[start : start + CHUNK])
        part = action.run(
            work.user,
            list(seen.values_list("pk", flat=True)),
            chosen,
            lambda done, _total, start=start: work.progress(start + done, len(ids)),  # type: ignore[misc]
        )
        total.done += part.done
        total.refused += part.refused
    return {**total.as_json(), "back": work.params["back"]}


def _back(view: DeskView) -> str:
    query = view.kept_query
    return view.index_url + (f"?{query}" if query else "")
