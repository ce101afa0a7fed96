"""Going through a survey: a page at a time, back and forth, later again, the review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.places import signed_in, with_next
from accounts.strong import asking
from accounts.strong import visit as identity
from core.refusal import Refused

from .. import actions
from ..engine.flow import Leaf, Walk
from ..engine.kinds import Typed
from ..posted import typed_in
from ..present import said, sheet
from ..profiles import ToldProfile, told_profile
from ..queries import Survey
from ..results.groups import own_group
from ..results.reading import reading
from ..rules import DRAFT_DAYS, Way
from ..surroundings import places_of
from .files import with_files
from .keeping import own_context
from .shared import BACK, LATER, Visit, first, frame, private, remember, visit


@private
def go_on(request: HttpRequest, link: str) -> HttpResponse:
    """Where a saved link leads: to the first page that is not finished or begun, else to the review."""
    found = visit(request, link)
    if found is None:
        return gone(request)
    walked = found.walk()
    leaf = walked.first_wrong() if found.draft.answers else next(iter(walked.leaves), None)
    return redirect(found.url(leaf.id) if leaf else found.review_url)


@private
def step(request: HttpRequest, link: str, page: str) -> HttpResponse:
    found = visit(request, link)
    if found is None:
        return gone(request)
    walked = found.walk()
    leaf = walked.leaf(page)
    if leaf is None:
        return redirect("surveys:go_on", link=link)
    if request.method == "POST":
        return _sent(request, found, leaf)
    wrong = walked.wrong if "check" in request.GET else {}
    return _page(request, found, walked, leaf, found.draft.answers, wrong)


def _sent(request: HttpRequest, found: Visit, leaf: Leaf) -> HttpResponse:
    """Keep what was typed, sound or not, and go where the button leads."""
    typed = with_files(found.draft, leaf.page.questions, typed_in(leaf.page.questions, request.POST), request.FILES)
    answers = {**found.draft.answers, **typed}
    walked, go = found.walk(answers), request.POST.get("go")
    wrong = {name: walked.wrong[name] for name in typed if name in walked.wrong}
    onward = go not in (BACK, LATER)
    try:
        actions.keep(
            draft=found.draft,
            answers=typed,
            language=found.survey.language,
            sound=onward and not wrong,
            now=timezone.now(),
        )
    except Refused:
        return gone(request)
    if onward and wrong:
        return _page(request, found, walked, walked.leaf(leaf.id) or leaf, answers, wrong)
    if go == BACK and (before := walked.before(leaf.id)):
        return redirect(found.url(before.id))
    return onwards(request, found, walked, leaf.id, shown=set(typed), later=go == LATER)


def keep_page(request: HttpRequest, found: Visit, leaf: Leaf, typed: dict[str, Typed], *, later: bool) -> HttpResponse:
    """Of the first page, once there is a draft to keep its files in. What is wrong on it is told on the page anew."""
    typed = with_files(found.draft, leaf.page.questions, typed, request.FILES)
    walked = found.walk(typed)
    wrong = not later and any(name in walked.wrong for name in typed)
    actions.keep(
        draft=found.draft, answers=typed, language=found.survey.language, sound=not (wrong or later), now=timezone.now()
    )
    onward = (
        redirect(found.url(leaf.id) + "?check=1")
        if wrong
        else onwards(request, found, walked, leaf.id, shown=set(typed), later=later)
    )
    return first(request, found, onward.url) or onward


def onwards(
    request: HttpRequest, found: Visit, walked: Walk, page_id: str, *, shown: set[str], later: bool
) -> HttpResponseRedirect:
    """After a page has been kept: where it is told how to go on, the same page when its answers brought more questions
    to it, the next page, or the review."""
    if later:
        return HttpResponseRedirect(reverse("surveys:later", args=[found.link]))
    here = walked.leaf(page_id)
    if here is not None and (brought := len(set(here.ids()) - shown)):
        said_so = ngettext(
            "Your answer brought %(number)s more question to this page.",
            "Your answers brought %(number)s more questions to this page.",
            brought,
        )
        messages.info(request, said_so % {"number": brought})
        return HttpResponseRedirect(found.url(page_id))
    after = walked.after(page_id) if here is not None else walked.first_wrong()
    return HttpResponseRedirect(found.url(after.id) if after else found.review_url)


def _page(
    request: HttpRequest,
    found: Visit,
    walked: Walk,
    leaf: Leaf,
    answers: Mapping[str, Any],
    wrong: Mapping[str, Mapping[str, Any]],
) -> HttpResponse:
    shown = sheet(leaf, found.teller(walked), answers, seed=found.draft.seed, wrong=wrong, full=found.full)
    context = {
        **frame(found.survey, found.draft.way),
        "sheet": shown,
        "link": found.link,
        "back": walked.before(leaf.id) is not None,
        "refused": found.why_not_person(request),
    }
    return render(request, "surveys/step.html", context)


@private
def review(request: HttpRequest, link: str) -> HttpResponse:
    """Everything that was answered, before it is sent."""
    found = visit(request, link)
    if found is None:
        return gone(request)
    walked = found.walk()
    if wrong := walked.first_wrong():
        return redirect(found.url(wrong.id) + "?check=1")
    pages = [
        {"title": title, "url": found.url(leaf.id), "questions": questions}
        for leaf, title, questions in said(found.teller(walked))
    ]
    context = {
        **frame(found.survey, found.draft.way),
        "pages": pages,
        "link": link,
        "last": walked.leaves[-1] if walked.leaves else None,
        "of": len(walked.leaves) + 1,
        "closed": found.why_not_send or found.why_not_person(request),
        "changing": bool(found.draft.response_id),
        "sign_in_url": with_next("account_login", request.path) if found.waits_for_sign_in(request) else "",
        "identify_url": asking.url_of(request.path) if found.waits_for_identity(request) else "",
    }
    return render(request, "surveys/review.html", context)


@private
def send(request: HttpRequest, link: str) -> HttpResponse:
    found = visit(request, link)
    if found is None:
        return gone(request)
    if request.method != "POST":
        return redirect(found.review_url)
    if found.draft.way != Way.WEB:
        return _finish(request, found)
    if waits := first(request, found, found.review_url):
        return waits
    told = _profile(found)
    try:
        _response, changing = actions.send(
            draft=found.draft,
            terms=found.survey.terms,
            now=timezone.now(),
            user_id=request.user.pk,
            fact=identity.fact(request),
        )
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return redirect(found.review_url)
    # A profile is shown at once and kept nowhere: not in an address, a cookie or the database.
    response = (
        receipt(request, found.survey, changing, profile=told)
        if told
        else redirect("surveys:sent", *filter(None, [found.survey.key, changing]))
    )
    remember(request, response, found.survey)
    return response


def _profile(found: Visit) -> ToldProfile | None:
    """What the answers come to, beside the means of the respondent's group up to yesterday."""
    survey, walked = found.survey, found.walk()
    if not found.definition.dimensions:
        return None
    known = reading(survey.key) if found.definition.group else None
    least, today = survey.source.least_cell, timezone.localdate()
    own = own_group(known, walked.values, survey.language, least=least, before=today) if known else None
    return told_profile(found.teller(walked), own)


def receipt(request: HttpRequest, survey: Survey, link: str, *, profile: ToldProfile | None = None) -> HttpResponse:
    """``link`` changes the answers, where the survey lets."""
    address = request.build_absolute_uri(reverse("surveys:change", args=[link])) if link else ""
    places = places_of(survey.page, survey.version.site_id)
    context = {**frame(survey), "address": address, "profile": profile, "places": places}
    return render(request, "surveys/sent.html", context)


def _finish(request: HttpRequest, found: Visit) -> HttpResponse:
    """A paper is entered and a test thrown away; back to the desk."""
    draft = found.draft
    try:
        if draft.way == Way.TEST:
            actions.discard(draft=draft)
            messages.success(request, _("The test came to its end. Nothing of it is kept."))
            return redirect("survey_desk:index", key=draft.survey_key)
        actions.enter_paper(draft=draft, actor_id=signed_in(request).pk)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return redirect(found.review_url)
    messages.success(request, _("The paper has been entered. The next one?"))
    query = urlencode({"day": draft.arrived_on, "language": get_language()})
    return redirect(reverse("survey_desk:paper", args=[draft.survey_key]) + f"?{query}")


@private
def later(request: HttpRequest, link: str) -> HttpResponse:
    """The link with which to go on."""
    found = visit(request, link)
    if found is None:
        return gone(request)
    address = request.build_absolute_uri(reverse("surveys:go_on", args=[link]))
    context = {
        **frame(found.survey, found.draft.way),
        "link": link,
        "address": address,
        "days": DRAFT_DAYS,
        **own_context(request, found.draft),
    }
    return render(request, "surveys/later.html", context)


@private
def discard(request: HttpRequest, link: str) -> HttpResponse:
    found = visit(request, link)
    if found is None:
        return gone(request)
    if request.method != "POST":
        return redirect("surveys:later", link=link)
    actions.discard(draft=found.draft)
    messages.success(request, _("Your answers have been thrown away. Nothing was sent."))
    return redirect(found.survey.page.url or "/")


def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/gone.html", status=410)
