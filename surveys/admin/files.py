"""Files that came with answers: listed, opened, taken out together."""

from __future__ import annotations

import shutil
import zipfile
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Site

from core import audit
from core.jobs import actions as jobs
from core.jobs.running import Work

from ..engine.kinds.file import filed
from ..engine.texts import say
from ..models import SentFile, SurveyPage
from ..results.reading import Reading, reading, responses
from ..rules import whole_days
from .forms import ResultsForm
from .policy import visible_to
from .shared import head, survey

JOB = "surveys.files"
PAGE = 50


def show(request: HttpRequest, key: UUID, question: str) -> HttpResponse:
    page, found = survey(request, key)
    title = _title(found, question)
    leaf = Paginator(_files(page, found, question, request.GET), PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    context = {"survey_page": page, "question": question, "leaf": leaf, "query": query.urlencode(), **head(page, title)}
    return TemplateResponse(request, "surveys/admin/files.html", context)


def open_file(request: HttpRequest, key: UUID, question: str, file: str) -> HttpResponseBase:
    """One file, as a download: nothing of it is run on our address. Leaves an audit row."""
    page, found = survey(request, key)
    _title(found, question)
    kept = get_object_or_404(_files(page, found, question, QueryDict()), key=file)
    _record(request.user, found, form="file", rows=1)
    answer = FileResponse(
        kept.content.open("rb"), as_attachment=True, filename=kept.name, content_type="application/octet-stream"
    )
    add_never_cache_headers(answer)
    return answer


@require_POST
def package(request: HttpRequest, key: UUID, question: str) -> HttpResponse:
    """All of them, as long work."""
    page, found = survey(request, key)
    _title(found, question)
    number = _files(page, found, question, request.GET).count()
    _record(request.user, found, form="zip", rows=number)
    params = {"key": str(key), "question": question, "query": request.GET.urlencode()}
    title = _("Files: %(survey)s") % {"survey": page.title}
    job = jobs.start(kind=JOB, user=request.user, site=Site.objects.get(pk=found.site_id), title=title, params=params)
    return redirect(job)


def run(work: Work) -> dict[str, Any]:
    """A package that is written a file at a time, with the rights of whoever began it. Raises DoesNotExist when they are
    gone."""
    key = UUID(work.params["key"])
    page = visible_to(work.user).get(translation_key=key)
    found = reading(key)
    assert found is not None
    rows = _files(page, found, work.params["question"], QueryDict(work.params["query"]))
    number = rows.count()
    with (
        work.result_file(f"{slugify(page.title) or 'survey'}.zip") as path,
        zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive,
    ):
        for done, row in enumerate(rows.iterator(200), start=1):
            entry = zipfile.ZipInfo(filed({"key": row.key, "name": row.name}))
            with row.content.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target)
            work.progress(done, number)
    return {"rows": number}


def _title(found: Reading, question: str) -> str:
    """Raises Http404 for what is no question of files."""
    asked = next((one for one in found.questions if one.id == question and one.kind == "file"), None)
    if asked is None:
        raise Http404
    return say(asked.title, get_language() or "", found.newest.language)


def _files(page: SurveyPage, found: Reading, question: str, query: QueryDict) -> QuerySet[SentFile]:
    """Of whole days only, as whatever is given out one by one; narrowed by language and days."""
    now = timezone.now()
    selection = ResultsForm(query, reading=found, language=get_language() or "").selection()
    counted = responses(found.key, whole_days(page.terms, now, timezone.localdate(now)), selection)
    return SentFile.objects.filter(question=question, response__in=counted).order_by("pk")


def _record(user: Any, found: Reading, **detail: Any) -> None:
    audit.record(site_id=found.site_id, actor_id=user.pk, verb="survey.export", kind="survey", key=found.key, **detail)
