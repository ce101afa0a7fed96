"""Giving answers out as files: at once when they are few, as long work when they are many."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from core import audit
from core.jobs import actions as jobs
from core.jobs.running import Work

from ..models import SurveyPage
from ..results.exporting import TYPES, Export, file_name
from ..results.keeping import responses
from ..results.reading import Reading, reading
from ..rules import whole_days
from .forms import ResultsForm
from .policy import visible_to

AT_ONCE = 1000  # responses
JOB = "surveys.export"


def respond(request: HttpRequest, page: SurveyPage, found: Reading, form: str) -> HttpResponseBase:
    """A file, or the page of the work that writes it. Either leaves an audit row."""
    export = _export(page, found, request.GET)
    number = responses(found.key, export.before, export.selection).count()
    audit.record(
        site_id=found.site_id,
        actor_id=request.user.pk,
        verb="survey.export",
        kind="survey",
        key=found.key,
        rows=number,
        form=form,
    )
    if number > AT_ONCE and form != "sps":
        params = {"key": str(found.key), "query": request.GET.urlencode(), "form": form}
        title = _("Answers: %(survey)s") % {"survey": page.title}
        site = Site.objects.get(pk=found.site_id)
        return redirect(jobs.start(kind=JOB, user=request.user, site=site, title=title, params=params))
    name = _name(page)
    with tempfile.TemporaryDirectory(prefix="raitti-export-") as folder:
        path = Path(folder) / "table"
        export.write(form, path, name)
        opened = path.open("rb")  # closed by the response; the file is gone with it
    return FileResponse(opened, as_attachment=True, filename=file_name(name, form), content_type=TYPES[form])


def run(work: Work) -> dict[str, Any]:
    """The same as long work, with the rights of whoever began it. Raises DoesNotExist when they are gone."""
    form, key = work.params["form"], UUID(work.params["key"])
    page = visible_to(work.user).get(translation_key=key)
    found = reading(key)
    assert found is not None
    export = _export(page, found, QueryDict(work.params["query"]))
    number, name = responses(key, export.before, export.selection).count(), _name(page)
    with work.result_file(file_name(name, form)) as path:
        export.write(form, path, name, lambda done: work.progress(done, number))
    return {"rows": number}


def _export(page: SurveyPage, found: Reading, query: QueryDict) -> Export:
    now, language = timezone.now(), get_language() or ""
    selection = ResultsForm(query, reading=found, language=language).selection()
    return Export(found, language, whole_days(page.terms, now, timezone.localdate(now)), selection)


def _name(page: SurveyPage) -> str:
    return slugify(page.title) or "survey"
