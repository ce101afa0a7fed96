"""Beginning with a one-time code, typed or from a link."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.refusal import Refused

from .. import actions, queries
from ..codes import spaced, tidy
from ..forms import CodeForm
from ..queries import Survey
from ..rules import Audience
from .shared import frame, private, survey_or_404

UNKNOWN = _("This is no code of this survey. Check that it is written as on your paper.")


@private
def enter(request: HttpRequest, key: UUID, code: str = "") -> HttpResponse:
    """``code``: from a link; nothing happens before the button is pressed, so a machine that follows links uses
    nothing up."""
    survey = survey_or_404(request, key)
    if survey.terms.audience != Audience.CODE or (request.method != "POST" and not code):
        return redirect(survey.page.url or "/")
    form = CodeForm(request.POST or None, initial={"code": spaced(tidy(code[:40]))})
    if request.method == "POST" and form.is_valid() and form.lets_through(request):
        link = _begin(survey, form)
        if link:
            return redirect("surveys:go_on", link=link)
    return render(request, "surveys/enter.html", {**frame(survey), "code_form": form})


def _begin(survey: Survey, form: CodeForm) -> str:
    """The link of a new draft; nothing when the code lets nobody in, which the form says."""
    try:
        _draft, link = actions.begin(
            version=survey.version,
            terms=survey.terms,
            answers={},
            language=survey.language,
            seed="",
            now=timezone.now(),
            code=queries.code(survey.key, form.cleaned_data["code"]),
        )
    except Refused as refused:
        unknown = refused.refusal.code == "no_code"
        form.add_error("code", str(UNKNOWN if unknown else refused.refusal))
        return ""
    return link
