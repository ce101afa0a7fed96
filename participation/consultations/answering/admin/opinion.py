"""One opinion on one screen."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from accounts.places import signed_in
from core import audit
from core.desk.walking import walk
from core.refusal import Refused

from ...models import OpinionFile
from ...views.files import download
from .. import actions
from ..forms import HandlingForm
from ..policy import consultations_for, opinions_for
from ..tabling import place_of
from .listing import OpinionDesk
from .shared import head


def open_file(request: HttpRequest, pk: int, file: str) -> HttpResponseBase:
    """One attachment, also of an opinion that the public does not see. Leaves an audit row. Raises Http404 for an opinion
    that the person does not answer."""
    opinion = get_object_or_404(opinions_for(request.user), pk=pk)
    kept = get_object_or_404(OpinionFile, opinion=opinion, key=file)
    audit.record(
        site_id=opinion.site_id,
        actor_id=request.user.pk,
        verb="consultation.export",
        kind="consultation",
        key=opinion.consultation_key,
        rows=1,
        form="file",
        reason="",
    )
    answer = download(kept)
    add_never_cache_headers(answer)
    return answer


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, and what the municipality says to it; then on to the next of the list."""
    rows = opinions_for(request.user).select_related("handling__theme", "handling__response", "area")
    opinion = get_object_or_404(rows, pk=pk)
    page = get_object_or_404(consultations_for(request.user), translation_key=opinion.consultation_key)
    held, way = getattr(opinion, "handling", None), walk(request, OpinionDesk, pk)
    form = HandlingForm(request.POST if request.method == "POST" else None, opinion=opinion, held=held)
    if request.method == "POST" and form.is_valid():
        try:
            _number, refused = actions.handle(ids=[pk], chosen=form.handling(), user=signed_in(request))
        except Refused as why:
            messages.error(request, str(why.refusal))
        except ValidationError as error:
            form.add_error("reason", error)
        else:
            for _row, why_not in refused:
                messages.error(request, str(why_not))
            if not refused:
                messages.success(request, _("Saved. It is published with the other responses."))
                there = way.next if "go_on" in request.POST and way.next else f"{request.path}{way.place}"
                return redirect(there)
    titles = {block.id: block.value["title"] for block in page.sections}
    context = {
        "opinion": opinion,
        "held": held,
        "form": form,
        "walk": way,
        "section_title": titles.get(opinion.section, ""),
        "place": place_of(opinion),
        "files": list(opinion.files.all()),
        **head(page, str(opinion)),
    }
    return TemplateResponse(request, "consultations/admin/opinion.html", context)
