"""A report of the results, as a page to print or as a document: at once, or as long work of many answers."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy, override, pgettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Site

from core import audit
from core.jobs import actions as jobs
from core.jobs.running import Work
from municipality.models import MunicipalitySettings

from ..results.keeping import responses
from ..results.reading import Reading, reading
from ..results.reporting import document
from ..results.reporting import page as web
from ..results.reporting.gathering import Wish, gather
from ..results.reporting.shapes import Report
from ..rules import whole_days
from .exports import AT_ONCE
from .forms import ResultsForm
from .policy import visible_to
from .shared import survey

JOB = "surveys.report"
HTML, DOCX = "html", "docx"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FEW, MANY = 10, 200  # quoted of each theme


class ReportForm(forms.Form):
    """What is wanted of a report, in the address beside what narrows the results."""

    form = forms.ChoiceField(
        label=pgettext_lazy("of a document", "Form"),
        choices=[(HTML, gettext_lazy("Page to print")), (DOCX, gettext_lazy("Document for Word (DOCX)"))],
        required=False,
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What is told"),
        choices=[
            ("exact", gettext_lazy("Everything, exact: for work")),
            ("public", gettext_lazy("Public questions only, small figures kept back")),
        ],
        required=False,
        help_text=gettext_lazy("What is public is told of all answers, whatever is chosen above."),
    )
    told_in = forms.ChoiceField(
        label=gettext_lazy("Language of the report"), choices=settings.LANGUAGES, required=False
    )
    quoted = forms.TypedChoiceField(
        label=gettext_lazy("Answers in words"),
        choices=[
            (0, gettext_lazy("Counts of themes only")),
            (FEW, gettext_lazy("At most 10 of each theme are quoted")),
            (MANY, gettext_lazy("At most 200 of each theme are quoted")),
        ],
        coerce=int,
        empty_value="",
        required=False,
        help_text=gettext_lazy("Never in a public report."),
    )

    @property
    def is_document(self) -> bool:
        self.is_valid()
        return self.cleaned_data.get("form") == DOCX

    @property
    def language(self) -> str:
        """That of the reader, if nothing is chosen."""
        self.is_valid()
        return self.cleaned_data.get("told_in") or get_language() or ""

    def wish(self, narrowing: ResultsForm) -> Wish:
        """In the language that is active."""
        self.is_valid()
        return Wish(
            language=get_language() or "",
            is_public=self.cleaned_data.get("scope") == "public",
            quoted=self.cleaned_data.get("quoted") or 0,
            selection=narrowing.selection(),
            narrowed=narrowing.said(),
        )


def report(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The page or the document, or the page of the work that writes it. Either leaves an audit row."""
    source, found = survey(request, key)
    form, site, now = ReportForm(request.GET), Site.objects.get(pk=found.site_id), timezone.now()
    selection = _narrowing(found, request.GET).selection()
    number = responses(key, whole_days(source.terms, now, timezone.localdate(now)), selection).count()
    audit.record(
        site_id=site.pk,
        actor_id=request.user.pk,
        verb="survey.export",
        kind="survey",
        key=key,
        rows=number,
        form="report",
    )
    if number > AT_ONCE:
        params = {"key": str(key), "query": request.GET.urlencode()}
        title = _("Report: %(survey)s") % {"survey": source.title}
        return redirect(jobs.start(kind=JOB, user=request.user, site=site, title=title, params=params))
    with override(form.language):
        made = gather(source, found, form.wish(_narrowing(found, request.GET)), municipality=_town(site), now=now)
        if not form.is_document:
            return render(request, "surveys/report.html", web.context(made))
        with tempfile.TemporaryDirectory(prefix="raitti-report-") as folder:
            path = Path(folder) / "report"
            document.write(made, path)
            opened = path.open("rb")  # closed by the response; the file is gone with it
    return FileResponse(opened, as_attachment=True, filename=_file(made, DOCX), content_type=DOCX_TYPE)


def run(work: Work) -> dict[str, Any]:
    """The same as long work, with the rights of whoever began it. Raises DoesNotExist when they are gone."""
    key, query = UUID(work.params["key"]), QueryDict(work.params["query"])
    source = visible_to(work.user).get(translation_key=key)
    found = reading(key)
    assert found is not None
    form, now = ReportForm(query), timezone.now()
    with override(form.language):
        wish = form.wish(_narrowing(found, query))
        made = gather(source, found, wish, municipality=_town(work.site), now=now, progress=work.progress)
        with work.result_file(_file(made, DOCX if form.is_document else HTML)) as path:
            if form.is_document:
                document.write(made, path)
            else:
                path.write_text(web.written(made), encoding="utf-8")
    return {"parts": len(made.questions)}


def _narrowing(found: Reading, query: QueryDict) -> ResultsForm:
    return ResultsForm(query, reading=found, language=get_language() or "")


def _town(site: Site | None) -> str:
    return str(MunicipalitySettings.for_site(site)) if site else ""


def _file(made: Report, ending: str) -> str:
    return f"{slugify(made.title) or 'survey'}-{made.made_on.isoformat()}.{ending}"
