"""Entering what has come on paper or by e-mail, with its attachments."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.places import signed_in
from core.refusal import Refused

from ... import files
from ...actions.files import keep_files
from ...actions.sending import Written
from ...models import OpinionFile
from ...spoken import named
from .. import actions
from ..forms import EnterForm
from ..rules import Way
from .shared import consultation, head

WAIT = timedelta(days=1)  # of files whose letter was not entered
FIELDS = {"early": "arrived_on", "late": "arrived_on", "future": "arrived_on", "empty": "body"}
FIELDS |= {"name": "full_name", "address": "street"}
WRITTEN = ("body", "naming", "name", "organisation", "full_name", "street", "email")


def enter(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is refused is shown with everything that was typed, and the files that were taken."""
    page, site = consultation(request, key)
    sections = [(block.id, block.value["title"]) for block in page.sections if block.block_type != "report"]
    form = EnterForm(request.POST or None, sections=sections)
    attached, refused = _attached(request, site, key, form.own_key)
    if request.method == "POST" and form.is_valid() and not refused:
        typed = form.cleaned_data
        try:
            opinion = actions.enter(
                page=page,
                site_id=site.pk,
                uuid=form.own_key,
                written=Written(**{name: typed[name] for name in WRITTEN}),
                way=Way(typed["way"]),
                arrived_on=typed["arrived_on"],
                language=typed["language"],
                section=typed["section"],
                user=signed_in(request),
                now=timezone.now(),
            )
        except Refused as error:
            form.add_error(FIELDS.get(error.refusal.code), str(error.refusal))
        else:
            messages.success(request, _("It is entered, and can be read with the others."))
            return redirect("opinions_admin:opinion", pk=opinion.pk)
    context = {
        "form": form,
        "files": attached,
        "refused": refused,
        "limits": {"most": files.most(), "largest": files.largest(), "accept": files.ACCEPT},
        **head(page, named("enter", page.terms.noun)),
    }
    return TemplateResponse(request, "consultations/admin/enter.html", context)


def _attached(request: HttpRequest, site: Site, key: UUID, uuid: UUID) -> tuple[list[OpinionFile], list[str]]:
    """Kept before anything else is looked at: those that are still ticked and those that were brought; and why some were
    not taken."""
    if request.method != "POST":
        return [], []
    kept = request.POST.getlist("kept")
    there = OpinionFile.objects.filter(consultation_key=key, uuid=uuid, opinion=None, key__in=kept).count()
    brought = files.bring(request.FILES.getlist("files"), kept=there)
    until = timezone.now() + WAIT
    rows = keep_files(site=site, consultation_key=key, uuid=uuid, kept=kept, taken=brought.taken, until=until)
    return rows, brought.refused
