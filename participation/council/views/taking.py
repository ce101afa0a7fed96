"""What a councillor takes along: a table of the list, a paper for a meeting."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.places import signed_in
from core import audit, limits
from core.desk.export import TYPES
from core.desk.tables import csv_lines, write_xlsx
from core.network import network_of
from participation import registry

from .. import queries, tables
from ..meeting import PROPOSALS, paper_of
from .shared import choices_of, crumbs, for_councillors, titles

FORMS = ("xlsx", "csv")


@for_councillors
def table(request: HttpRequest, site: Site) -> HttpResponseBase:
    """The list under its filters as a file, written at once and in bounded memory; longer ones are narrowed first."""
    user, now = signed_in(request), timezone.now()
    back = f"{reverse('council:list')}?{request.GET.urlencode()}"
    form = request.GET.get("form") if request.GET.get("form") in FORMS else FORMS[0]
    mine = queries.desk_of(user, site, now, queries.last_visit(user, site))
    projects = registry.projects(site.pk)
    rows = queries.filtered(mine, choices_of(request, site, projects).filters())
    number = rows.order_by()[: tables.MOST + 1].count()
    refusal = limits.why_not("council_table", person=user.pk, network=network_of(request))
    if number > tables.MOST:
        said = _("The list has more than %(most)s proposals. Narrow it with the filters, then take the table.")
        messages.error(request, said % {"most": f"{tables.MOST:,}".replace(",", " ")})
        return redirect(back)
    if refusal is not None:
        messages.error(request, _("You have taken many tables in a short while. Try again in an hour."))
        return redirect(back)
    audit.record(
        site_id=site.pk,
        actor_id=user.pk,
        verb="councillor.export",
        kind="councillor",
        key=user.pk,
        rows=number,
        form=form,
    )
    sheets = tables.sheets(mine, rows, titles(projects), f"{request.scheme}://{request.get_host()}")
    name = f"{_('proposals')}-{localdate(now):%Y-%m-%d}.{form}"
    if form == "csv":
        lines = _spoken(csv_lines(sheets[0]), get_language() or "")
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(lines, content_type=TYPES["csv"], headers=disposition)
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed by the response
    write_xlsx(file, sheets)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES["xlsx"])


def _spoken(parts: Iterator[bytes], language: str) -> Iterator[bytes]:
    """Parts that are made while the file is being sent, when the request's language no longer holds."""
    while True:
        with override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part


@for_councillors
def paper(request: HttpRequest, site: Site) -> HttpResponse:
    """«What residents said»: of a project or of chosen proposals, on one page to print."""
    projects = registry.projects(site.pk)
    chosen = next((one for one in projects if str(one.key) == request.GET.get("project")), None)
    wanted = [int(pk) for pk in request.GET.getlist("proposal")[:PROPOSALS] if pk.isascii() and pk.isdigit()]
    key: UUID | None = chosen.key if chosen else None
    user, now = signed_in(request), timezone.now()
    found = None
    if key or wanted:
        mine = queries.desk_of(user, site, now, queries.last_visit(user, site))
        found = paper_of(mine, titles(projects), project_key=key, proposals=wanted)
    context = {
        "crumbs": crumbs(deeper=True),
        "projects": projects,
        "chosen": chosen,
        "paper": found,
        "now": now,
    }
    return render(request, "council/paper.html", context)
