"""The library at a survey's desk: sets put into it, its questions saved as a set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.refusal import Refused

from .. import actions
from ..library.ready import SETS
from ..library.renewing import ByLanguage
from ..models import QuestionSet
from .forms import AddForm, SaveSetForm
from .reaching import Reached, reached


@dataclass(frozen=True)
class Offered:
    """A set that can be put in. ``pk``: of one of the municipality's own."""

    key: str
    name: str
    blocks: ByLanguage
    pk: int | None = None

    def titles(self) -> list[str]:
        found = self.blocks.get(get_language() or "") or next(iter(self.blocks.values()))
        return [block["value"]["title"] for block in found]


def library(request: HttpRequest, key: UUID) -> HttpResponse:
    found = reached(request.user, key)
    offered = _offered(found)
    draft: Any = found.page.get_latest_revision_as_object()
    asked = [(block.id, str(block.value["title"])) for block in draft.questions]
    adding = AddForm(request.POST if "add" in request.POST else None, offered=offered, asked=asked)
    saving = SaveSetForm(request.POST if "save" in request.POST else None, asked=asked, auto_id="save_%s")
    if adding.is_bound and adding.is_valid() and _add(request, found, offered, adding):
        return redirect("wagtailadmin_pages:edit", found.page.pk)
    if saving.is_bound and saving.is_valid() and _save(request, found, saving):
        return redirect("survey_desk:library", key=key)
    context = {**found.head(_("Library of questions")), "adding": adding, "saving": saving, "offered": offered}
    return render(request, "surveys/desk/library.html", context)


def _offered(found: Reached) -> list[Offered]:
    """The municipality's own before ours."""
    own = QuestionSet.objects.filter(site=found.site)
    return [
        *(Offered(f"own-{kept.pk}", kept.name, kept.questions, kept.pk) for kept in own),
        *(Offered(ready.key, str(ready.name), ready.blocks()) for ready in SETS),
    ]


def _add(request: HttpRequest, found: Reached, offered: list[Offered], form: AddForm) -> bool:
    chosen = next(one for one in offered if one.key == form.cleaned_data["chosen"])
    try:
        made = actions.add_questions(
            page=found.page, blocks=chosen.blocks, after=form.cleaned_data["after"], user=request.user
        )
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    said = ngettext(
        "%(number)s question was added to the draft. Publish it when it is ready.",
        "%(number)s questions were added to the draft. Publish it when it is ready.",
        len(made),
    )
    messages.success(request, said % {"number": len(made)})
    return True


def _save(request: HttpRequest, found: Reached, form: SaveSetForm) -> bool:
    try:
        actions.save_set(
            page=found.page, ids=form.cleaned_data["chosen"], name=form.cleaned_data["name"], user=request.user
        )
    except ValidationError as error:
        form.add_error("name", error.messages)
        return False
    messages.success(request, _("The set is in the library of the municipality."))
    return True


@require_POST
def drop(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    found = reached(request.user, key)
    kept = get_object_or_404(QuestionSet, pk=pk, site=found.site)
    actions.drop_set(kept=kept, key=key, user=request.user)
    messages.success(request, _("The set has been dropped. Surveys that have its questions keep them."))
    return redirect("survey_desk:library", key=key)
