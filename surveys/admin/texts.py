"""Answers to a question that are texts: read, searched, given themes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.places import signed_in

from .. import actions
from ..engine.definition import Question
from ..engine.texts import say
from ..models import AnswerTheme, SurveyPage
from ..results.reading import Reading
from ..results.texts import Texts, has_words, themes_of
from ..rules import whole_days
from .forms import ResultsForm, TextsForm, ThemesForm
from .shared import head, survey

PAGE = 25


def show(request: HttpRequest, key: UUID, question: str) -> HttpResponse:
    """A page of texts. What is sent gives themes to those of the page, or adds or drops a theme."""
    page, found = survey(request, key)
    asked = next((one for one in found.questions if one.id == question and has_words(one)), None)
    if asked is None:
        raise Http404
    language, themes = get_language() or "", themes_of(found, question)
    narrowing, form = ResultsForm(request.GET, reading=found, language=language), TextsForm(request.GET, themes=themes)
    texts = _texts(page, found, asked, narrowing, form)
    if request.method == "POST":
        shown = [int(key) for key in request.POST.getlist("shown") if key.isdecimal() and len(key) < 20]
        sent = ThemesForm(request.POST, answers=texts.shown(shown[:PAGE]), themes=themes)
        _change(request, found, question, themes, sent)
        return redirect(request.get_full_path())
    leaf = Paginator(texts.keys(), PAGE).get_page(request.GET.get("p"))
    answers = texts.shown(list(leaf.object_list))
    context = {
        "survey_page": page,
        "fields": [*form, *narrowing.narrowing],
        "words": texts.words(),
        "themes": themes,
        "rows": ThemesForm(None, answers=answers, themes=themes).rows(),
        "leaf": leaf,
        "query": _without_page(request),
        **head(page, say(asked.title, language, found.newest.language)),
    }
    return TemplateResponse(request, "surveys/admin/texts.html", context)


def _texts(page: SurveyPage, found: Reading, question: Question, narrowing: ResultsForm, form: TextsForm) -> Texts:
    """Whole days only, as when answers are taken out."""
    now = timezone.now()
    before = whole_days(page.terms, now, timezone.localdate(now))
    return Texts(found, question, form.wanted(narrowing.selection(), before))


def _change(request: HttpRequest, found: Reading, question: str, themes: list[AnswerTheme], form: ThemesForm) -> None:
    whose: dict[str, Any] = {"site_id": found.site_id, "survey_key": found.key, "question": question}
    user = signed_in(request)
    if "add" in request.POST:
        try:
            actions.add_theme(**whose, name=request.POST.get("name", ""), actor=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    elif "drop" in request.POST:
        for theme in themes:
            if str(theme.pk) == request.POST["drop"]:
                actions.drop_theme(theme=theme, actor=user)
    else:
        number = actions.give_themes(**whose, chosen=form.chosen(), actor=user)
        said = ngettext("The themes of %(number)s answer changed.", "The themes of %(number)s answers changed.", number)
        messages.success(request, said % {"number": number} if number else _("Nothing changed."))


def _without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("p", None)
    return query.urlencode()
