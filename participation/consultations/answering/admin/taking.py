"""Taking opinions and reports out: at once when they are few, as long work when they are many."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from wagtail.models import Site

from core import audit
from core.jobs import actions as jobs
from core.jobs.running import Work
from core.text import tidy_line

from ...models import ConsultationPage, Opinion
from ...models.opinion import OpinionQuerySet
from ..exporting import FORMS, TYPES, Progress, write_table
from ..packing import files_of
from ..policy import consultations_for
from ..reporting import document, gathering
from ..reporting import page as web
from .shared import consultation

AT_ONCE = 1000  # opinions
JOB = "consultations.take"
REPORTS = ("html", "docx")


class TakeForm(forms.Form):
    """In the address. Personal data is asked for with a reason, which the trail keeps."""

    form = forms.ChoiceField(label=gettext_lazy("File"), choices=FORMS.items())
    told_in = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES, required=False)
    personal = forms.BooleanField(label=gettext_lazy("With names and addresses of the senders"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("What are names and addresses needed for?"), required=False, max_length=200
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["reason"] = tidy_line(cleaned.get("reason", ""))
        if cleaned.get("personal") and len(cleaned["reason"]) < 5:
            self.add_error("reason", _("Tell in a few words what they are needed for."))
        return cleaned

    @property
    def language(self) -> str:
        return self.cleaned_data.get("told_in") or get_language() or ""


def take(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file, or the page of the work that writes it. Either leaves an audit row."""
    page, site = consultation(request, key)
    form = TakeForm(request.GET)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return redirect("consultations_admin:answering", key=key)
    number, typed = _number(form, key), form.cleaned_data
    audit.record(
        site_id=site.pk,
        actor_id=request.user.pk,
        verb="consultation.export",
        kind="consultation",
        key=key,
        rows=number,
        form=typed["form"],
        reason=typed["reason"] if typed["personal"] else "",
    )
    if number > AT_ONCE or typed["form"] == "zip":
        params = {"key": str(key), "query": request.GET.urlencode()}
        title = f"{FORMS[typed['form']]}: {page.title}"
        return redirect(jobs.start(kind=JOB, user=request.user, site=site, title=title, params=params))
    with tempfile.TemporaryDirectory(prefix="raitti-opinions-") as folder:
        path = Path(folder) / "file"
        _write(form, path, page, site, lambda done: None)
        opened = path.open("rb")  # closed by the response; the file is gone with it
    shown = typed["form"] == "html"
    return FileResponse(opened, as_attachment=not shown, filename=_name(page, form), content_type=TYPES[typed["form"]])


def run(work: Work) -> dict[str, Any]:
    """The same as long work, with the rights of whoever began it. Raises DoesNotExist when they are gone."""
    key = UUID(work.params["key"])
    page = consultations_for(work.user).get(translation_key=key)
    form = TakeForm(QueryDict(work.params["query"]))
    form.is_valid()
    number = _number(form, key)
    site = page.get_site()
    assert site is not None
    with work.result_file(_name(page, form)) as path:
        _write(form, path, page, site, lambda done: work.progress(done, number))
    return {"rows": number}


def _rows(key: UUID) -> OpinionQuerySet:
    return Opinion.objects.of(key).filter(removed_at=None).order_by("created_at", "pk")


def _number(form: TakeForm, key: UUID) -> int:
    """Of rows, or of files."""
    rows, typed = _rows(key), form.cleaned_data
    if typed["form"] == "zip":
        return files_of(rows if typed["personal"] else rows.public()).count()
    return rows.count()


def _write(form: TakeForm, path: Path, page: ConsultationPage, site: Site, progress: Progress) -> None:
    typed = form.cleaned_data
    with override(form.language):
        if typed["form"] not in REPORTS:
            rows = _rows(page.translation_key)
            write_table(typed["form"], path, page, rows, personal=typed["personal"], progress=progress)
            return
        made = gathering.gather(page, site, personal=typed["personal"], now=timezone.now())
        if typed["form"] == "docx":
            document.write(made, path, progress)
        else:
            web.write(made, path, progress)


def _name(page: ConsultationPage, form: TakeForm) -> str:
    return f"{slugify(page.title) or 'consultation'}-{timezone.localdate().isoformat()}.{form.cleaned_data['form']}"
